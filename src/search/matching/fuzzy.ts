/**
 * Fuzzy words match terms within `edits` insertions, deletions or replacements. Latin words are compared with the term
 * dictionary; Han strings with the stretches of texts.
 */
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import type { FieldId } from '../../storage/segment/fields.js'
import type { Leaf } from '../leaf.js'
import { normalize } from '../../text/normalize.js'
import { clearBit, createBitset, forEachBit, intersect, unite, type Bitset } from './bitset.js'
import { CharClass } from '../../text/characters/char-class.js'
import { classAt } from '../../text/characters/char-table.js'
import { textOf } from '../../text/units.js'
import { stringFinder, type Finder, type Occurrence } from '../occurrences/nearby.js'
import { addTerms } from './lists.js'
import { wordEnd } from './needle.js'
import { stringSet } from './phrase.js'

/** Longer words are matched exactly, in units. */
export const longestFuzzy = 30

/** @param within if given, the result may be wrong for articles outside of it */
export function fuzzySet(
  leaf: Leaf,
  fields: readonly FieldId[],
  source: string,
  edits: number,
  within?: Bitset,
): Bitset {
  const { word, allowed } = readFuzzy(source, edits)
  if (allowed === 0) return stringSet(leaf, fields, word, within, true, true)
  const set = createBitset(leaf.reader.articles)
  for (const field of fields) {
    if (isHan(word)) unite(set, fuzzyHan(leaf, field, word, allowed, within))
    else {
      const terms = leaf.innerTerms(field).terms.filter((term) => withinDistance(term, word, allowed))
      addTerms(set, leaf.reader, field, terms)
    }
  }
  return set
}

/** The normalised word, and its edits: 0 for a long word, and fewer than it has characters, or it would match anything. */
function readFuzzy(source: string, edits: number): { readonly word: string; readonly allowed: number } {
  const word = normalize(source).text.trim()
  const allowed = Math.min(edits, Array.from(word).length - 1)
  return { word, allowed: word.length > longestFuzzy ? 0 : Math.max(0, allowed) }
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
  const find = hanFinder(word, edits)
  forEachBit(set, (article) => {
    segment.decode(article, field, text)
    if (find(text.units.subarray(0, text.unitCount)).length === 0) clearBit(set, article)
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

/** Finds whole Latin words; for Han, the shortest stretches with the fewest edits. Occurrences don't overlap. */
export function fuzzyFinder(source: string, edits: number): Finder {
  const { word, allowed } = readFuzzy(source, edits)
  if (allowed === 0) return stringFinder(source, true, true)
  return isHan(word) ? hanFinder(word, allowed) : latinFinder(word, allowed)
}

function latinFinder(word: string, edits: number): Finder {
  return (units) => {
    const found: Occurrence[] = []
    for (let at = 0; at < units.length;) {
      const isWord = classAt(units, at, units.length) === CharClass.alnum
      const end = isWord ? Math.max(at + 1, wordEnd(units, at + 1)) : at + 1
      if (isWord && Math.abs(end - at - word.length) <= edits && withinDistance(textOf(units, at, end), word, edits)) {
        found.push({ start: at, end })
      }
      at = end
    }
    return found
  }
}

function hanFinder(word: string, edits: number): Finder {
  const letters = new Set(Array.from({ length: word.length }, (_, at) => word.charCodeAt(at)))
  return (units) => {
    const found: Occurrence[] = []
    for (let start = 0; start < units.length;) {
      const end = letters.has(units[start]!) ? closestEnd(units, start, word, edits) : 0
      if (end > 0) found.push({ start, end })
      start = end > 0 ? end : start + 1
    }
    return found
  }
}

/** The end of the shortest stretch from `start` with the fewest edits; 0 if all have more than `edits`. */
function closestEnd(units: Uint16Array, start: number, word: string, edits: number): number {
  for (let allowed = 0; allowed <= edits; allowed++) {
    const last = Math.min(units.length, start + word.length + allowed)
    for (let end = start + Math.max(1, word.length - allowed); end <= last; end++) {
      if (withinDistance(textOf(units, start, end), word, allowed)) return end
    }
  }
  return 0
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
