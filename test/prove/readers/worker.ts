/** Runs cases in a thread of its own: one that hangs or takes all memory takes only this thread along. */
import { parentPort, workerData } from 'node:worker_threads'
import { keepCase } from './keep-case.js'
import { readCase } from './read-case.js'

/** To its parent: what so many cases came to. */
export interface Share {
  readonly cases: number
  readonly bytes: number
  readonly articles: number
  readonly problems: number
  readonly updates: number
  readonly violations: readonly string[]
}

export interface WorkerInput {
  /** The seed under way, for whoever watches. */
  readonly current: Int32Array
  readonly seed: number
}

/** One case in so many goes through a whole update. */
const updateOnes = 2000
const casesAtOnce = 2000

const { current, seed } = workerData as WorkerInput

async function run(from: number): Promise<Share> {
  let [bytes, articles, problems, updates] = [0, 0, 0, 0]
  const violations: string[] = []
  for (let next = from; next < from + casesAtOnce; next++) {
    current[0] = next
    const outcome = readCase(next)
    bytes += outcome.bytes
    articles += outcome.articles
    problems += outcome.problems
    if (outcome.violation !== undefined) violations.push(`seed ${next}: ${outcome.violation}`)
    if (next % updateOnes !== 0) continue
    updates++
    const lost = await keepCase(next)
    if (lost !== undefined) violations.push(`seed ${next}: ${lost}`)
  }
  return { cases: casesAtOnce, bytes, articles, problems, updates, violations }
}

let next = seed
parentPort!.on('message', () => {
  void run(next).then((share) => {
    next += share.cases
    parentPort!.postMessage(share)
  })
})
