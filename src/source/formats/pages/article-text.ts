/**
 * Extracts the text of an article, whatever its markup, and cleans it. What exceeds a bound of lines or tags is read
 * without cleaning: nothing of it is lost, and no tree or list of millions of parts is built.
 */
import type { Block, OnRemoved, Reason, Removed } from '../../block.js'
import { clean, type CleanText } from '../../clean/clean.js'
import type { TextKind } from '../../clean/state.js'
import { headlineKey } from '../../clean/lines.js'
import type { Fields } from '../../fields/map.js'
import { htmlBlocks } from '../../html/blocks/blocks.js'
import { readPage, type PageText } from '../../html/page.js'
import { afterTags, parseFragment } from '../../html/parse.js'
import { hiddenProse } from '../../html/lost-text.js'
import { LIMITS } from '../../limits.js'
import { afterLines, plainLines, textBlocks } from '../../lines.js'
import { missingSentences, tellHidden } from '../../missing-sentences.js'
import { plainMarkdown } from '../../markdown/dialects.js'
import { markdownToHtml } from '../../markdown/to-html.js'
import { orgToHtml } from '../../org/to-html.js'
import { isWholePage, markupOf, LINKED_HEADING, textKind, type Markup } from './markup.js'
import type { ReadContext } from '../types.js'

/**
 * Some mirrors of feeds keep the CDATA markers around the text of an entry. Read as HTML, the opening marker begins a
 * comment that ends at the next `>` and hides everything before it.
 */
const OPEN = '<![CDATA['
const CLOSE = ']]>'

/** Removes the markers around a text, or the one of them that is left. Markers inside the text, as in code, stay. */
export function withoutCdata(source: string): string {
  const start = source.length - source.trimStart().length
  if (source.startsWith(OPEN, start)) {
    const from = start + OPEN.length
    const end = source.indexOf(CLOSE, from)
    return end < 0 ? source.slice(from) : source.slice(from, end) + source.slice(end + CLOSE.length)
  }
  const end = source.trimEnd().length - CLOSE.length
  return source.startsWith(CLOSE, end) && !source.includes(OPEN) ? source.slice(0, end) : source
}

/** The HTML inside the body. A message or a chapter has no page furniture, so it is read as a fragment, not as a page. */
export function innerOf(html: string): string {
  const body = /<body\b[^<>]{0,2000}>/i.exec(html)
  if (body === null) return html.replace(/<!doctype[^<>]{0,500}>|<\/?html\b[^<>]{0,500}>/gi, '')
  // Parts in plain text may precede the page.
  const head = html.slice(0, body.index).search(/<(?:!doctype|html|head)\b/i)
  return html.slice(0, head < 0 ? body.index : head) + html.slice(body.index + body[0].length)
}

interface ArticleText {
  readonly body: string
  readonly captions: readonly string[]
  /** What the text was taken for; never `text`. */
  readonly kind: TextKind
  /** True for a page that lists articles. */
  readonly isList?: boolean
}

/** What is known of a text before it is read. */
interface Taken {
  readonly markup: Markup
  readonly kind: TextKind
  readonly hasFields: boolean
}

/** Cleans the text of an article; fills fields that are still empty. */
export function articleText(
  given: string,
  path: string,
  fields: Fields,
  context: ReadContext,
  hasFields: boolean,
): ArticleText {
  const source = withoutCdata(given)
  const markup = context.markup ?? markupOf(source, path)
  const [head, rest] = markup === 'html' ? [source, ''] : splitLines(source, context)
  const kind = textKind(source, { path, markup, hasFields, isDocument: context.isDocument }, context.cleaning ?? 'auto')
  const made = boundedText(head, path, { markup, kind, hasFields }, fields, context)
  context.onKind?.(made.kind)
  // A heading of any length may have become the title; its text stays in the body.
  if (fields.title.length > LIMITS.fieldUnits) fields.title = fields.title.slice(0, LIMITS.fieldUnits)
  return rest === '' ? made : { ...made, body: joined(made.body, plainLines(rest)) }
}

