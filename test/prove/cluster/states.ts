/** The contents that simulated pushes choose among, and what searches answer of each, asked without any disturbance. */
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pushCollection } from '../../../src/indexing/push/push-collection.js'
import type { PushSurroundings } from '../../../src/indexing/push/push-collection.js'
import { createClusterClient } from '../../../src/cluster/client.js'
import type { ClusterClient } from '../../../src/cluster/client.js'
import { openWith } from '../../../src/library/cluster-door.js'
import type { SearchBackend as Index } from '../../../src/library/types.js'
import { runPushTask } from '../../../src/indexing/push/push-task.js'
import { parseClusterAddress } from '../../../src/storage/store/address.js'
import { createClusterModel } from '../../cluster/support/model.js'
import { createRandom } from '../../cluster/support/random.js'
import { createWorld } from './world.js'

export const address = 'qdrant://127.0.0.1:6333/news'
export const queries = ['渡口', '"重修"', '第3号消息', '银行 着火', 'item2'] as const

/** By file: the numbers of its articles, in order. */
export type State = ReadonlyMap<string, readonly number[]>

const file = (name: string, ...numbers: number[]): [string, number[]] => [`${name}.jsonl`, numbers]

/** Articles come, go, come back, move within their file, and change (from 100 on: the id of another, changed). */
export const states: readonly State[] = [
  new Map([file('a', 1, 2, 3), file('b', 4, 5)]),
  new Map([file('a', 0, 1, 2, 3), file('b', 4, 5)]),
  new Map([file('a', 2, 103), file('b', 4, 5, 6)]),
  new Map([file('b', 5), file('c', 7, 8, 9)]),
  new Map([file('a', 1, 2, 3), file('c', 9, 8)]),
]

const places = ['渡口', '市场', '银行']
const things = ['重修', '开放', '着火']

function line(number: number): string {
  const [id, version] = [number % 100, Math.floor(number / 100)]
  const text = `第${id}号消息：${places[id % 3]}${things[(id + version) % 3]}，编号 item${id}。`.repeat(1 + (id % 3))
  return JSON.stringify({ _id: `a${id}`, title: `${places[(id + 1) % 3]}新闻${id}`, text })
}

let written = 0

/** Every file has a time of its own: two of one size and time would be taken for one another. */
export function writeState(folder: string, state: State): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, numbers] of state) {
    const path = join(folder, name)
    writeFileSync(path, `${numbers.map(line).join('\n')}\n`)
    const time = 1_700_000_000 + written++
    utimesSync(path, time, time)
  }
}

/** What a collection of a state shows: file, id and line of each article. */
export const contentOf = (state: State): string[] =>
  [...state].flatMap(([name, numbers]) => numbers.map((n, i) => `${name} a${n % 100} ${i + 1}`)).sort()

export const articlesOf = (state: State): number => [...state.values()].flat().length

/** Everything that a reader can see, as one string. */
export async function answersOf(index: Index, query: string): Promise<string> {
  const { hits, total } = await index.search(query, { limit: 50 })
  const rows = hits.map(({ id, score, line, snippet }) => [id, Math.round(score * 1e6), line, snippet.text])
  return JSON.stringify([total, rows])
}

export type Answers = ReadonlyMap<string, string>

/** Of each state, pushed into an empty model. */
export async function undisturbed(folder: string): Promise<Answers[]> {
  const all: Answers[] = []
  for (const state of states) {
    const model = createClusterModel()
    const world = createWorld(model, createRandom(0))
    const client = createClusterClient(access, world.undisturbed())
    writeState(folder, state)
    await pushCollection(
      { paths: [folder], to: address, shards: 2 },
      surroundingsOf(client, { now: () => 0, newName: () => 'p', every: () => () => undefined }),
    )
    const index = await openWith(client, false)
    const answers = new Map<string, string>()
    for (const query of queries) answers.set(query, await answersOf(index, query))
    all.push(answers)
  }
  return all
}

export const access = { address: parseClusterAddress(address), apiKey: undefined, readTime: 60_000, writeTime: 180_000 }

export function surroundingsOf(
  client: ClusterClient,
  rest: Pick<PushSurroundings, 'now' | 'newName' | 'every'> & Partial<PushSurroundings>,
): PushSurroundings {
  return {
    client: () => client,
    runner: () => ({
      push: (task) => runPushTask(task, undefined, client),
      close: () => Promise.resolve(),
    }),
    owner: { machine: 'simulated', pid: 1, started: '' },
    mayRun: () => true,
    ...rest,
  }
}
