/**
 * Lists of saved addresses that browsers and read-later services export as HTML: Netscape's bookmark file, Pocket's
 * `ril_export.html`. Each address with a title is an article of its own.
 */
import { problem, type Article, type Problem } from '../../article.js'
import { parseDate } from '../../fields/dates.js'
import { labels, mapFields, plainText, titleText } from '../../fields/map.js'
import type { RawFile } from '../types.js'

const HEAD = /<!DOCTYPE NETSCAPE-Bookmark-file|<title>Pocket Export<\/title>/i

export function isBookmarkFile(text: string): boolean {
  return HEAD.test(text.slice(0, 1000))
}

/** A folder's name, an address, or a note on it, which may contain tags that are not part of the list. */
const ENTRY =
  /<h[1-6]\b[^<>]{0,2000}>([^<]{0,2000})<\/h[1-6]>|<a\s([^<>]{1,20000})>([^<]{0,4000})<\/a>|<dd>([^<]{1,20000}(?:<(?!\/?(?:d[dlt]|h[1-6]|a|p)\b)[^<]{0,20000}){0,100})/gi

export function* readBookmarks(file: RawFile, text: string): Generator<Article | Problem> {
  let folder = ''
  let waiting: Article | undefined
  let found = 0
  let line = file.startLine
  let counted = 0
  for (const match of text.matchAll(ENTRY)) {
    const [, heading, attributes, title, note] = match
    if (note !== undefined) {
      if (waiting !== undefined)
        waiting = { ...waiting, body: `${waiting.body}\n${plainText(withoutTags(note))}`.trim() }
      continue
    }
    if (waiting !== undefined) yield waiting
    waiting = undefined
    if (attributes === undefined) {
      folder = plainText(heading)
      continue
    }
    for (let at = text.indexOf('\n', counted); at >= 0 && at < match.index; at = text.indexOf('\n', counted)) {
      line++
      counted = at + 1
    }
    waiting = articleOf(file, attributes, title!, folder, line, found + 1)
    if (waiting !== undefined) found++
  }
  if (waiting !== undefined) yield waiting
  if (found === 0) yield problem(file.path, 'LIST_UNFIT', { what: 'empty' })
}

const withoutTags = (note: string): string => note.replace(/<br\b[^<>]{0,100}>/gi, ' ').replace(/<[^<>]{0,1000}>/g, '')

function articleOf(
  { path, bytes }: RawFile,
  attributes: string,
  title: string,
  folder: string,
  line: number,
  n: number,
): Article | undefined {
  const of = (name: string): string => attribute(attributes, name)
  const address = of('href')
  const shown = titleText(title)
  if (shown === '' || !/^https?:/i.test(address)) return undefined
  const fields = mapFields({ title: shown, url: address })
  return {
    id: `${path}#${n}`,
    ...fields,
    date: parseDate(of('time_added') || of('add_date')),
    tags: labels(of('tags')),
    categories: folder === '' ? [] : labels([folder]),
    body: '',
    captions: [],
    origin: { path, line, start: 0, end: bytes.length },
  }
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes)
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? ''
}
