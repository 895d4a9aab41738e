/** Hits of a search for agents: cited by line, as text and as data, as many as fit the budget. */
import type { Index, Hit, SearchResult } from '../../../library/types.js'
import type { SourceLines } from '../../../library/results/source-lines.js'
import type { AgentMessages } from '../../messages/languages.js'
import { oneLine } from '../../../base/safe-text.js'
import { lineAt, linesOfText } from './article-lines.js'
import { bytesOf, cutText, largestWithin, type ContentItem, type ToolAnswer } from './budget.js'
import { shorten, shortenings, type AgentHit } from './cut-hit.js'
import type { ToolContext } from './tool.js'

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
