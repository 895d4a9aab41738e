/** A text of a query read as pinyin: the possible readings, and the strings that each may stand for. */
import { createAnalysis, type Analyzer } from '../../../text/analysis/analysis.js'
import { textOf } from '../../../text/units.js'
import { placeOf, type Pattern } from '../pattern.js'
import { readInitials, readSyllables } from './syllables.js'
import { isRead, type PinyinTable, type Syllable } from './table.js'

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
