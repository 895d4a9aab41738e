/** Converts an article from its source form to its indexed form: the text of each field, and identifying hashes. */
import { hash } from '#system/crypto'
import type { Article } from '../../source/article.js'
import { hashText } from '../../storage/store/hash-chains.js'
import type { IndexableArticle } from '../../storage/segment/builder/segment-builder.js'

/** First 64 bits of the SHA-1 of some bytes. A digest as a string takes two thirds of the time of a buffer. */
export function hash64(bytes: Uint8Array): [number, number] {
  const digest = hash('sha1', bytes, 'binary')
  return [uint32At(digest, 0), uint32At(digest, 4)]
}

/** Hash of the cleaned article, because cleaning rules may change while the bytes stay the same. */
export function contentHash(article: Article): [number, number] {
  return hash64(new TextEncoder().encode(JSON.stringify(article)))
}

function uint32At(digest: string, at: number): number {
  const high = (digest.charCodeAt(at + 3) << 24) | (digest.charCodeAt(at + 2) << 16)
  return (high | (digest.charCodeAt(at + 1) << 8) | digest.charCodeAt(at)) >>> 0
}

/** A hash as a key of maps and sets. */
export function hashKey(hash: readonly [number, number]): string {
  return `${hash[0].toString(36)}.${hash[1].toString(36)}`
}

export function toIndexable(article: Article, contentHash: readonly [number, number]): IndexableArticle {
  const labels = article.tags.length + article.categories.length === 0 ? none : labelsOf(article)
  const author = oneLine(article.author)
  const metadata = Object.keys(article.metadata).length === 0 ? '' : JSON.stringify(article.metadata)
  const { id, date, url, origin } = article
  const texts = [
    oneLine(article.title),
    article.body,
    article.captions.length === 0 ? '' : article.captions.map(oneLine).join('\n'),
    labels.join('\n'),
    author,
    metadata,
  ]
  return {
    texts,
    record: {
      id,
      date,
      url,
      tagCount: article.tags.length,
      line: origin.line,
      start: origin.start,
      end: origin.end,
      contentHash,
      // It finds candidates for equal bodies, which are then compared.
      bodyHash: hashText(article.body),
    },
    path: origin.path,
    sourceBytes: origin.end - origin.start,
  }
}

/** Most articles of a dump have no labels. */
const none: readonly string[] = []

function labelsOf({ tags, categories }: Article): readonly string[] {
  return [...tags, ...categories].map(oneLine)
}

const oneLine = (text: string): string =>
  /[\r\n\u2028\u2029]/.test(text) ? text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trim() : text
