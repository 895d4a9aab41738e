/** Hits of a search for agents: cited by line, as text and as data, as many as fit the budget. */
import type { Index, Hit, SearchResult } from '../../../library/types.js'
import type { SourceLines } from '../../../library/results/source-lines.js'
import type { AgentMessages } from '../../messages/languages.js'
import { oneLine, withBlanks } from '../../../base/safe-text.js'
import { lineAt, linesOfText } from './article-lines.js'
import { bytesOf, cutText, largestWithin, type ContentItem, type ToolAnswer } from './budget.js'
import type { ToolContext } from './tool.js'

/*
 * Shortens hits for a small budget: long fields that say little, and the passage, which is cut around its first match.
 */

/** A hit as agents get it: that of `search --json` without folders of the machine, but with a line to read from. */
interface AgentHit extends Omit<Hit, 'root' | 'index'> {
  /** The line of `read`'s text with the first match of the passage. */
  readonly from: number
}

const shortenings = 3

/** @param step from 0, which changes nothing but characters that may not be shown, to {@link shortenings} */
function shorten(hit: AgentHit, step: number): AgentHit {
  const title = withBlanks(hit.title)
  const shown = { ...hit, title, author: withBlanks(hit.author) }
  if (step === 0) return shown
  const length = [200, 60, 30][step - 1]!
  return {
    ...shown,
    title: cutText(title, length),
    titleHighlights: hit.titleHighlights.filter(([, end]) => end < length),
    author: cutText(shown.author, 40),
    tags: hit.tags.slice(0, 4).map((tag) => cutText(tag, 20)),
    url: hit.url.length > 2 * length ? '' : hit.url,
    snippet: cutPassage(hit.snippet, length),
  }
}

/** At most `length` units from just before the first match, with the marks that remain. */
function cutPassage({ text, highlights }: Hit['snippet'], length: number): Hit['snippet'] {
  if (text.length <= length) return { text, highlights }
  const first = highlights[0]?.[0] ?? 0
  let start = Math.max(0, Math.min(first - (length >> 2), text.length - length))
  if (isSplit(text, start)) start--
  let end = Math.min(text.length, start + length)
  if (isSplit(text, end)) end--
  const kept = highlights.flatMap(([from, to]) =>
    from >= start && to <= end ? [[from - start, to - start] as const] : [],
  )
  return { text: text.slice(start, end), highlights: kept }
}

function isSplit(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text.charAt(at))
}

export interface HitPage {
  readonly result: SearchResult
  readonly offset: number
  /** Hits that were requested, before equal ones were folded. */
  readonly limit: number
  readonly budget: number
  /** @param next offset of the first hit that is not shown */
  readonly cursor?: (next: number) => string
  readonly hints?: Readonly<Record<string, unknown>>
  readonly hintText?: string
}

/** More hits than this never fit, whatever they contain. */
export function mostHitsWithin(budget: number): number {
  return Math.ceil(budget / leastBytes)
}

const emptyHit: AgentHit = {
  ...{ rank: 1, id: '', score: 0, title: '', titleHighlights: [], date: '', author: '', tags: [], path: '' },
  ...{ line: 1, url: '', snippet: { text: '', highlights: [] }, from: 1 },
}

/** Adds the line of the file and the line of the text in which each passage is. */
async function citeHits(index: Index, hits: readonly AgentHit[], files: SourceLines): Promise<AgentHit[]> {
  const cited: AgentHit[] = []
  for (const hit of hits) {
    const article = await index.get(hit.id)
    const { snippet } = hit
    if (article === undefined) cited.push(hit)
    else {
      const from = lineAt(linesOfText(article.body), passageStart(article.body, snippet))
      cited.push({ ...hit, line: files.lineOf(article, snippet), from })
    }
  }
  return cited
}

