/** The tools as agents use them: exact strings, budgets, errors, lines that are cited, time. */
import { performance } from 'node:perf_hooks'
import { createRandom } from '../../src/optional/measure/measure-index.js'
import { citations, startMcp, type McpClient } from '../service/mcp-client.js'
import type { News } from '../service/news.js'
import { readLines } from '../support/texts.js'
import { lettersOf } from './questions.js'

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
  readonly errors: readonly string[]
  readonly cited: number
  /** Citations whose line doesn't hold the passage. */
  readonly wrongLines: readonly string[]
}

const kinds = ['search', 'search', 'search', 'read', 'read', 'list', 'explore', 'similar', 'status'] as const

/** Calls drawn at random from what the schema allows, some with IDs of missing articles and with small budgets. */
export async function randomCalls(client: McpClient, { log, corpus }: News, count: number): Promise<Calls> {
  const random = createRandom(7)
  const lines = Array.from(readLines(corpus), (line) => lettersOf((JSON.parse(line) as { text: string }).text))
  const draw: Draw = { below: (limit) => Math.floor(random() * limit), ids: ['nobody'], queries: log }
  const times: number[] = []
  const errors: string[] = []
  const wrongLines: string[] = []
  let [overBudget, cited] = [0, 0]
  for (let i = 0; i < count; i++) {
    const tool = kinds[draw.below(kinds.length)]!
    const budget = 512 + draw.below(draw.below(3) > 0 ? 8000 : 400)
    const given = tool === 'status' ? {} : { ...argumentsOf(tool, draw), budget }
    const began = performance.now()
    const answer = await client.call(tool, given)
    times.push(performance.now() - began)
    if (Buffer.byteLength(JSON.stringify(answer)) > (tool === 'status' ? 4096 : budget)) overBudget++
    if (answer.isError === true) errors.push(`${tool} ${JSON.stringify(given)}: ${answer.content[0]?.text ?? ''}`)
    for (const { line, passage } of citations(answer)) {
      cited++
      if (!lines[line - 1]?.includes(lettersOf(passage))) wrongLines.push(`${line}: ${passage}`)
    }
    const [hit] = answer.structuredContent?.hits ?? []
    if (hit !== undefined && draw.ids.length < 500) draw.ids.push(hit.id, `${hit.path}:${hit.line}`)
  }
  return { times, overBudget, errors, cited, wrongLines }
}

interface Draw {
  readonly below: (limit: number) => number
  /** Grows by what is found. */
  readonly ids: string[]
  readonly queries: readonly string[]
}

function argumentsOf(tool: Exclude<(typeof kinds)[number], 'status'>, { below, ids, queries }: Draw): object {
  const one = <T>(values: readonly T[]): T => values[below(values.length)]!
  const sometimes = (values: object): object => (below(4) === 0 ? values : {})
  const query = below(9) > 0 ? one(queries) : `"${one(queries)}zz`
  switch (tool) {
    case 'search':
      return {
        ...(below(20) > 0 && { query }),
        ...sometimes({ queries: [one(queries), one(queries)] }),
        ...sometimes({ limit: 1 + below(50) }),
        ...sometimes({ sort: one(['score', 'date', 'oldest', 'recent']) }),
        ...sometimes({ dates: one(['2023', '2023-08', '>=2023-08-05', '..2022', 'yesterday', '']) }),
        ...sometimes({ authors: [one(queries)] }),
        ...sometimes({ tags: ['a "b', ''] }),
      }
    case 'read':
      return {
        ...(below(3) > 0 ? { id: one(ids) } : sometimes({ ids: [one(ids), one(ids), one(ids)] })),
        ...sometimes({ around: query }),
        ...sometimes({ quote: one(queries) }),
        ...sometimes({ section: one(queries) }),
        ...sometimes({ from: 1 + below(30) }),
        ...sometimes({ lines: 1 + below(30) }),
      }
    case 'list':
      return {
        ...sometimes({ paths: one(['*.jsonl', 'notes/**', '?', '[x', 'news']) }),
        ...sometimes({ sort: 'oldest' }),
      }
    case 'explore':
      return {
        ...{ what: one(['facets', 'terms', 'timeline', 'occurrences']), ...(below(9) > 0 && { query }) },
        ...sometimes({ by: one(['year', 'month', 'week', 'day', 'author', 'tag', 'site']), limit: 1 + below(100) }),
      }
    case 'similar':
      return { id: one(ids), ...sometimes({ limit: 1 + below(20) }) }
  }
}
