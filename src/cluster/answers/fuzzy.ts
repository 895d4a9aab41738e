/**
 * Fuzzy words on a cluster. The server can't count edits. A Latin word is compared here with the collection's
 * dictionary, and the similar words are searched instead. For a Han string, the server returns the articles that
 * contain a piece of it unchanged; their texts are then checked by the code that checks a local index.
 */
import { XunzhangError } from '../../base/errors.js'
import { forEachBit } from '../../search/matching/bitset.js'
import { Leaf } from '../../search/leaf.js'
import { fuzzySet, isHan, longestFuzzy, piecesOf, withinDistance } from '../../search/matching/fuzzy.js'
import type { FieldId } from '../../storage/segment/fields.js'
import { normalize } from '../../text/normalize.js'
import type { Condition } from '../condition.js'
import { stringCondition } from './filter.js'
import { fetchArticles } from './fetch.js'
import type { OpenCollection } from './open-collection.js'
import { termCondition } from './share.js'

/** Articles whose texts may be fetched and checked. */
const mostTexts = 2000

export async function fuzzyCondition(
  open: OpenCollection,
  text: string,
  edits: number,
  fields: readonly FieldId[],
): Promise<Condition> {
  const word = normalize(text).text.trim()
  const allowed = Math.min(edits, Array.from(word).length - 1)
  if (word === '') return { has_id: [] }
  if (allowed <= 0 || word.length > longestFuzzy) return stringCondition(word, fields, true, true)
  const conditions = isHan(word) ? pieces(word, fields, allowed) : await similarTerms(open, word, fields, allowed)
  if (conditions.length === 0) return { has_id: [] }
  if (conditions.every(({ isSure }) => isSure)) return { should: conditions.map(({ condition }) => condition) }
  // Checks the texts of all articles that may contain the word.
  const holders = await open.reader.find([{ should: conditions.map(({ condition }) => condition) }], mostTexts + 1)
  if (holders.length > mostTexts) {
    const where = open.reader.client.access.address.text
    throw new XunzhangError('TOO_BROAD', { what: 'fuzzy', most: mostTexts, word: text }, { where })
  }
  const { segment, ids } = await fetchArticles(open, holders)
  const found: string[] = []
  forEachBit(fuzzySet(new Leaf(segment), fields, text, edits), (article) => found.push(ids[article]!))
  return { has_id: found }
}

interface Possible {
  readonly condition: Condition
  /** Whether an article that fulfils the condition certainly contains the word. */
  readonly isSure: boolean
}

/** The word in `edits` + 1 pieces, of which at least one must occur unchanged. */
function pieces(word: string, fields: readonly FieldId[], edits: number): Possible[] {
  return piecesOf(word, edits + 1).map((piece) => ({ condition: stringCondition(piece, fields), isSure: false }))
}

async function similarTerms(
  open: OpenCollection,
  word: string,
  fields: readonly FieldId[],
  edits: number,
): Promise<Possible[]> {
  const dictionaries = await Promise.all(fields.map((field) => open.statistics.dictionary(field)))
  const terms = new Set(
    dictionaries.flatMap((terms) => [...terms.keys()].filter((term) => withinDistance(term, word, edits))),
  )
  return [...terms].map((text) => {
    const term = { kind: 'term', text, weight: 1, required: false, marked: false, soft: false, fields } as const
    const condition = termCondition(term)
    return condition === undefined
      ? { condition: stringCondition(text, fields), isSure: false }
      : { condition, isSure: true }
  })
}
