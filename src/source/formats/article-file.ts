/**
 * One file, one article: Markdown, HTML, or text, with or without front matter. What a file holds decides, not its name:
 * mirrors of feeds keep HTML in `.txt` and `.md`.
 */
import type { Article, Problem } from '../article.js'
import type { Block, OnRemoved } from '../block.js'
import { clean } from '../clean/clean.js'
import { headlineKey } from '../clean/lines.js'
import { decode } from '../decode.js'
import { parseDate } from '../fields/dates.js'
import { parseFrontMatter } from '../fields/front-matter.js'
import { mapFields } from '../fields/map.js'
import type { Fields } from '../fields/map.js'
import { splitFrontMatter } from '../fields/split.js'
import type { FrontMatter } from '../fields/split.js'
import { htmlBlocks } from '../html/blocks.js'
import { withoutCdata } from '../html/cdata.js'
import { readPage } from '../html/page.js'
import { parseFragment } from '../html/parse.js'
import { markdownToHtml } from '../markdown/to-html.js'
import { textBlocks } from '../text-blocks.js'
import { isWholePage, markupOf } from './markup.js'
import type { Markup } from './markup.js'
import type { RawFile, ReadContext } from './types.js'

/** Reads a file as one article; yields a problem instead, or besides where only a part could be read. */
export function* readArticleFile(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const decoded = decode(file.bytes, file.path)
  if ('remedy' in decoded) {
    yield decoded
    return
  }
  if (decoded.problem !== undefined) yield decoded.problem
  const { text } = decoded
  const block = splitFrontMatter(text)
  const complaint = block === undefined ? undefined : yield* complaints(file, text, block)
  const fields = complaint ?? mapFields({})
  const made = articleText(text.slice(block?.bodyStart ?? 0), file.path, fields, context, block !== undefined)
  if (made.body === '' && made.captions.length === 0 && fields.title === '') {
    yield { path: file.path, message: 'no article text', remedy: 'Leave the file out, or check what it holds.' }
    return
  }
  fields.date ||= dateOfName(file.path)
  yield {
    id: file.path,
    ...fields,
    body: made.body,
    captions: made.captions,
    origin: { path: file.path, line: 1, start: 0, end: file.bytes.length },
  }
}

/** Jekyll keeps the date of a post in the name of its file alone, as keepers of daily notes do. */
function dateOfName(path: string): string {
  return parseDate(/(?:^|\/)(\d{4}-\d\d-\d\d)(?!\d)[^/]*$/.exec(path)?.[1])
}

function* complaints(file: RawFile, text: string, block: FrontMatter): Generator<Problem, Fields> {
  const { data, complaint } = parseFrontMatter(block)
  if (complaint !== undefined) {
    const line = 1 + count(text.slice(0, block.start), '\n') + complaint.line
    yield { path: file.path, line, message: complaint.message, remedy: complaint.remedy }
  }
  return mapFields(data)
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

interface ArticleText {
  readonly body: string
  readonly captions: readonly string[]
  readonly markup: Markup | 'page'
}

/** Cleans the text of an article, whatever its markup; fills fields that are still empty. */
export function articleText(
  given: string,
  path: string,
  fields: Fields,
  context: ReadContext,
  hasFields: boolean,
): ArticleText {
  const { onRemoved, repeatedLines } = context
  const source = withoutCdata(given)
  const markup = markupOf(source, path)
  if (markup === 'html' && isWholePage(source)) {
    const page = readPage(source, fields, onRemoved)
    return {
      ...clean(page.blocks, page.alts, fields, { page: true, links: true, repeatedLines, onRemoved }),
      markup: 'page',
    }
  }
  if (markup === 'text') {
    const blocks = textBlocks(source)
    return { ...clean(blocks, [], fields, { page: true, repeatedLines, onRemoved }), markup }
  }
  const body = stripLinkedHeading(source, fields, onRemoved)
  const { blocks, alts } = markedBlocks(body, markup, onRemoved)
  if (!hasFields && fields.title === '') fields.title = firstHeading(blocks)
  return { ...clean(blocks, alts, fields, { page: false, links: markup === 'html', repeatedLines, onRemoved }), markup }
}

function markedBlocks(
  body: string,
  markup: Markup,
  onRemoved: OnRemoved | undefined,
): { blocks: readonly Block[]; alts: readonly string[] } {
  return htmlBlocks(parseFragment(markup === 'markdown' ? markdownToHtml(body) : body), { onRemoved })
}

function firstHeading(blocks: readonly Block[]): string {
  return blocks.slice(0, 3).find((block) => block.kind === 'heading')?.text ?? ''
}

const LINKED_HEADING =
  /^(\s*(?:<!--[^>]{0,200}-->\s*)*)\[([^\n]{1,500})\]\((https?:[^\s)]{1,2000})\)[ \t]*\r?\n(?:[-=]{3,}[ \t]*(?:\r?\n|$)|(?=\r?\n))/

/** Mirrors made for Jekyll begin with the title as a link to where it came from: fields, not text. */
function stripLinkedHeading(source: string, fields: Fields, onRemoved: OnRemoved | undefined): string {
  const heading = LINKED_HEADING.exec(source)
  if (heading?.[2] === undefined || heading[3] === undefined) return source
  // Without a line under it a link is the title only where it says the same.
  if (!/[-=]{3}\s*$/.test(heading[0]) && headlineKey(heading[2]) !== headlineKey(fields.title)) return source
  if (fields.title === '') fields.title = heading[2].trim()
  if (fields.url === '') fields.url = heading[3]
  onRemoved?.({ reason: 'title repeated', text: heading[2] })
  return source.slice(heading[0].length)
}
