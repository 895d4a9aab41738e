/** Hits for agents: each passage once, as text with the line that holds it; as data only what a program needs. */
import type { Hit, StoredArticle } from '../../../library/types.js'
import { passageAt } from '../../../library/results/places.js'
import { oneLine } from '../../../base/safe-text.js'
import { lineAt, linesOfText } from './article-lines.js'
import { bytesOf, cutText, largestWithin, lineOfFacts, toolAnswer, type ToolAnswer } from './budget.js'
import { normalize } from '../../../text/normalize.js'
import type { FoundHit, ToolContext } from './tool.js'

export interface HitPage {
  readonly hits: readonly FoundHit[]
  /** Of all hits. */
  readonly total: number
  /** Rank of the last article that the hits stand for. */
  readonly end: number
  readonly budget: number
  /** @param last rank of the last hit that is shown */
  readonly head: (last: number) => string
  /** @param next offset of the first hit that is not shown */
  readonly cursor?: (next: number) => string
  /** Words whose absence is mentioned. */
  readonly words?: readonly string[]
  /** Lines before the hits, and data beside them. @param absent the words that no hit of the page has */
  readonly hints?: (absent: readonly string[]) => Promise<Hints> | Hints
  /** Name of the hits among the data. */
  readonly wrap?: (hits: readonly object[]) => Readonly<Record<string, unknown>>
}

export interface Hints {
  readonly notes: readonly string[]
  readonly data: Readonly<Record<string, unknown>>
}

const noHints: Hints = { notes: [], data: {} }

/** A page whose hints are known. */
type FullPage = Omit<HitPage, 'hints'> & Hints

interface Cited {
  readonly hit: FoundHit
  /** Its collection; '' if only one is searched. */
  readonly collection: string
  readonly line: number
  readonly from: number
  readonly passage: Hit['snippet']
  readonly lacks: readonly string[]
}

/** Lengths of passages in UTF-16 units, from the most generous to the poorest: of the first hits, and of the others. */
const layouts = [
  [300, 300],
  [160, 160],
  [110, 110],
  [80, 80],
  [80, 40],
  [64, 22],
] as const
const firstHits = 8

/** The length of passages to fetch: many hits say more than long passages. */
export function passageLength(budget: number, limit: number): number {
  return Math.max(60, Math.min(160, Math.round(budget / limit / 4)))
}

/** What remains if not even one hit fits. */
const narrow = [
  [40, 0],
  [20, 0],
  [0, 0],
] as const

export async function answerWithHits({ hints, ...given }: HitPage, context: ToolContext): Promise<ToolAnswer> {
  // A hit takes at least this much, so that only those are cited that can be shown.
  const hits = given.hits.slice(0, Math.ceil(given.budget / 60))
  const words = (given.words ?? []).map((word) => ({ word, normal: normalize(word).text }))
  const cited: Cited[] = []
  for (const hit of hits) cited.push(cite(hit, await context.index.get(hit.id), words, context))
  const absent = (given.words ?? []).filter((word) => cited.every(({ lacks }) => lacks.includes(word)))
  const page = { ...given, ...((await hints?.(absent)) ?? noHints) }
  for (const layout of layouts) {
    const whole = build(page, cited, layout, context)
    if (bytesOf(whole) <= page.budget) return whole
  }
  const poorest = largestWithin(page.budget, cited.length, (count) =>
    build(page, cited.slice(0, count), layouts.at(-1)!, context),
  )
  return poorest?.answer ?? narrowest(page, cited, context)
}

/** A single hit without title and notes, at last without the data; with no budget for that, only how many there are. */
function narrowest(page: FullPage, cited: readonly Cited[], context: ToolContext): ToolAnswer {
  const bare = { ...page, notes: [], words: [] }
  const [first] = cited
  const one = first === undefined ? [] : [{ ...first, hit: { ...first.hit, title: '', date: '' }, lacks: [] }]
  for (const structured of [context.structured, false]) {
    for (const layout of narrow) {
      const answer = build(bare, one, layout, { ...context, structured })
      if (bytesOf(answer) <= page.budget) return answer
    }
  }
  return toolAnswer(context.say.budgetTooSmall(page.budget))
}

interface NormalWord {
  readonly word: string
  readonly normal: string
}

/** Finds the line of the file, and that of `read`, in which the passage is. */
function cite(
  hit: FoundHit,
  article: StoredArticle | undefined,
  words: readonly NormalWord[],
  { files, collections }: ToolContext,
): Cited {
  const collection = collections.nameOf(hit.index)
  if (article === undefined) return { hit, collection, line: hit.line, from: 1, passage: hit.snippet, lacks: [] }
  const { body, title, author, tags } = article
  const at = Math.max(0, passageAt(hit, body))
  const passage = withinLine(hit.snippet, body, at)
  const known = new Set((hit.matchedBy ?? []).map(({ query }) => query))
  const open = words.filter(({ word }) => !known.has(word))
  const text = open.length === 0 ? '' : normalize([title, body, author, ...tags].join('\n')).text
  const lacks = open.filter(({ normal }) => !text.includes(normal)).map(({ word }) => word)
  const from = lineAt(linesOfText(body), at)
  return { hit, collection, line: files.lineOf(article, passage), from, passage, lacks }
}

