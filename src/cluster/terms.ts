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
import type { PlannedTerm } from '../search/planning/plan.js'
import { idOf } from './generations.js'
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

/*
 * The terms of articles for ranking, computed from the posting lists of a segment that contains them. Each distinct term
 * is sent once, with its frequency over the fields of its scope. The field's length is made to tell the length of the
 * body, so that the server can compute BM25 with the weights that a query gives.
 */

/** The token of a term in the field {@link rankedTerms}. Characters and pairs of the default scope are as they are. */
export function termToken({ kind, text, fields }: Pick<PlannedTerm, 'kind' | 'text' | 'fields'>): string {
  return tokenOf(scopeOf(fields).number, kind === 'term', text)
}

export const rankedTerms = 't'

function tokenOf(scope: number, isWord: boolean, text: string): string {
  const plain = text.replace(/[^0-9A-Za-z\u00c0-\u024f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]/g, escapeUnit)
  const short = plain.length <= longestToken ? plain : `#${idOf(text)}`
  return `${scope === 0 ? '' : `${scope}/`}${isWord ? '=' : ''}${short}`
}

const longestToken = 200
const escapeUnit = (unit: string): string => `\\${unit.charCodeAt(0).toString(16)};`

/** No other term has this name. It fills the field up to its length. */
const filler = '\\'

/** Constants of the server's similarity; fixed when the articles' index is created. */
export interface Norm {
  /** k1 · (1 − b). */
  readonly base: number
  /** k1 · b / reference, of one unit of length. */
  readonly slope: number
}

export const normOf = (reference: number): Norm => {
  return { base: ranking.k1 * (1 - ranking.b), slope: (ranking.k1 * ranking.b) / reference }
}

/**
 * The server keeps the length of a field in a byte. The square of the length makes the error smaller, and the addend
 * makes room for the terms of articles with a short body.
 */
const addend = 128
const longestLength = 46_000

/** The server's score of one term, as Painless. `query.boost` is the term's weight. */
export const similarityOf = ({ base, slope }: Norm): string =>
  `double f = doc.freq; return weight * f / (f + ${base} + ${slope} * Math.max(0, Math.sqrt((double) doc.length) - ${addend}));`

/** The length that the server reads back: SmallFloat.intToByte4 of Lucene keeps four bits. It is never larger. */
function keptLength(length: number): number {
  if (length < 24) return length
  const shift = Math.max(0, 28 - Math.clz32(length - 24))
  return 24 + (((length - 24) >>> shift) << shift)
}

export interface RankedTerms {
  readonly text: string
  /** At least this many thousandths of the server's score are the true score; the server's is never smaller. */
  readonly low: number
}

const documents = { ids: new Int32Array(1024), frequencies: new Uint8Array(1024) }

/** The terms of every article of a segment. */
export function rankedTermsOf(segment: SegmentReader, reference: number): RankedTerms[] {
  const frequencies = Array.from({ length: segment.articles }, () => new Map<string, number>())
  for (const { fields, number } of scopes) {
    for (const field of fields) {
      const weight = ranking.fieldWeights[field]!
      const add = (list: PostingList, token: string): void => addList(frequencies, list, token, weight)
      const pairs = segment.pairs(field)
      for (const first of pairs.firstUnits) {
        const group = pairs.group(first)!
        const unit = String.fromCharCode(first)
        // Every occurrence of a character begins a pair, so the sum of its pairs counts the character.
        const character = tokenOf(number, false, unit)
        for (const [i, second] of group.seconds.entries()) {
          add(group.list(i), character)
          if (second !== runEnd) add(group.list(i), tokenOf(number, false, unit + String.fromCharCode(second)))
        }
      }
      for (const entry of segment.terms(field).scan()) add(entry.list(), tokenOf(number, true, entry.term))
    }
  }
  const norm = normOf(reference)
  return frequencies.map((terms, article) => withLength(terms, segment.lengths[article]!, norm))
}

function addList(frequencies: Map<string, number>[], list: PostingList, token: string, weight: number): void {
  if (documents.ids.length < list.documentFrequency) {
    documents.ids = new Int32Array(list.documentFrequency * 2)
    documents.frequencies = new Uint8Array(list.documentFrequency * 2)
  }
  const count = decodePostings(list, documents.ids, documents.frequencies)
  for (let i = 0; i < count; i++) {
    const terms = frequencies[documents.ids[i]!]!
    terms.set(token, (terms.get(token) ?? 0) + documents.frequencies[i]! * weight)
  }
}

function withLength(terms: ReadonlyMap<string, number>, length: number, { base, slope }: Norm): RankedTerms {
  let sum = 0
  let least = 1
  for (const frequency of terms.values()) {
    sum += Math.ceil(frequency)
    if (frequency % 1 !== 0) least = Math.min(least, frequency / Math.ceil(frequency))
  }
  const own = base + slope * length
  const target = (Math.min(length, longestLength) + addend) ** 2
  const normAt = (units: number): number => base + slope * Math.max(0, Math.sqrt(keptLength(units)) - addend)
  // Many terms of a long title beside a short body don't fit; larger frequencies make up for the larger length.
  let factor = 1
  while (sum * factor > target && normAt(sum * factor) / factor > own) factor++
  const entries = Array.from(terms, ([token, frequency]) => `${token}|${Math.ceil(frequency) * factor}`)
  const total = Math.max(target, sum * factor)
  if (total > sum * factor) entries.push(`${filler}|${total - sum * factor}`)
  const norm = normAt(total)
  const low = (least * (factor + norm)) / (factor * (1 + own))
  return { text: entries.join(' '), low: Math.max(0, Math.floor(Math.min(1, low) * 1000) - 1) }
}
