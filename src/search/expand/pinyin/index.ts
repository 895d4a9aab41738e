/**
 * Pinyin: Latin letters of a query also match the strings of the collection with that reading. This costs the index
 * nothing: strings come from its bigrams, readings from a table. Only Latin texts are expanded, never Han words,
 * because most characters share their reading with dozens of others.
 */
import { createAnalysis, type Analyzer } from '../../../text/analysis/analysis.js'
import { findCandidates, type Candidate } from '../candidates.js'
import type { Collection } from '../collection.js'
import type { Alternatives, Expander } from '../query.js'
import { readSyllables, readInitials } from './syllables.js'
import { isRead, type PinyinTable, type Syllable } from './table.js'
import { textOf } from '../../../text/units.js'
import { placeOf, type Pattern } from '../paths.js'

/* A text of a query read as pinyin: the possible readings, and the strings that each may stand for. */

/** One position of a reading: a syllable, the beginning of one, or a literal character. */
export type Place = { readonly syllable: Syllable } | { readonly initial: string } | { readonly character: string }

export interface Reading {
  readonly kind: 'pinyin' | 'initials'
  readonly places: readonly Place[]
}

const fewestInitials = 3
const mostMixed = 12

/**
 * Letters that split into full syllables are read as these, other letters as initials. Next to Han characters, both may
 * occur in one text. Readings of one position are excluded.
 */
export function readingsOf(text: string): readonly Reading[] {
  const isMixed = /\p{Script=Han}/u.test(text)
  return (isMixed ? mixedReadings(text) : latinReadings(text)).filter(({ places }) => places.length > 1)
}

function latinReadings(text: string): Reading[] {
  const full = readSyllables(text).map((syllables) => asReading(syllables))
  if (full.length > 0) return full
  return readInitials(text).flatMap((initials) =>
    initials.length < fewestInitials ? [] : [{ kind: 'initials', places: initials.map((initial) => ({ initial })) }],
  )
}

function asReading(syllables: readonly Syllable[]): Reading {
  return { kind: 'pinyin', places: syllables.map((syllable) => ({ syllable })) }
}

/** `zhong医`: here a single letter is not a syllable, so that T恤 stays as it is. */
function mixedReadings(text: string): Reading[] {
  const pieces = text.match(/\p{Script=Han}|[^\p{Script=Han}]+/gu) ?? []
  if (pieces.length > mostMixed) return []
  let places: Place[] = []
  let kind: Reading['kind'] = 'pinyin'
  for (const piece of pieces) {
    if (/^\p{Script=Han}$/u.test(piece)) {
      places.push({ character: piece })
      continue
    }
    const syllables = piece.length > 1 ? readSyllables(piece)[0] : undefined
    if (syllables !== undefined) places = [...places, ...syllables.map((syllable) => ({ syllable }))]
    else {
      const initials = readInitials(piece)[0]
      if (initials === undefined) return []
      kind = 'initials'
      places = [...places, ...initials.map((initial) => ({ initial }))]
    }
  }
  return kind === 'initials' && places.length < fewestInitials ? [] : [{ kind, places }]
}

export function patternOf({ places }: Reading, table: PinyinTable): Pattern {
  return places.map((place) => {
    if ('syllable' in place) return table.charactersOf(place.syllable)
    return 'initial' in place ? table.charactersByInitial(place.initial) : placeOf(place.character)
  })
}

const analysis = createAnalysis()

/**
 * Whether a string may have this reading, with the words in it read as words: 重庆 is chongqing, 重要 is zhongyao.
 * Characters that the segmenter leaves single may have any of their readings, as in names.
 */
export function mayRead(text: string, { places }: Reading, table: PinyinTable, analyzer: Analyzer): boolean {
  analyzer.analyze(text, analysis)
  let start = 0
  for (let token = 0; token < analysis.tokenCount; token++) {
    const end = analysis.tokenEnd[token]!
    const word = textOf(analysis.units, start, end)
    const read = word.length > 1 ? table.readWord(word) : undefined
    for (let at = start; at < end; at++) {
      const place = places[at]
      if (place === undefined) return false
      const readings = read === undefined ? table.readingsOf(word) : [read[at - start]!]
      if (!readings.some((reading) => fits(reading, place))) return false
    }
    start = end
  }
  return start === places.length
}

function fits(reading: string, place: Place): boolean {
  if ('syllable' in place) return isRead(reading, place.syllable)
  return 'character' in place || reading.startsWith(place.initial)
}

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