/** Shorter pieces of a passage say too little. */
const fewestUnits = 20

/** The part of a passage in the paragraph of its first match: a citation names one line. Without ellipses. */
function withinLine({ text, highlights }: Hit['snippet'], body: string, at: number): Hit['snippet'] {
  const lead = text.startsWith('…') ? 1 : 0
  const first = Math.max(lead, highlights[0]?.[0] ?? lead)
  const breakBefore = body.lastIndexOf('\n', Math.max(0, at - 1)) + 1
  const breakAfter = body.indexOf('\n', at)
  const start = Math.max(lead, first - (at - breakBefore))
  const plainEnd = text.endsWith('…') ? text.length - 1 : text.length
  const end = breakAfter < 0 ? plainEnd : Math.min(plainEnd, first + (breakAfter - at))
  const range = end - start < fewestUnits ? ([lead, plainEnd] as const) : ([start, end] as const)
  return part({ text, highlights }, range)
}

function part({ text, highlights }: Hit['snippet'], [start, end]: readonly [number, number]): Hit['snippet'] {
  const kept = highlights.flatMap(([from, to]) =>
    from >= start && to <= end ? [[from - start, to - start] as const] : [],
  )
  return { text: text.slice(start, end), highlights: kept }
}

/** The stretch of at most `length` units with the most marks, from a little before the first; never half a character. */
function shorten({ text, highlights }: Hit['snippet'], length: number): string {
  if (text.length <= length) return text
  let best = { start: 0, marked: -1 }
  for (const [from] of [[0, 0] as const, ...highlights]) {
    const start = Math.max(0, Math.min(from - (length >> 3), text.length - length))
    const inside = highlights.filter(([a, b]) => a >= start && b <= start + length)
    const marked = inside.reduce((sum, [a, b]) => sum + b - a, 0)
    if (marked > best.marked) best = { start, marked }
  }
  const { start } = best
  return text.slice(start, start + length).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
}

type Layout = readonly [first: number, others: number]

function build(page: FullPage, cited: readonly Cited[], layout: Layout, { say, structured }: ToolContext): ToolAnswer {
  const { total, cursor, notes, data, wrap = (hits) => ({ hits }) } = page
  const next = nextOffset(page, cited.length)
  const more = cursor !== undefined && cited.length > 0 && next < total ? { cursor: cursor(next) } : {}
  const texts = cited.map((one, i) => hitText(one, layout[i < firstHits ? 0 : 1], page.words ?? [], say))
  const goOn = 'cursor' in more ? [say.more(more.cursor)] : []
  const text = [page.head(next), ...notes, ...texts, ...goOn].filter((line) => line !== '').join('\n')
  return toolAnswer(text, structured && { total, ...wrap(cited.map(dataOf)), ...more, ...data })
}

/** The rank of the first hit that isn't shown, or the page's end. Hits can't be counted: they fold equal articles. */
function nextOffset({ hits, end }: FullPage, shown: number): number {
  const following = hits[shown]
  return following === undefined ? end : following.rank - 1
}

function dataOf({ hit: { id, path, duplicates }, collection, line, from }: Cited): object {
  return {
    id,
    path,
    ...(collection !== '' && { collection }),
    line,
    ...(from > 1 && { from }),
    ...(duplicates !== undefined && { duplicates }),
  }
}

const mostDuplicates = 3

function hitText(
  { hit, collection, line, from, passage, lacks }: Cited,
  length: number,
  words: readonly string[],
  say: Say,
): string {
  const { rank, id, path, date, title, by, duplicates = [] } = hit
  const facts = lineOfFacts([
    `${rank}.`,
    collection === '' ? '' : `[${collection}]`,
    path === '' ? '' : `${path}:${line}`,
    id === path ? '' : `id=${id}`,
    from > 1 ? `from=${from}` : '',
    date.slice(0, 10),
    cutText(title, Math.max(16, length >> 1)),
    by === undefined ? '' : say.by(by),
    lacks.length === 0 ? '' : partly(words, lacks, say),
    duplicates.length === 0 ? '' : say.also(duplicates.slice(0, mostDuplicates)),
  ])
  return length === 0 ? facts : `${facts}\n  ${oneLine(shorten(passage, length)).trim()}`
}

type Say = ToolContext['say']

/** Of a few words, which are there; of many, only some that are not. */
function partly(words: readonly string[], lacks: readonly string[], say: Say): string {
  const present = words.length > 3 ? [] : words.filter((word) => !lacks.includes(word))
  const shown = lacks.slice(0, 2).map((word) => cutText(word, 12))
  return say.has(present, lacks.length > 2 ? [...shown, `+${lacks.length - 2}`] : shown)
}

const uriPrefix = 'xunzhang://article/'

/** @returns undefined for the address of anything else */
export function articleIdOf(uri: string): string | undefined {
  if (!uri.startsWith(uriPrefix)) return undefined
  try {
    return decodeURIComponent(uri.slice(uriPrefix.length))
  } catch {
    return undefined
  }
}
