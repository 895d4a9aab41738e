/**
 * Fuzzy words match terms within `edits` insertions, deletions or replacements. Latin words are compared with the term
 * dictionary; Han strings with the texts, by the bit-parallel automaton of Wu and Manber (1992).
 */
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import type { FieldId } from '../../storage/segment/fields.js'
import type { Leaf } from '../leaf.js'
import { normalize } from '../../text/normalize.js'
import { clearBit, createBitset, forEachBit, intersect, unite, type Bitset } from './bitset.js'
import { addTerms } from './lists.js'
import { stringSet } from './phrase.js'

/** The automaton has one bit for each unit; longer words are matched exactly. */
export const longestFuzzy = 30

/** @param within if given, the result may be wrong for articles outside of it */
export function fuzzySet(
  leaf: Leaf,
  fields: readonly FieldId[],
  source: string,
  edits: number,
  within?: Bitset,
): Bitset {
  const word = normalize(source).text.trim()
  // Otherwise, editing every character would match anything.
  const allowed = Math.min(edits, Array.from(word).length - 1)
  if (allowed <= 0 || word.length > longestFuzzy) return stringSet(leaf, fields, word, within, true, true)
  const set = createBitset(leaf.reader.articles)
  for (const field of fields) {
    if (isHan(word)) unite(set, fuzzyHan(leaf, field, word, allowed, within))
    else {
      const { terms } = leaf.innerTerms(field)
      addTerms(
        set,
        leaf.reader,
        field,
        terms.filter((term) => withinDistance(term, word, allowed)),
      )
    }
  }
  return set
}

export const isHan = (word: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)

/**
 * If a word is cut into `edits` + 1 pieces, `edits` edits leave at least one unchanged. So the candidates are the
 * articles that contain a piece.
 */
function fuzzyHan(leaf: Leaf, field: FieldId, word: string, edits: number, within?: Bitset): Bitset {
  const segment = leaf.reader
  const set = createBitset(segment.articles)
  for (const piece of piecesOf(word, edits + 1)) unite(set, stringSet(leaf, [field], piece, within))
  if (within !== undefined) intersect(set, within)
  const masks = patternMasks(word)
  forEachBit(set, (article) => {
    segment.decode(article, field, text)
    if (!matchesWithin(text.units, text.unitCount, masks, word.length, edits)) clearBit(set, article)
  })
  return set
}

/** Cuts a word into at least `count` pieces, or into its characters. */
export function piecesOf(word: string, count: number): string[] {
  const characters = Array.from(word)
  const size = Math.max(1, Math.floor(characters.length / count))
  const pieces: string[] = []
  for (let at = 0; at < characters.length; at += size) pieces.push(characters.slice(at, at + size).join(''))
  return pieces
}

const text = createDecodedText()

function patternMasks(word: string): Map<number, number> {
  const masks = new Map<number, number>()
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i)
    masks.set(unit, (masks.get(unit) ?? 0) | (1 << i))
  }
  return masks
}

/** True if some substring is within `edits` (1 or 2) of the pattern. */
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

const row = new Uint8Array(64)

/**
 * True if the Levenshtein distance of two words is at most `edits`. Keeps one row and gives up once all of it exceeds
 * the limit.
 */
export function withinDistance(a: string, b: string, edits: number): boolean {
  const width = b.length
  if (Math.abs(a.length - width) > edits) return false
  for (let j = 0; j <= width; j++) row[j] = j
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0]!
    let best = (row[0] = i)
    const unit = a.charCodeAt(i - 1)
    for (let j = 1; j <= width; j++) {
      const above = row[j]!
      const kept = diagonal + (unit === b.charCodeAt(j - 1) ? 0 : 1)
      const changed = Math.min(above, row[j - 1]!) + 1
      row[j] = kept < changed ? kept : changed
      if (row[j]! < best) best = row[j]!
      diagonal = above
    }
    if (best > edits) return false
  }
  return row[width]! <= edits
}
