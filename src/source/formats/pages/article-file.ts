/**
 * Reads files with one article: Markdown, HTML, or text, with or without front matter. The content of a file decides
 * its markup, not its name: mirrors of feeds keep HTML in `.txt` and `.md`.
 */
import { basename, dirname } from 'node:path'
import { isProblem, problem, type Article, type Problem } from '../../article.js'
import { decode } from '../../decode.js'
import { parseDate } from '../../fields/dates.js'
import { parseFrontMatter } from '../../fields/front-matter.js'
import { labels, mapFields } from '../../fields/map.js'
import { withOwnFields, withoutOwnFields } from '../../fields/own-values.js'
import { splitFrontMatter, type FrontMatter } from '../../fields/split.js'
import { LIMITS } from '../../limits.js'
import { withMissingReported } from '../../missing-sentences.js'
import { oneLine } from '../../../base/safe-text.js'
import { readNote } from '../../markdown/notes.js'
import { orgSettings } from '../../org/to-html.js'
import { kindOf, unpackedName } from '../kinds.js'
import { articleText } from './article-text.js'
import { isBookmarkFile, readBookmarks } from '../records/bookmarks.js'
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
export function* readArticleFile(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const decoded = decode(file.bytes, file.path)
  if (isProblem(decoded)) {
    yield decoded
    return
  }
  if (decoded.problem !== undefined) yield decoded.problem
  const { text } = decoded
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
  if (context.isPage === true && isDraft(fields.metadata)) {
    yield problem(file.path, 'LEFT_OUT', { why: 'draft' })
    return
  }
  const made = articleText(note?.text ?? text.slice(bodyStart), file.path, fields, context, isThere)
  if (made.isList === true && context.allPages !== true) {
    yield problem(file.path, 'LEFT_OUT', { why: 'list' })
    return
  }
  if (made.body === '' && made.captions.length === 0 && fields.title === '') {
    yield context.isPage === true
      ? problem(file.path, 'LEFT_OUT', { why: 'empty' })
      : problem(file.path, 'TEXT_EMPTY', {})
    return
  }
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
  return { ...(yield* frontMatter(file, text, block)), bodyStart: block.bodyStart, isThere: true }
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

function* frontMatter(
  file: RawFile,
  text: string,
  block: FrontMatter,
): Generator<Problem, Pick<Head, 'data' | 'isCut'>> {
  const { data, complaint } = parseFrontMatter(block)
  if (complaint !== undefined) {
    const line = 1 + count(text.slice(0, block.start), '\n') + complaint.line
    yield { ...complaint, path: file.path, line }
  }
  return {
    data,
    isCut: complaint !== undefined && !('what' in complaint.parameters && complaint.parameters.what === 'unclosed'),
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}