/** A passage shows line breaks as blanks, so only a part of it between blanks can be found in the text. */
function passageStart(body: string, { text, highlights }: Hit['snippet']): number {
  const [start, end] = highlights[0] ?? [0, Math.min(text.length, 20)]
  for (const context of [20, 8, 0]) {
    const around = text.slice(Math.max(0, start - context), end + context)
    const part =
      around.split(/[\s\u2026]+/).find((piece) => piece.includes(text.slice(start, end).split(/\s/)[0]!)) ?? ''
    const at = part === '' ? -1 : body.indexOf(part)
    if (at >= 0) return at + Math.max(0, part.indexOf(text.slice(start, end)))
  }
  return 0
}

/** As many hits as fit the budget. If not even one does, hits are shortened. */
export async function answerWithHits(page: HitPage, { index, files, say }: ToolContext): Promise<ToolAnswer> {
  const found = page.result.hits.map(({ root: _, index: __, ...hit }) => ({ ...hit, from: 1 }))
  if (found.length === 0) return answerWithoutHits(page, say)
  // A citation takes longer than anything else and only makes a hit longer, so hits that don't fit anyway get none.
  const count = fitting(page, found, 0, say)?.count ?? found.length
  const hits = await citeHits(index, found.slice(0, count), files)
  for (let step = 0; step <= shortenings; step++) {
    const largest = fitting(page, hits, step, say)
    if (largest !== undefined) return largest.answer
  }
  return { content: [{ type: 'text', text: say.budgetTooSmall(page.budget) }], isError: true }
}

function fitting(page: HitPage, hits: readonly AgentHit[], step: number, say: AgentMessages) {
  const shown = hits.map((hit) => shorten(hit, step))
  return largestWithin(page.budget, hits.length, (count) => build(page, shown.slice(0, count), say))
}

/** The answer without hits. Hints are left out if they don't fit. */
function answerWithoutHits(page: HitPage, say: AgentMessages): ToolAnswer {
  const full = build(page, [], say)
  if (bytesOf(full) <= page.budget) return full
  const { hintText: _, hints: __, ...bare } = page
  return build({ ...bare, result: { ...page.result, query: cutText(page.result.query, 60) } }, [], say)
}

function build(page: HitPage, hits: readonly AgentHit[], say: AgentMessages): ToolAnswer {
  const { result, offset, cursor, hints = {}, hintText } = page
  const next = nextOffset(page, hits.length)
  const more = cursor !== undefined && hits.length > 0 && next < result.total ? { cursor: cursor(next) } : {}
  const head =
    result.total === 0 ? say.nothing : say.found(result.total, offset + 1, next, result.totalIsAtLeast === true)
  const goOn = 'cursor' in more ? say.more(more.cursor) : undefined
  const text = [head, hintText, ...hits.map(hitText), goOn].filter((part) => part !== undefined).join('\n')
  return {
    content: [{ type: 'text', text }, ...hits.map(linkTo)],
    structuredContent: { total: result.total, hits, ...more, ...hints },
  }
}

/** The rank of the first hit that isn't shown, or the page's end. Hits can't be counted: they fold equal articles. */
function nextOffset({ result, offset, limit }: HitPage, shown: number): number {
  const following = result.hits[shown]
  return following === undefined ? Math.min(offset + limit, result.total) : following.rank - 1
}

function hitText({ rank, id, title, date, path, line, snippet, from }: AgentHit): string {
  const facts = [title, date, `${path}:${line}`].filter((fact) => fact !== '').map(oneLine)
  return `${rank}. ${facts.join(' · ')}\n   id=${oneLine(id)} from=${from}\n   ${oneLine(snippet.text)}`
}

function linkTo({ id, title }: AgentHit): ContentItem {
  return { type: 'resource_link', uri: articleUri(id), name: oneLine(cutText(title === '' ? id : title, 24)) }
}

const uriPrefix = 'xunzhang://article/'

export function articleUri(id: string): string {
  return `${uriPrefix}${encodeURIComponent(id)}`
}

/** @returns undefined for the address of anything else */
export function articleIdOf(uri: string): string | undefined {
  if (!uri.startsWith(uriPrefix)) return undefined
  try {
    return decodeURIComponent(uri.slice(uriPrefix.length))
  } catch {
    return undefined
  }
}

const leastBytes = Buffer.byteLength(JSON.stringify([hitText(emptyHit), linkTo(emptyHit), emptyHit]))
