/** What an index must hold of a file, by the reader of its format alone. */
import { isProblem } from '../../../../src/source/article.js'
import { formatOf } from '../../../../src/source/formats/index.js'
import { toIndexable } from '../../../../src/indexing/tasks/indexable.js'
import type { SegmentReader } from '../../../../src/segment/reader.js'
import { fieldNames } from '../../../../src/segment/fields.js'
import type { FieldId } from '../../../../src/segment/fields.js'

/** An article as far as an index stores it. */
export interface StoredArticle {
  readonly id: string
  readonly path: string
  readonly line: number
  readonly start: number
  readonly date: string
  /** In the order of `fieldNames`. */
  readonly texts: readonly string[]
  /** All of it but the place in its file. */
  readonly key: string
}

const known = new Map<string, readonly StoredArticle[]>()

/** @param repeated lines that pages of the file's folder share */
export function articlesOf(path: string, bytes: Uint8Array, repeated: readonly string[]): readonly StoredArticle[] {
  const key = `${path}\0${Buffer.from(bytes).toString()}\0${repeated.join('\n')}`
  let articles = known.get(key)
  if (articles === undefined) {
    if (known.size > 5000) known.clear()
    known.set(key, (articles = read(path, bytes, repeated)))
  }
  return articles
}

function read(path: string, bytes: Uint8Array, repeated: readonly string[]): StoredArticle[] {
  const context = { clean: false, ...(repeated.length > 0 && { repeatedLines: new Set(repeated) }) }
  const found = [...(formatOf(path)?.read({ path, bytes, startLine: 1, startByte: 0, mtimeMs: 0 }, context) ?? [])]
  return found.flatMap((article) => {
    if (isProblem(article)) return []
    const { texts, record } = toIndexable(article, [0, 0])
    return [describe(record.id, path, record.line, record.start, record.date, texts)]
  })
}

/** All live articles of open segments, by path of their file. */
export function storedArticles(segments: readonly SegmentReader[]): Map<string, StoredArticle[]> {
  const byPath = new Map<string, StoredArticle[]>()
  for (const segment of segments) {
    for (let article = 0; article < segment.articles; article++) {
      if (segment.isDeleted(article)) continue
      const { id, line, start, date, file } = segment.record(article)
      const path = segment.files[file]!
      const texts = fieldNames.map((_, field) => segment.text(article, field as FieldId))
      const stored = describe(id, path, line, start, date, texts)
      const before = byPath.get(path)
      if (before === undefined) byPath.set(path, [stored])
      else before.push(stored)
    }
  }
  return byPath
}

function describe(
  id: string,
  path: string,
  line: number,
  start: number,
  date: string,
  texts: readonly string[],
): StoredArticle {
  return { id, path, line, start, date, texts, key: JSON.stringify([id, path, date, texts]) }
}

/** Equal articles in equal places, in whatever order. */
export function sameArticles(a: readonly StoredArticle[], b: readonly StoredArticle[]): boolean {
  if (a.length !== b.length) return false
  const lines = (list: readonly StoredArticle[]): string =>
    list
      .map(({ key, line, start }) => `${key} ${line} ${start}`)
      .sort()
      .join('\n')
  return lines(a) === lines(b)
}