/** Reports sentences in the title element that became neither title nor text; its end tag may be damaged. */
function tellHiddenTitle(page: PageText, { title }: Fields, body: string, context: ReadContext): void {
  // What follows the last sentence is the name of the site.
  const [sentences] = /^[^]*[。！？；][^]*[。！？；]/.exec(page.title) ?? []
  if (sentences === undefined) return
  tellHidden(missingSentences(`${title}\n${body}`, [sentences.replace(title, '').trim()]), context)
}

function splitLines(source: string, { onBound }: ReadContext): [string, string] {
  const at = source.length < LIMITS.cleanedLines ? -1 : afterLines(source, LIMITS.cleanedLines)
  if (at < 0) return [source, '']
  onBound?.('lines', LIMITS.cleanedLines)
  return [source.slice(0, at), source.slice(at)]
}

function boundedText(source: string, path: string, taken: Taken, fields: Fields, context: ReadContext): ArticleText {
  const { onRemoved, repeatedLines } = context
  const { markup, kind } = taken
  if (markup === 'text') return clean(textBlocks(source), [], fields, { kind, repeatedLines, onRemoved })
  const isPage = markup === 'html' && isWholePage(source)
  const body = isPage || kind === 'whole' ? source : stripLinkedHeading(source, fields, kind, onRemoved)
  const [html, rest] = splitTags(htmlOf(body, markup, path), context)
  const made = isPage ? pageText(html, path, kind, fields, context) : fragmentText(html, taken, fields, context)
  // Prose that mistakes hide stays hidden, as in browsers. Tags that were generated here are whole.
  if (context.onBound !== undefined && source.includes('<'))
    tellHidden(
      hiddenProse(html).filter((line) => !made.body.includes(line)),
      context,
    )
  return rest === '' ? made : { ...made, body: joined(made.body, textOfTags(rest)) }
}

/** @param isRich as that of `markdownToHtml` */
export function htmlOf(body: string, markup: Markup, path: string, isRich = false): string {
  if (markup === 'org') return orgToHtml(body, isRich)
  return markup === 'markdown' ? markdownToHtml(plainMarkdown(body, path), isRich) : body
}

function splitTags(html: string, { onBound }: ReadContext): [string, string] {
  const at = afterTags(html, LIMITS.cleanedTags)
  if (at < 0) return [html, '']
  onBound?.('tags', LIMITS.cleanedTags)
  return [html.slice(0, at), html.slice(at)]
}

/** Reads part by part, so that no tree is larger than that of the cleaned part. */
function textOfTags(html: string): string {
  const parts: string[] = []
  for (let rest = html; rest !== '';) {
    const at = afterTags(rest, LIMITS.cleanedTags)
    const { blocks } = htmlBlocks(parseFragment(at < 0 ? rest : rest.slice(0, at)))
    if (blocks.length > 0) parts.push(blocks.map((block) => block.text).join('\n'))
    rest = at < 0 ? '' : rest.slice(at)
  }
  return parts.join('\n')
}

function joined(body: string, rest: string): string {
  return body === '' || rest === '' ? body + rest : `${body}\n${rest}`
}

function pageText(source: string, path: string, kind: TextKind, fields: Fields, context: ReadContext): ArticleText {
  const { onRemoved, repeatedLines, onBound } = context
  if (kind === 'whole') return wholePage(source, path, fields)
  const page = readPage(source, path, fields, onRemoved)
  const removed: Removed[] = []
  const options = {
    kind: 'page' as const,
    hasArticleElement: page.sure,
    repeatedLines,
    onRemoved: (block: Removed) => void removed.push(block),
  }
  const first = clean(page.blocks, page.alts, fields, options)
  const isKeptWhole = !page.isList && (isEmptied(first, page) || isTakenApart(first, page, removed))
  const whole = page.blocks.map(({ text }) => text).join('\n')
  if (isKeptWhole) onBound?.('page', whole.length)
  else if (onRemoved !== undefined) removed.forEach(onRemoved)
  const made = isKeptWhole ? { ...first, body: whole } : first
  tellHiddenTitle(page, fields, made.body, context)
  return { ...withReplies(made, page, fields, context), isList: page.isList }
}

/** All text of a page, for readers who want nothing left out. */
function wholePage(source: string, path: string, fields: Fields): ArticleText {
  readPage(source, path, fields, undefined)
  const { blocks, alts } = htmlBlocks(parseFragment(source), { keepsAll: true })
  return clean(blocks, alts, fields, { kind: 'whole' })
}

