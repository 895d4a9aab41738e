/** The one pass over the texts of a collection. */
import { withCapacity } from '../../base/growing.js'
import { createDecodedText, type DecodedText } from '../../storage/segment/articles/text-codec.js'
import { Field, indexedFields, type FieldId } from '../../storage/segment/fields.js'
import { normalizedOf } from '../../storage/segment/vocabulary/spellings.js'
import type { CollectedArticle, Collection } from './terms.js'
import { TokenCounter, createHolders, type CollectionTokens } from './dictionary.js'
import { piecesOf, type WrittenArticle, type WrittenText } from './format/articles.js'
import { PlacedPairs } from './placed-pairs.js'

/** The texts of a collection as token numbers, kept from the one pass over them, so that no text is decoded twice. */
class KeptTexts {
  readonly #parts: number
  #tokens: Int32Array
  #length = 0
  /** By article and part. */
  readonly #starts: Int32Array
  readonly #lengths: Int32Array

  /** @param parts of each article; @param tokens about how many there will be in all */
  constructor(articles: number, parts: number, tokens: number) {
    this.#parts = parts
    this.#tokens = new Int32Array(Math.max(1024, tokens))
    this.#starts = new Int32Array(articles * parts)
    this.#lengths = new Int32Array(articles * parts)
  }

  add(article: number, part: number, tokens: ArrayLike<number>, count: number): void {
    const end = this.#length + count
    if (end > this.#tokens.length) this.#tokens = withCapacity(this.#tokens, new Int32Array(end + (end >>> 2)))
    const kept = this.#tokens
    for (let i = 0, at = this.#length; i < count; i++) kept[at++] = tokens[i]!
    this.#starts[article * this.#parts + part] = this.#length
    this.#lengths[article * this.#parts + part] = count
    this.#length = end
  }

  /** Returns what was added, as a view that the caller may overwrite. */
  take(article: number, part: number): Int32Array {
    const start = this.#starts[article * this.#parts + part]!
    return this.#tokens.subarray(start, start + this.#lengths[article * this.#parts + part]!)
  }
}

export interface AddressedArticle {
  /** Of its file, as the index names it. */
  readonly path: string
  /** The address that the article itself gives, or ''. */
  readonly url: string
  /** ISO 8601, or ''. */
  readonly date: string
  readonly categories: readonly string[]
}

/** The address of an article's page; '' if it isn't known. */
export type AddressOf = (article: AddressedArticle) => string

export interface CollectedTexts {
  readonly pairs: readonly PlacedPairs[]
  /** By unit: how many articles contain it as it is spelled, and how many in their normalised bodies. */
  readonly spelled: Uint32Array
  readonly bodies: Uint32Array
  /** By article: units of its title, and of all its fields. */
  readonly titles: Uint32Array
  readonly fieldUnits: Uint32Array
  readonly counter: TokenCounter
  /** Articles without an address of a page: their hits can't be followed. */
  readonly withoutAddress: number
  readonly kept: KeptArticles
}

/**
 * The body comes first: {@link TokenCounter.add} counts only units of tokens that are new in the article, and of the
 * body all must be counted.
 */
const readingOrder = [Field.body, Field.title, Field.captions, Field.tags, Field.author] as const

export function readTexts(collection: Collection, addressOf: AddressOf): CollectedTexts {
  const { articles, bodyUnits } = collection
  const pairs = Array.from({ length: indexedFields }, (_, f) => new PlacedPairs(f === Field.body ? bodyUnits : 0))
  const [spelled, bodies] = [createHolders(), createHolders()]
  const [titles, fieldUnits] = [new Uint32Array(articles.length), new Uint32Array(articles.length)]
  const counter = new TokenCounter()
  const kept = new KeptArticles(collection)
  const decoded = createDecodedText()
  let withoutAddress = 0
  for (const [number, collected] of articles.entries()) {
    const { segment, article } = collected
    for (const field of readingOrder) {
      segment.decode(article, field, decoded)
      pairs[field]!.add(number, decoded.units, decoded.unitCount)
      fieldUnits[number]! += decoded.unitCount
      if (field === Field.title) titles[number] = decoded.unitCount
      counter.add(segment, number, decoded, spelled, field === Field.body ? bodies : undefined)
      kept.addText(number, field, decoded)
    }
    if (!kept.addLabels(number, collected, addressOf, counter)) withoutAddress++
  }
  const { counts } = spelled
  return { pairs, spelled: counts, bodies: bodies.counts, titles, fieldUnits, counter, withoutAddress, kept }
}

const labels = 4

/** Usual number of tokens for each unit of a body. */
const tokensPerUnit = 0.65

/** Labels and texts of articles as numbers of their tokens. */
export class KeptArticles {
  readonly #collection: Collection
  readonly #texts: KeptTexts
  readonly #tagCounts: Int32Array

  constructor(collection: Collection) {
    const { articles, bodyUnits } = collection
    this.#collection = collection
    this.#texts = new KeptTexts(articles.length, labels + indexedFields, Math.ceil(bodyUnits * tokensPerUnit))
    this.#tagCounts = new Int32Array(articles.length)
  }

  addText(number: number, field: FieldId, { tokens, tokenCount }: DecodedText): void {
    this.#texts.add(number, labels + field, tokens, tokenCount)
  }

  /** Returns whether the article has the address of a page. */
  addLabels(
    number: number,
    { segment, article }: CollectedArticle,
    addressOf: AddressOf,
    counter: TokenCounter,
  ): boolean {
    const { id, date, url, file, tagCount } = segment.record(article)
    const path = segment.pathOf(file)
    const lines = segment.text(article, Field.tags)
    const categories = lines === '' ? [] : lines.split('\n').slice(tagCount)
    const address = addressOf({ path, url, date, categories })
    this.#tagCounts[number] = tagCount
    const met = new Set<string>()
    for (const [label, text] of [id, date, address, path].entries()) {
      const pieces = piecesOf(text).map((piece) => {
        const isNew = !met.has(piece)
        if (isNew) met.add(piece)
        return counter.addPiece(piece, Number(isNew))
      })
      this.#texts.add(number, label, pieces, pieces.length)
    }
    return address !== ''
  }

  /** Returns the article with the token numbers of the export. Called once for each article. */
  take(number: number, { bySegment, numbers }: CollectionTokens): WrittenArticle {
    const { segment } = this.#collection.articles[number]!
    const { numbers: own, odd: oddities } = bySegment.get(segment)!
    const texts = Array.from({ length: indexedFields }, (_, field): WrittenText => {
      const tokens = this.#texts.take(number, labels + field)
      const odd: [number, string][] = []
      for (let i = 0; i < tokens.length; i++) {
        const token = tokens[i]!
        if (oddities[token] !== 0) odd.push([i, normalizedOf(segment.vocabulary, token)])
        tokens[i] = own[token]!
      }
      return { tokens, odd }
    })
    const pieces = Array.from({ length: labels }, (_, label) =>
      this.#texts.take(number, label).map((piece) => numbers[piece]!),
    )
    return { labels: pieces, tagCount: this.#tagCounts[number]!, texts }
  }
}
