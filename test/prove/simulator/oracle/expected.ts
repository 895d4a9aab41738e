/** What an index must hold of a file, by the reader of its format alone. */
import { isProblem } from '../../../../src/source/article.js'
import { formatOf } from '../../../../src/source/formats/index.js'
import { toIndexable } from '../../../../src/indexing/tasks/indexable.js'
import type { SegmentReader } from '../../../../src/storage/segment/reader.js'
import { fieldNames } from '../../../../src/storage/segment/fields.js'
import type { FieldId } from '../../../../src/storage/segment/fields.js'

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

/** What a file holds, and how much of it can't be read. */
export interface Reading {
  readonly articles: readonly StoredArticle[]
  readonly problems: number
  /** All that the index holds of the file may still stand in it. */
  readonly isUnread: boolean
}

const known = new Map<string, Reading>()

/** @param repeated lines that pages of the file's folder share */
export function readingOf(path: string, bytes: Uint8Array, repeated: readonly string[] = []): Reading {
  const key = `${path}\0${Buffer.from(bytes).toString()}\0${repeated.join('\n')}`
  let reading = known.get(key)
  if (reading === undefined) {
    if (known.size > 5000) known.clear()
    known.set(key, (reading = read(path, bytes, repeated)))
  }
  return reading
}

function read(path: string, bytes: Uint8Array, repeated: readonly string[]): Reading {
  const context = { clean: false, ...(repeated.length > 0 && { repeatedLines: new Set(repeated) }) }
  const found = [...formatOf(path).read({ path, bytes, startLine: 1, startByte: 0 }, context)]
  const problems = found.filter(isProblem)
  const articles = found.flatMap((article) => {
    if (isProblem(article)) return []
    const { texts, record } = toIndexable(article, [0, 0])
    return [describe(record.id, path, record.line, record.start, record.date, texts)]
  })
  return { articles, problems: problems.length, isUnread: problems.some(({ unread }) => unread === 'file') }
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
  const lines = (list: readonly StoredArticle[]): string => list.map(inPlace).sort().join('\n')
  return lines(a) === lines(b)
}

const inPlace = ({ key, line, start }: StoredArticle): string => `${key} ${line} ${start}`

/**
 * Whether an index may hold these articles of a file of which a part can't be read: what can be read, in its place, and
 * of what it held before nothing but what isn't there in another version; all of that where nobody can tell which part
 * it stood in.
 */
export function keepsUnread(
  found: readonly StoredArticle[],
  last: readonly StoredArticle[],
  { articles, problems, isUnread }: Reading,
): boolean {
  if (problems === 0) return false
  const [places, read, ids] = [new Set(found.map(inPlace)), new Set(articles.map(inPlace)), new Set(articles.map(idOf))]
  const kept = new Set(found.filter((one) => !read.has(inPlace(one))).map(({ key }) => key))
  const may = new Set(last.filter(({ id }) => !ids.has(id)).map(({ key }) => key))
  const isWhole = articles.every((one) => places.has(inPlace(one))) && found.length === articles.length + kept.size
  return isWhole && [...kept].every((key) => may.has(key)) && (!isUnread || kept.size === may.size)
}

const idOf = ({ id }: StoredArticle): string => id