/** Units; less text is furniture of an empty page. */
const SHORTEST_UNCERTAIN = 100

/** True if the rules left nothing of a page with text: they were wrong, and its text is kept as it stands. */
function isEmptied({ body, captions }: CleanText, { blocks }: PageText): boolean {
  return body === '' && captions.length === 0 && unitsOfBlocks(blocks) >= SHORTEST_UNCERTAIN
}

/** The share of an article's element that rules may remove at most. In a shorter text, furniture is easily more. */
const MOST_TAKEN = 0.5
const FEWEST_TAKEN = 200
/** What others wrote does not count, however much it is. */
const OF_OTHERS: ReadonlySet<Reason> = new Set<Reason>(['comments', 'recommendation', 'repeated line'])

/**
 * True if rules removed more of an article's element than furniture ever has: they were wrong, and the element is kept.
 */
function isTakenApart({ body, captions }: CleanText, { found }: PageText, removed: readonly Removed[]): boolean {
  const taken = unitsOfBlocks(removed.filter(({ reason }) => !OF_OTHERS.has(reason)))
  const kept = captions.reduce((sum, text) => sum + text.length, body.length)
  return found && taken >= FEWEST_TAKEN && taken > (taken + kept) * MOST_TAKEN
}

const unitsOfBlocks = (pieces: readonly { readonly text: string }[]): number =>
  pieces.reduce((sum, { text }) => sum + text.length, 0)

/**
 * Adds the replies of a thread, each below the name of its author. They are not cleaned as pages, because a forum post
 * has no header or footer.
 */
function withReplies(
  first: CleanText,
  { replies }: PageText,
  fields: Fields,
  { onRemoved, repeatedLines }: ReadContext,
): CleanText {
  const options = { kind: 'post' as const, repeatedLines, onRemoved }
  const posts = replies.map(({ author, blocks }) => ({ author, ...clean(blocks, [], fields, options) }))
  const bodies = posts.flatMap(({ author, body }) => (body === '' ? [] : [author, body]))
  return {
    ...first,
    body: [first.body, ...bodies].filter((body) => body !== '').join('\n'),
    captions: [...first.captions, ...posts.flatMap(({ captions }) => captions)],
  }
}

function fragmentText(
  html: string,
  { kind, hasFields }: Taken,
  fields: Fields,
  { onRemoved, repeatedLines }: ReadContext,
): ArticleText {
  const keepsAll = kind === 'source' || kind === 'whole'
  const { blocks, alts } = htmlBlocks(parseFragment(html), { onRemoved, keepsAll })
  if (fields.title === '' && (!hasFields || opensWithHeadline(html))) fields.title = firstHeading(blocks)
  return clean(blocks, alts, fields, { kind, repeatedLines, onRemoved })
}

/**
 * True if the text opens with its only `h1`. Documentation generators take their titles from there if front matter
 * gives none; several are parts of a text.
 */
const opensWithHeadline = (html: string): boolean =>
  /^\s*<h1\b/i.test(html) && html.lastIndexOf('<h1') <= html.search(/\S/)

function firstHeading(blocks: readonly Block[]): string {
  return blocks.slice(0, 3).find((block) => block.kind === 'heading')?.text ?? ''
}

/**
 * Removes a heading that is a link. Mirrors made for Jekyll begin with the title as a link to the source: fields, not
 * text.
 */
function stripLinkedHeading(source: string, fields: Fields, kind: TextKind, onRemoved: OnRemoved | undefined): string {
  const heading = LINKED_HEADING.exec(source)
  if (heading?.[2] === undefined || heading[3] === undefined) return source
  // Without a line under it, and in a source, a link is the title only if it says the same.
  const isSame =
    fields.title === heading[2] || (kind !== 'source' && headlineKey(heading[2]) === headlineKey(fields.title))
  if (!isSame && (kind === 'source' ? fields.title !== '' : !/[-=]{3}\s*$/.test(heading[0]))) return source
  if (fields.title === '') fields.title = heading[2].trim()
  if (fields.url === '') fields.url = heading[3]
  onRemoved?.({ reason: 'title repeated', text: heading[2] })
  return source.slice(heading[0].length)
}
