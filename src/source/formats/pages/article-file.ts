/**
 * One file, one article: Markdown, HTML, or text, with or without front matter. What a file holds decides, not its name:
 * mirrors of feeds keep HTML in `.txt` and `.md`.
 */
import { basename } from 'node:path'
import { isProblem, problem } from '../../article.js'
import type { Article, Problem } from '../../article.js'
import { decode } from '../../decode.js'
import { parseDate } from '../../fields/dates.js'
import { parseFrontMatter } from '../../fields/front-matter.js'
import { mapFields } from '../../fields/map.js'
import { withOwnFields } from '../../fields/own-values.js'
import { splitFrontMatter } from '../../fields/split.js'
import type { FrontMatter } from '../../fields/split.js'
import { LIMITS } from '../../limits.js'
import { oneLine } from '../../../text/safe-text.js'
import { kindOf } from '../kinds.js'
import { articleText } from './article-text.js'
import { idOf } from '../records/records.js'
import type { RawFile, ReadContext } from '../types.js'

/** Reads a file as one article; yields a problem instead, or besides where only a part could be read. */
export function* readArticleFile(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const decoded = decode(file.bytes, file.path)
  if (isProblem(decoded)) {
    yield decoded
    return
  }
  if (decoded.problem !== undefined) yield decoded.problem
  const { text } = decoded
  const block = splitFrontMatter(text)
  const data = block === undefined ? {} : yield* frontMatter(file, text, block)
  const fields = mapFields(data)
  if (context.isPage === true && isDraft(fields.metadata)) {
    yield problem(file.path, 'LEFT_OUT', { why: 'draft' })
    return
  }
  const made = articleText(text.slice(block?.bodyStart ?? 0), file.path, fields, context, block !== undefined)
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
    captions: made.captions,
    origin: { path: file.path, line: 1, start: 0, end: file.bytes.length },
  }
  yield withOwnFields(article, data, context.fields)
}

/** Notes are called by the names of their files. A number, a code or the usual name of a page is no title. */
function titleOfName(path: string): string {
  const kind = kindOf(path)?.name
  const stem = basename(path)
    .replace(/\.[^.]*$/, '')
    .replace(/^\d{4}-\d\d-\d\d[-_ ]*/, '')
  const isTitle = /\p{Script=Han}/u.test(stem) || (isNoteKind(kind) && isWords(stem))
  return isTitle ? oneLine(stem).slice(0, LIMITS.fieldUnits) : ''
}

const isNoteKind = (kind: string | undefined): boolean => kind === undefined || kind === 'markdown'

const isWords = (stem: string): boolean =>
  /\p{L}{2}/u.test(stem) &&
  !/\d{4}|^(?:index|_index|readme|stdin|posts?|article|page|untitled)$|^[\da-f-]{6,}$/i.test(stem)

/** As Hugo, Docusaurus and Astro say it, and as Jekyll and Hexo do. */
function isDraft({ draft, published }: Readonly<Record<string, unknown>>): boolean {
  return draft === true || draft === 'true' || published === false || published === 'false'
}

/** Jekyll keeps the date of a post in the name of its file alone, as keepers of daily notes do. */
function dateOfName(path: string): string {
  return parseDate(/(?:^|\/)(\d{4}-\d\d-\d\d)(?!\d)[^/]*$/.exec(path)?.[1])
}

function* frontMatter(
  file: RawFile,
  text: string,
  block: FrontMatter,
): Generator<Problem, Readonly<Record<string, unknown>>> {
  const { data, complaint } = parseFrontMatter(block)
  if (complaint !== undefined) {
    const line = 1 + count(text.slice(0, block.start), '\n') + complaint.line
    yield { ...complaint, path: file.path, line }
  }
  return data
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}
