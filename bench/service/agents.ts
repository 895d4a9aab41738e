/**
 * The tools as agents use them: exact strings, budgets, time, and a scripted agent compared with one that has ripgrep.
 */
import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { createAnalysis } from '../../src/text/analysis/analysis.js'
import { analyzer } from '../ranking/judged.js'
import { createRandom } from '../../src/optional/measure/draw-queries.js'
import type { FoundHit, McpClient, ToolAnswer } from './mcp-client.js'
import { startMcp } from './mcp-client.js'
import type { News } from './news.js'

/** From the start of the process to the first answer of a tool. */
export async function timeStarts(dir: string, rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    const client = await startMcp(dir)
    await client.call('search', { query: '手机壳' })
    times.push(performance.now() - began)
    client.end()
  }
  return times
}

/** @returns the strings whose count differs from the number of articles that contain them */
export async function wrongPhrases(client: McpClient, { phrases }: News): Promise<string[]> {
  const wrong: string[] = []
  for (const { q, docs } of phrases) {
    const { structuredContent } = await client.call('search', { query: `"${q}"`, limit: 1 })
    if (structuredContent?.total !== docs) wrong.push(q)
  }
  return wrong
}

interface Calls {
  readonly times: number[]
  readonly overBudget: number
}

const kinds = ['search', 'search', 'read', 'similar', 'facets', 'status'] as const

/** Calls drawn at random, some with IDs of missing articles and with small budgets. */
export async function randomCalls(client: McpClient, { log }: News, count: number): Promise<Calls> {
  const random = createRandom(7)
  const below = (limit: number): number => Math.floor(random() * limit)
  const ids = ['nobody']
  const times: number[] = []
  let overBudget = 0
  for (let i = 0; i < count; i++) {
    const tool = kinds[below(kinds.length)]!
    const budget = 512 + below(below(3) > 0 ? 8000 : 400)
    const given = argumentsOf(tool, log[below(log.length)]!, ids[below(ids.length)]!, below)
    const began = performance.now()
    const answer = await client.call(tool, tool === 'status' ? {} : { ...given, budget })
    times.push(performance.now() - began)
    if (Buffer.byteLength(JSON.stringify(answer)) > (tool === 'status' ? 4096 : budget)) overBudget++
    const [hit] = answer.structuredContent?.hits ?? []
    if (hit !== undefined && ids.length < 500) ids.push(hit.id)
  }
  return { times, overBudget }
}

function argumentsOf(tool: string, query: string, id: string, below: (limit: number) => number): object {
  if (tool === 'search') return { query: below(9) > 0 ? query : `"${query}zz`, limit: 1 + below(50) }
  if (tool === 'read') return { id, ...(below(2) > 0 ? { around: query } : { from: 1 + below(30) }) }
  if (tool === 'similar') return { id, limit: 1 + below(20) }
  return { query, by: ['year', 'author', 'tag'][below(3)] }
}

interface Reached {
  readonly asked: number
  /** Judged articles seen in the first call, and in the first two. */
  readonly inOne: number
  readonly inTwo: number
}

/** A fixed policy without a model: search for the question as it is, then request the next page. */
export async function scriptedAgent(client: McpClient, { clear }: News): Promise<Reached> {
  let inOne = 0
  let inTwo = 0
  for (const { text, judged } of clear) {
    const holds = ({ structuredContent }: ToolAnswer): boolean =>
      (structuredContent?.hits ?? []).some((hit) => idsOf(hit).some((id) => judged.has(id)))
    const asked = { query: text, limit: 10, budget: 8192 }
    const first = await client.call('search', asked)
    const cursor = first.structuredContent?.cursor
    if (holds(first)) inOne++
    else if (cursor !== undefined && holds(await client.call('search', { ...asked, cursor }))) inTwo++
  }
  return { asked: clear.length, inOne, inTwo: inOne + inTwo }
}

const idsOf = ({ id, duplicates = [] }: FoundHit): readonly string[] => [id, ...duplicates]

/**
 * The same with `rg` over one article a line: the two longest words of the question, the first 8 KB of each answer.
 * Ranks don't matter, because ripgrep has none.
 */
export function ripgrepAgent({ clear, corpus }: News): Reached | undefined {
  if (spawnSync('rg', ['--version']).error !== undefined) return undefined
  const reached = [0, 0]
  for (const { text, judged } of clear) {
    const at = longestWords(text).findIndex((word) => {
      const { stdout } = spawnSync('rg', [
        '--fixed-strings',
        '--max-columns-preview',
        '--max-columns=160',
        word,
        corpus,
      ])
      const shown = stdout.subarray(0, 8192).toString()
      return [...shown.matchAll(/"_id": ?"([^"]+)"/g)].some(([, id]) => judged.has(id!))
    })
    if (at >= 0) reached[at]!++
  }
  return { asked: clear.length, inOne: reached[0]!, inTwo: reached[0]! + reached[1]! }
}

function longestWords(text: string): string[] {
  const { tokenCount, surfaceEnd } = analyzer.analyze(text, createAnalysis())
  const words = Array.from({ length: tokenCount }, (_, i) =>
    text.slice(i === 0 ? 0 : surfaceEnd[i - 1], surfaceEnd[i]).trim(),
  )
  return words.sort((a, b) => b.length - a.length).slice(0, 2)
}
