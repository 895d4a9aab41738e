/** Runs cases in a thread of its own: one that hangs or takes all memory takes only this thread along. */
import { parentPort, workerData } from 'node:worker_threads'
import { keepCase } from './keep-case.js'
import type { Mix } from './mutate.js'
import { readCase } from './read-case.js'
import { count, emptyTally } from './tally.js'
import type { Tally } from './tally.js'

/** To its parent: what so many cases came to. */
export interface Share {
  readonly tally: Tally
  readonly violations: readonly string[]
  readonly silent: readonly number[]
}

export interface WorkerInput {
  /** The seed under way, for whoever watches. */
  readonly current: Int32Array
  readonly seed: number
  /** Cases of one share. */
  readonly casesAtOnce: number
  readonly mix?: Mix | undefined
  /** Whether it is a violation to take long. */
  readonly isTimed: boolean
}

const { current, seed, casesAtOnce, mix, isTimed } = workerData as WorkerInput
/** One case in so many goes through a whole update. */
const updateOnes = mix === undefined ? casesAtOnce : 100

async function run(from: number): Promise<Share> {
  const tally = emptyTally()
  const violations: string[] = []
  const silent: number[] = []
  for (let next = from; next < from + casesAtOnce; next++) {
    current[0] = next
    const outcome = readCase(next, isTimed, mix)
    count(tally, outcome)
    if (outcome.isSilent) silent.push(next)
    if (outcome.violation !== undefined) violations.push(`seed ${next}: ${outcome.violation}`)
    if (next % updateOnes !== 0) continue
    tally.updates++
    const lost = await keepCase(next, mix)
    if (lost !== undefined) violations.push(`seed ${next}: ${lost}`)
  }
  return { tally, violations, silent }
}

let next = seed
parentPort!.on('message', () => {
  void run(next).then((share) => {
    next += share.tally.cases
    parentPort!.postMessage(share)
  })
})
