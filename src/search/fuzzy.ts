/**
 * Fuzzy words: at most `edits` insertions, deletions or replacements away. Latin words are compared with the term
 * dictionary; Han strings with the texts, by the bit-parallel automaton of Wu and Manber (1992).
 */
import type { DecodedText } from '../segment/articles/text-codec.js'
import { createDecodedText } from '../segment/articles/text-codec.js'
import type { FieldId } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import { normalize } from '../text/normalize.js'
import { createBitset, forEachBit, unite } from './bitset.js'
import type { Bitset } from './bitset.js'
import { addMatchingTerms } from './lists.js'
import { phraseSet, planPhrase } from './phrase.js'

/** The automaton holds one bit a unit; longer words are taken exactly. */
const longest = 30

export function fuzzySet(segment: SegmentReader, fields: readonly FieldId[], source: string, edits: number): Bitset {
  const word = normalize(source).text.trim()
  const set = createBitset(segment.articles)
  if (word === '') return set
  // An edit of every unit would match anything.
  const allowed = Math.min(edits, word.length - 1)
  if (allowed === 0 || word.length > longest) return exactly(segment, fields, word)
  if (isLatin(word)) {
    for (const field of fields) {
      addMatchingTerms(set, segment, field, ({ term }) => withinDistance(term, word, allowed))
    }
  } else for (const field of fields) unite(set, fuzzyHan(segment, field, word, allowed))
  return set
}

function exactly(segment: SegmentReader, fields: readonly FieldId[], word: string): Bitset {
  const phrase = planPhrase(word, true, true)
  return phrase === undefined ? createBitset(segment.articles) : phraseSet(segment, fields, phrase)
}

const isLatin = (word: string): boolean => !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)

/** Of edits + 1 pieces one is untouched: its articles are the candidates. */
function fuzzyHan(segment: SegmentReader, field: FieldId, word: string, edits: number): Bitset {
  const set = createBitset(segment.articles)
  const size = Math.ceil(word.length / (edits + 1))
  for (let at = 0; at < word.length; at += size) {
    const phrase = planPhrase(word.slice(at, at + size))
    if (phrase !== undefined) unite(set, phraseSet(segment, [field], phrase))
  }
  const masks = patternMasks(word)
  forEachBit(set, (article) => {
    segment.decode(article, field, text)
    if (!matchesWithin(text.units, text.unitCount, masks, word.length, edits)) set[article >>> 5]! &= ~(1 << (article & 31))
  })
  return set
}

const text: DecodedText = createDecodedText()

function patternMasks(word: string): Map<number, number> {
  const masks = new Map<number, number>()
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i)
    masks.set(unit, (masks.get(unit) ?? 0) | (1 << i))
  }
  return masks
}

/** True where some substring is within `edits` (1 or 2) of the pattern. */
export function matchesWithin(
  units: Uint16Array,
  count: number,
  masks: ReadonlyMap<number, number>,
  length: number,
  edits: number,
): boolean {
  const accept = 1 << (length - 1)
  let exact = 0
  let one = 1
  let two = 3
  for (let at = 0; at < count; at++) {
    const mask = masks.get(units[at]!) ?? 0
    const nextExact = ((exact << 1) | 1) & mask
    const nextOne = (((one << 1) | 1) & mask) | exact | (exact << 1) | (nextExact << 1) | 1
    two = (((two << 1) | 1) & mask) | one | (one << 1) | (nextOne << 1) | 3
    exact = nextExact
    one = nextOne
    if (((edits === 1 ? one : two) & accept) !== 0) return true
  }
  return false
}

/** Levenshtein distance of two words at most `edits`: one row, cut to the diagonal band. */
export function withinDistance(a: string, b: string, edits: number): boolean {
  if (Math.abs(a.length - b.length) > edits) return false
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + same)
      best = Math.min(best, row[j]!)
    }
    if (best > edits) return false
    previous = row
  }
  return previous[b.length]! <= edits
}
