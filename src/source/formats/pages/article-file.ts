/**
 * Reads files with one article: Markdown, HTML, or text, with or without front matter. The content of a file decides
 * its markup, not its name: mirrors of feeds keep HTML in `.txt` and `.md`.
 */
import { basename, dirname } from 'node:path'
import { problem, type Article, type Problem } from '../../article.js'
import { parseDate } from '../../fields/dates.js'
import { parseFrontMatter } from '../../fields/front-matter.js'
import { splitFrontMatter } from '../../fields/split.js'
import { labels, mapFields, plainText, titleText } from '../../fields/map.js'
import { withOwnFields, withoutOwnFields } from '../../fields/own-values.js'
import { LIMITS } from '../../limits.js'
import { withMissingReported } from '../../missing-sentences.js'
import { oneLine } from '../../../base/safe-text.js'
import { readNote } from '../../markdown/notes.js'
import { orgSettings } from '../../org/to-html.js'
import { kindOf, unpackedName } from '../kinds.js'
import { articleText } from './article-text.js'
import { idOf } from '../records/records.js'
import type { RawFile, ReadContext } from '../types.js'

/** The fields that precede the text of a file. */
interface Head {
  readonly data: Readonly<Record<string, unknown>>
  readonly bodyStart: number
  /** True if the file has such fields. */
  readonly isThere: boolean
  /** True if it was reported that only a part of them could be read. */
  readonly isCut?: boolean
}

/** Reads a file as one article. Yields a problem instead, or in addition if only a part could be read. */
export function* readArticleFile(file: RawFile, text: string, context: ReadContext): Iterable<Article | Problem> {
  if (isBookmarkFile(text)) return void (yield* withMissingReported(readBookmarks(file, text), text, file.path))
  const head = yield* readHead(file, text)
  yield* articleOf(file, text, head, context)
}

/** @param text the whole text of the file; `head` says where its body begins */
export function* articleOf(
  file: RawFile,
  text: string,
  { data: given, bodyStart, isThere, isCut }: Head,
  context: ReadContext,
): Generator<Article | Problem, void> {
  const isNote = context.vault !== undefined && kindOf(unpackedName(file.path))?.name === 'markdown'
  const note = isNote ? readNote(context.vault, text.slice(bodyStart), given) : undefined
  const { data } = note ?? { data: given }
  const fields = mapFields(withoutOwnFields(data, context), () => {
    if (isCut !== true) context.onBound?.('keys', LIMITS.metadataUnits)
  })
  if (note !== undefined) fields.tags = labels([...fields.tags.map((tag) => tag.replace(/^#/, '')), ...note.tags])
  const leftOut = (why: 'draft' | 'list' | 'empty'): Problem => problem(file.path, 'LEFT_OUT', { why })
  if (context.isPage === true && isDraft(fields.metadata)) return void (yield leftOut('draft'))
  const made = articleText(note?.text ?? text.slice(bodyStart), file.path, fields, context, isThere)
  if (made.isList === true && context.allPages !== true) return void (yield leftOut('list'))
  if (made.body === '' && made.captions.length === 0 && fields.title === '')
    return void (yield context.isPage === true ? leftOut('empty') : problem(file.path, 'TEXT_EMPTY', {}))
  fields.date ||= dateOfName(file.path)
  fields.title ||= titleOfName(file.path)
  const id = idOf(data['id'])
  if (id !== undefined) delete fields.metadata['id']
  const article = {
    id: id ?? file.path,
    ...fields,
    body: made.body,
    // A note is found by its aliases, too.
    captions: note === undefined ? made.captions : [...note.aliases, ...made.captions],
    origin: { path: file.path, line: 1, start: 0, end: file.bytes.length },
  }
  yield withOwnFields(article, data, context)
}

function* readHead(file: RawFile, text: string): Generator<Problem, Head> {
  if (kindOf(unpackedName(file.path))?.name === 'org') {
    const data = orgSettings(text)
    return { data, bodyStart: 0, isThere: Object.keys(data).length > 0 }
  }
  const block = splitFrontMatter(text)
  if (block === undefined) return { data: {}, bodyStart: 0, isThere: false }
  const { data, complaint } = parseFrontMatter(block)
  const line = text.slice(0, block.start).split('\n').length + (complaint?.line ?? 0)
  if (complaint !== undefined) yield { ...complaint, path: file.path, line }
  const isWhole =
    complaint === undefined || ('what' in complaint.parameters && complaint.parameters.what === 'unclosed')
  return { data, bodyStart: block.bodyStart, isThere: true, isCut: !isWhole }
}

/**
 * The title that a file's name gives, because notes are titled by their names. A number, a code or a generic name is
 * not a title.
 */
export function titleOfName(path: string): string {
  const name = unpackedName(path)
  const kind = kindOf(name)?.name
  const own = withoutDay(basename(name).replace(/\.[^.]*$/, ''))
  // Exporters save a page and its pictures in a folder named after the article.
  const stem = /^index$/i.test(own) ? withoutDay(basename(dirname(name))) : own
  const isTitle = /\p{Script=Han}/u.test(stem) || (NOTE_KINDS.has(kind) && isWords(stem))
  return isTitle ? oneLine(stem).slice(0, LIMITS.fieldUnits) : ''
}

const withoutDay = (name: string): string => name.replace(/^\[?\d{4}-?\d\d-?\d\d\]?[-_ ]*/, '')

const NOTE_KINDS: ReadonlySet<string | undefined> = new Set([undefined, 'markdown', 'org', 'notebook', 'docx', 'pdf'])

const isWords = (stem: string): boolean =>
  /\p{L}{2}/u.test(stem) &&
  !/\d{4}|^(?:index|_index|readme|stdin|posts?|article|page|untitled)$|^[\da-f-]{6,}$/i.test(stem)

/** `draft` is the key of Hugo, Docusaurus and Astro, `published` that of Jekyll and Hexo. */
function isDraft({ draft, published }: Readonly<Record<string, unknown>>): boolean {
  return draft === true || draft === 'true' || published === false || published === 'false'
}

/** Jekyll keeps the date of a post only in its file name; so do many keepers of daily notes. */
function dateOfName(path: string): string {
  return parseDate(/(?:^|\/)(\d{4}([-_])\d\d\2\d\d)(?!\d)[^/]*$/.exec(path)?.[1]?.replaceAll('_', '-'))
}

/*
 * Lists of saved addresses that browsers and read-later services export as HTML: Netscape's bookmark file, Pocket's
 * `ril_export.html`. Each address with a title is an article of its own.
 */

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
    waiting = bookmarkArticle(file, attributes, title!, folder, line, found + 1)
    if (waiting !== undefined) found++
  }
  if (waiting !== undefined) yield waiting
  if (found === 0) yield problem(file.path, 'LIST_UNFIT', { what: 'empty' })
}

const withoutTags = (note: string): string => note.replace(/<br\b[^<>]{0,100}>/gi, ' ').replace(/<[^<>]{0,1000}>/g, '')

function bookmarkArticle(
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
