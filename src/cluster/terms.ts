/**
 * How texts and terms are encoded on the cluster.
 *
 * A text that is searched for exact strings is stored as its normalised units, separated by spaces. The server's
 * whitespace tokenizer then makes every unit a token, so a phrase of tokens is a substring. Spaces, line breaks, lone
 * surrogates and the boundaries of Latin words are encoded as tokens of several characters, which can't be confused
 * with a unit of a text.
 */
import { defaultFields, Field, type FieldId } from '../storage/segment/fields.js'
import { CharClass } from '../text/characters/char-class.js'
import { classAt } from '../text/characters/char-table.js'
import { normalize } from '../text/normalize.js'
import { ranking } from '../search/parameters.js'
import { decodePostings, type PostingList } from '../storage/segment/postings/codec.js'
import { runEnd } from '../storage/segment/pairs/writer.js'
import type { SegmentReader } from '../storage/segment/reader.js'

/** A set of fields that a part of a query can search: the default fields, or one named field. */
export interface Scope {
  /** Key of the payload field that stores the scope's text for exact strings. */
  readonly text: string
  readonly fields: readonly FieldId[]
  readonly number: number
}

export const scopes: readonly Scope[] = [
  { text: 'text', fields: defaultFields, number: 0 },
  { text: 'title_text', fields: [Field.title], number: 1 },
  { text: 'author_text', fields: [Field.author], number: 2 },
  { text: 'tag_text', fields: [Field.tags], number: 3 },
]

/** Key of the payload field that stores the path for exact strings. */
export const pathText = 'path_text'

/** @throws Error if a part of a query searches fields for which nothing is stored, which is a defect */
export function scopeOf(fields: readonly FieldId[]): Scope {
  const found = scopes.find((scope) => scope.fields.join() === fields.join())
  if (found === undefined) throw new Error(`no scope for fields ${fields.join()}`)
  return found
}

const wordStart = '\\<'
const wordEnd = '\\>'
const fieldBreak = '\\f'
/** Before the first character of a path. */
const textStart = '\\^'

/** The text of several fields as tokens. No phrase can extend from one field into the next. */
export function tokensOfFields(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .map((text) => phraseTokens(normalize(text).text, true, true))
    .join(` ${fieldBreak} `)
}

export function tokensOfPath(path: string): string {
  return `${textStart} ${unitTokens(normalize(path).text).join(' ')}`
}

/**
 * The phrase that finds a normalised string. With `wholeStart` or `wholeEnd`, its start or end must not lie inside a
 * Latin word.
 */
export function phraseTokens(text: string, wholeStart: boolean, wholeEnd: boolean): string {
  const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
  const isAlnum = (at: number): boolean =>
    at >= 0 && at < units.length && classAt(units, at, units.length) === CharClass.alnum
  const tokens: string[] = []
  let inside = false
  for (let at = 0; at < units.length; at++) {
    // The second unit of a surrogate pair has the class of the first.
    const alnum: boolean = isLow(units[at]!) && at > 0 && isHigh(units[at - 1]!) ? inside : isAlnum(at)
    if (alnum !== inside) {
      if (alnum ? at > 0 || wholeStart : true) tokens.push(alnum ? wordStart : wordEnd)
      inside = alnum
    }
    tokens.push(unitToken(units[at]!))
  }
  if (inside && wholeEnd) tokens.push(wordEnd)
  return tokens.join(' ')
}

/**
 * The phrases that find a text anywhere in a path, or at the start of the path or of a part of it.
 * @param text normalised
 */
export function pathPhrases(text: string, isPrefix: boolean): string[] {
  const tokens = unitTokens(text).join(' ')
  return isPrefix ? [`${textStart} ${tokens}`, `/ ${tokens}`] : [tokens]
}

const unitTokens = (text: string): string[] =>
  Array.from({ length: text.length }, (_, i) => unitToken(text.charCodeAt(i)))

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00

/**
 * One unit as a token: the unit itself, or its number in hexadecimal. A token can't contain a space and JSON can't
 * contain half a surrogate pair; they are written as numbers, and so are most other characters that aren't letters.
 */
