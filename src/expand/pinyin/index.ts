/**
 * Pinyin: Latin letters of a query also stand for the strings of the collection that are read so. Costs the index
 * nothing: strings come from its pairs of characters, readings from a table. Asked for Latin texts only, never between
 * Han words, since most characters share their reading with dozens of others.
 */
import type { Analyzer } from '../../text/analysis.js'
import type { Candidate } from '../candidates.js'
import { findCandidates } from '../candidates.js'
import type { Collection } from '../collection.js'
import { mayRead, patternOf, readingsOf } from './reading.js'
import type { PinyinTable } from './table.js'

export interface PinyinContext {
  readonly collection: Collection
  readonly analyzer: Analyzer
  /** Called only where something reads as pinyin. */
  readonly table: () => PinyinTable
}

export interface PinyinMatch extends Candidate {
  readonly by: 'pinyin' | 'initials'
}

/** Strings that stand for one text, at most. */
export const mostMatches = 10
/** A string this much less frequent than the best is no guess any more. */
const leastShare = 0.002

/**
 * The strings of the collection that a text reads as, best first.
 * @param isThere the text occurs as it is written: then only whole words of the dictionary, written in full
 */
export function matchPinyin(text: string, isThere: boolean, context: PinyinContext): PinyinMatch[] {
  const readings = readingsOf(text).filter(({ kind }) => !isThere || kind === 'pinyin')
  if (readings.length === 0) return []
  const table = context.table()
  const found = new Map<string, PinyinMatch>()
  for (const reading of readings) {
    const accepts = (candidate: string): boolean => mayRead(candidate, reading, table, context.analyzer)
    for (const candidate of findCandidates(context.collection, patternOf(reading, table), mostMatches, accepts)) {
      if (isThere && !candidate.isWord) continue
      if (!found.has(candidate.text)) found.set(candidate.text, { ...candidate, by: reading.kind })
    }
  }
  const sorted = [...found.values()].sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1))
  return sorted.filter(({ score }) => score >= sorted[0]!.score * leastShare).slice(0, mostMatches)
}
