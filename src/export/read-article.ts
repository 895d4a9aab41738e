/** An article of an index as the export stores it. */
import { normalizedOf, surfaceLength, surfaceOf } from '../segment/vocabulary/spellings.js'
import type { DecodedText } from '../segment/articles/text-codec.js'
import { createDecodedText, surfaceText } from '../segment/articles/text-codec.js'
import { Field, indexedFields } from '../segment/fields.js'
import type { FieldId } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import type { Vocabulary } from '../segment/vocabulary/codec.js'
import { isChanged } from '../segment/vocabulary/codec.js'
import { normalize } from '../text/normalize.js'
import type { CollectedArticle } from './collection.js'
import type { ExportedArticle, ExportedText } from './format/articles.js'
import type { TokenRanks } from './dictionary.js'

export interface AddressedArticle {
  /** Of its file, by its name in the index. */
  readonly path: string
  /** What it says of itself; ''. */
  readonly url: string
  /** ISO 8601, or ''. */
  readonly date: string
  readonly categories: readonly string[]
}

/** The address of an article's page; '' where it isn't known. */
export type AddressOf = (article: AddressedArticle) => string

/** Reads articles one after the other. */
export class ArticleReader {
  readonly #addressOf: AddressOf
  readonly #decoded = createDecodedText()
  /** By segment and token: 0 unknown, 1 normalised as its spelling is, 2 otherwise. */
  readonly #odd = new Map<SegmentReader, Uint8Array>()

  #ranks: TokenRanks | undefined

  constructor(addressOf: AddressOf) {
    this.#addressOf = addressOf
  }

  /** From here on texts have the ranks of their tokens in the dictionary. */
  share(ranks: TokenRanks): void {
    this.#ranks = ranks
  }

  read(collected: CollectedArticle): ExportedArticle {
    const { segment, article } = collected
    const texts = Array.from({ length: indexedFields }, (_, field) => this.#text(segment, article, field as FieldId))
    const { tagCount } = segment.record(article)
    const [id, date, url, path] = this.labels(collected)
    return { id, date, url, path, tagCount, texts }
  }

  /** ID, date, address of the page and path. */
  labels({ segment, article }: CollectedArticle): readonly [string, string, string, string] {
    const { id, date, url, file, tagCount } = segment.record(article)
    const path = segment.pathOf(file)
    const labels = segment.text(article, Field.tags)
    const categories = labels === '' ? [] : labels.split('\n').slice(tagCount)
    return [id, date, this.#addressOf({ path, url, date, categories }), path]
  }

  /** The normalised field; valid until the next call. */
  units({ segment, article }: CollectedArticle, field: FieldId): DecodedText {
    segment.decode(article, field, this.#decoded)
    return this.#decoded
  }

  /** Hot: each token of the collection comes by. */
  #text(segment: SegmentReader, article: number, field: FieldId): ExportedText {
    const { vocabulary } = segment
    const { tokens, tokenCount, tokenEnd } = this.units({ segment, article }, field)
    if (tokenCount === 0) return noText
    const oddities = this.#odditiesOf(segment)
    const known = this.#ranks?.get(segment)
    const ends = new Int32Array(tokenCount)
    const ranks = known && new Int32Array(tokenCount)
    let odd: Map<number, string> | undefined
    for (let i = 0, start = 0, end = 0; i < tokenCount; i++) {
      const token = tokens[i]!
      const next = tokenEnd[i]!
      ends[i] = end += isChanged(vocabulary, token) ? surfaceLength(vocabulary, token) : next - start
      start = next
      if (ranks !== undefined) ranks[i] = known![token]!
      const oddity = oddities[token]! || (oddities[token] = isOdd(vocabulary, token) ? 2 : 1)
      if (oddity === 2) (odd ??= new Map<number, string>()).set(i, normalizedOf(vocabulary, token))
    }
    return { text: surfaceText(this.#decoded, vocabulary), ends, odd: odd ?? noOdd, ...(ranks && { ranks }) }
  }

  #odditiesOf(segment: SegmentReader): Uint8Array {
    const known = this.#odd.get(segment) ?? new Uint8Array(segment.vocabulary.count)
    this.#odd.set(segment, known)
    return known
  }
}

const noOdd: ReadonlyMap<number, string> = new Map()
const noText: ExportedText = { text: '', ends: new Int32Array(0), odd: noOdd }

const isOdd = (vocabulary: Vocabulary, token: number): boolean =>
  normalize(surfaceOf(vocabulary, token)).text !== normalizedOf(vocabulary, token)