function unitToken(unit: number): string {
  if (unit > 0x20 && unit < 0x7f) return String.fromCharCode(unit)
  if ((unit >= 0x3400 && unit < 0xa000) || (unit >= 0x3041 && unit < 0x3100)) return String.fromCharCode(unit)
  const isPlain =
    unit > 0xff && !(unit >= 0xd800 && unit < 0xe000) && !/[\s\p{C}\p{Z}]/u.test(String.fromCharCode(unit))
  return isPlain ? String.fromCharCode(unit) : `\\${unit.toString(16)}`
}

/** Dimensions below this are hashes; the others are a pair's two units, whose first is at least Hangul's 0x1100. */
const hashedDimensions = 0x1100 * 65536

/**
 * The dimension of a pair in the sparse vectors. In the default scope it is the pair itself, so no two pairs share one.
 */
export function pairDimension(scope: number, first: number, second: number): number {
  if (scope === 0 && first >= 0x1100) return first * 65536 + second
  return mix(mix(mix(0x811c9dc5, scope), first), second) % hashedDimensions
}

export function termDimension(scope: number, term: string): number {
  let hash = mix(0x01000193, scope)
  for (let i = 0; i < term.length; i++) hash = mix(hash, term.charCodeAt(i))
  return hash % hashedDimensions
}

/** A round of MurmurHash3 (Appleby), 32 bits, unsigned. */
function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  let h = hash ^ k
  h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return (h ^ (h >>> 13)) >>> 0
}

/*
 * The sparse vectors of articles, computed from the posting lists of a segment that contains them.
 *
 * `weights` stores, for each term of each scope, the factor of the term's weight in a query: BM25F's
 * f / (f + k1·(1 − b + b·length / reference)). `terms` stores a 1 for each term; its product with a query's weights is
 * the share of them that an article contains.
 */

export interface PointVectors {
  readonly weights: SparseVector
  readonly terms: SparseVector
}

export interface SparseVector {
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

const documents = { ids: new Int32Array(1024), frequencies: new Uint8Array(1024) }

/**
 * Vectors of every article of a segment.
 * @param reference the body length, in units, with which the weights are computed
 */
export function vectorsOf(segment: SegmentReader, reference: number): PointVectors[] {
  const frequencies = Array.from({ length: segment.articles }, () => new Map<number, number>())
  for (const scope of scopes) {
    for (const field of scope.fields) {
      const weight = ranking.fieldWeights[field]!
      const add = (list: PostingList, dimension: number): void => addList(frequencies, list, dimension, weight)
      const pairs = segment.pairs(field)
      for (const first of pairs.firstUnits) {
        const group = pairs.group(first)!
        // Every occurrence of a character begins a pair, so the sum of its pairs counts the character. That sum is
        // stored in the dimension of the pair that ends a run.
        const character = pairDimension(scope.number, first, runEnd)
        for (const [i, second] of group.seconds.entries()) {
          add(group.list(i), character)
          if (second !== runEnd) add(group.list(i), pairDimension(scope.number, first, second))
        }
      }
      for (const entry of segment.terms(field).scan()) add(entry.list(), termDimension(scope.number, entry.term))
    }
  }
  return frequencies.map((terms, article) => toVectors(terms, segment.lengths[article]!, reference))
}

function addList(frequencies: Map<number, number>[], list: PostingList, dimension: number, weight: number): void {
  if (documents.ids.length < list.documentFrequency) {
    documents.ids = new Int32Array(list.documentFrequency * 2)
    documents.frequencies = new Uint8Array(list.documentFrequency * 2)
  }
  const count = decodePostings(list, documents.ids, documents.frequencies)
  for (let i = 0; i < count; i++) {
    const terms = frequencies[documents.ids[i]!]!
    terms.set(dimension, (terms.get(dimension) ?? 0) + documents.frequencies[i]! * weight)
  }
}

function toVectors(terms: ReadonlyMap<number, number>, length: number, reference: number): PointVectors {
  const norm = ranking.k1 * (1 - ranking.b + (ranking.b * length) / reference)
  const indices = [...terms.keys()]
  const values = Array.from(terms.values(), (frequency) => Math.round((frequency / (frequency + norm)) * 1e6) / 1e6)
  return { weights: { indices, values }, terms: { indices, values: indices.map(() => 1) } }
}
