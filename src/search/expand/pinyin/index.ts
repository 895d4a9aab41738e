/**
 * Pinyin: Latin letters of a query also match the strings of the collection with that reading. This costs the index
 * nothing: strings come from its bigrams, readings from a table. Only Latin texts are expanded, never Han words,
 * because most characters share their reading with dozens of others.
 */
import type { Analyzer } from '../../../text/analysis/analysis.js'
import { findCandidates, type Candidate } from '../candidates.js'
import type { Collection } from '../collection.js'
import type { Alternatives, Expander } from '../query.js'
import { mayRead, patternOf, readingsOf, type Reading } from './reading.js'
import { readSyllables } from './syllables.js'
import type { PinyinTable } from './table.js'

export interface PinyinContext {
  readonly collection: Collection
  readonly analyzer: Analyzer
  /** Called only if something reads as pinyin. */
  readonly table: () => PinyinTable
}

interface PinyinMatch extends Candidate {
  readonly by: 'pinyin' | 'initials'
}

/** Most strings for one text. */
const mostMatches = 10
/** A string that is this many times less frequent than the best is not offered. */
const leastShare = 0.002
/** How many times more frequent than the next the best must be to rank before all others. */
const clearlyBest = 4

/** Most texts of a collection that are cached. */
const mostKnown = 1000
/** Most texts of one query that are read as pinyin: each takes milliseconds. */
const mostTexts = 24

export function createPinyinExpander(context: PinyinContext): Expander {
  const answers = context.collection.memory.readings
  const asked = new Set<string>()
  return (parts) => {
    if (!parts.every((part) => /[a-z]/i.test(part))) return undefined
    const key = parts.join('\n')
    if (asked.size === mostTexts && !asked.has(key)) return undefined
    asked.add(key)
    if (answers.has(key)) return answers.get(key)
    if (answers.size === mostKnown) answers.clear()
    const found = expand(parts, context)
    answers.set(key, found)
    return found
  }
}

function expand(parts: readonly string[], context: PinyinContext): Alternatives | undefined {
  const text = parts.join(' ')
  const readings = readable(parts)
  if (readings.length === 0) return undefined
  const isThere = parts.every((part) => occurs(part, context.collection))
  const matches = matchReadings(readings, isThere, context)
  return matches.length === 0 || matches.some((match) => match.text === text) ? undefined : ranked(matches, isThere)
}

/** Adjacent words are read together only if each consists of full syllables. */
function readable(parts: readonly string[]): readonly Reading[] {
  if (parts.length === 1) return readingsOf(parts[0]!)
  return parts.every((part) => readSyllables(part).length > 0) ? readingsOf(parts.join("'")) : []
}

function occurs(text: string, collection: Collection): boolean {
  return /^[a-z]+$/i.test(text) ? collection.termFrequency(text.toLowerCase()) > 0 : collection.isInMoreThan(0, text)
}

/**
 * The strings of the collection that may have this reading, best first.
 * @param isThere whether the text occurs as typed; then only dictionary words match, and no initials (GDP, NBA)
 */
function matchReadings(readings: readonly Reading[], isThere: boolean, context: PinyinContext): PinyinMatch[] {
  const found = new Map<string, PinyinMatch>()
  for (const reading of readings) {
    if (isThere && reading.kind === 'initials') continue
    const table = context.table()
    const accepts = (text: string): boolean =>
      mayRead(text, reading, table, context.analyzer) && (!isThere || context.collection.isWord(text))
    for (const candidate of findCandidates(context.collection, patternOf(reading, table), mostMatches, accepts)) {
      if (!found.has(candidate.text)) found.set(candidate.text, { ...candidate, by: reading.kind })
    }
  }
  const sorted = [...found.values()].sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1))
  return sorted.filter(({ score }) => score >= sorted[0]!.score * leastShare).slice(0, mostMatches)
}

function ranked(matches: readonly PinyinMatch[], isThere: boolean): Alternatives {
  const [first, second] = matches
  const list = matches.map(({ text, by, articles, score }, i) => {
    const weight = Math.max(0.1, Math.sqrt(score / first!.score)) * (isThere ? 0.5 : 1)
    return { by, text, articles, weight: i === 0 && !isThere ? 1 : Math.round(weight * 100) / 100 }
  })
  const isClear = isThere || second === undefined || first!.score >= clearlyBest * second.score
  return { list, keepsText: isThere, mode: isClear ? 'after' : 'beside' }
}
