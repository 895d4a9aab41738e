/**
 * A simulated world for clients of a cluster: one modelled server, a clock that only the simulation moves, and a
 * scheduler that decides by a seed which of the waiting requests is carried out next, and what goes wrong with it.
 *
 * Everybody runs until everybody waits; then one thing happens. So a seed decides everything, and replays it.
 */
import { setImmediate } from 'node:timers/promises'
import type { SendExchange, Answer, ClusterSurroundings } from '../../../src/cluster/client.js'
import type { ClusterModel } from '../../cluster/support/model.js'
import type { Random } from '../../cluster/support/random.js'

export const requestFaults = ['lost', 'answer lost', 'status 500', 'null result', 'doubled'] as const
export type RequestFault = (typeof requestFaults)[number]

/** Somebody with requests of their own: may be stopped for a while, or for good. */
export interface Actor {
  readonly name: string
  state: 'running' | 'stalled' | 'dead' | 'done'
}

interface Waiting {
  readonly actor: Actor
  /** Not before this moment; requests are due at once. */
  readonly due: number
  readonly happen: (fault: RequestFault | undefined) => void
  readonly what: string
  readonly isRequest: boolean
}

export interface World {
  readonly model: ClusterModel
  readonly now: () => number
  /** Told after each thing that happened. */
  readonly watchers: (() => void)[]
  /** What happened, as one number: equal for equal seeds. */
  trace(): number
  readonly counts: Map<string, number>
  count(what: string): void
  surroundings(actor: Actor): ClusterSurroundings
  readonly every: (actor: Actor, milliseconds: number, call: () => void) => () => void
  /** Requests that nothing disturbs and nobody schedules. */
  undisturbed(): ClusterSurroundings
  /** Pushes that are part of the collection. */
  readonly ended: Set<string>
  /** Moves the clock. */
  pass(milliseconds: number): void
  /** Lets one thing happen; false where nobody waits any more. */
  step(faultShare: number): Promise<boolean>
}

const start = Date.parse('2026-01-01T00:00:00Z')

export function createWorld(model: ClusterModel, random: Random): World {
  let now = start
  let waiting: Waiting[] = []
  let trace = 0x811c9dc5
  /** Writes that will arrive a second time, later. */
  const delayed: { readonly method: string; readonly where: string; readonly body: unknown; readonly actor: Actor }[] =
    []
  const counts = new Map<string, number>()
  const watchers: (() => void)[] = []
  const ended = new Set<string>()
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const note = (text: string): void => {
    for (let i = 0; i < text.length; i++) trace = Math.imul(trace ^ text.charCodeAt(i), 0x01000193)
  }
  const exchange =
    (actor: Actor): SendExchange =>
    ({ url, method, body }) =>
      new Promise((resolve) => {
        const where = new URL(url).pathname.slice(1)
        const parsed: unknown = body === undefined ? undefined : JSON.parse(body)
        const carryOut = (): Answer => {
          const { status, body: answer } = model.handle(method, where, parsed)
          return { status, text: JSON.stringify(answer) }
        }
        const happen = (fault: RequestFault | undefined): void => {
          if (fault === 'lost') return resolve({ status: 0, text: 'ECONNRESET' })
          if (fault === 'status 500') return resolve({ status: 500, text: '{"status":{"error":"overloaded"}}' })
          const answer = carryOut()
          if (fault === 'doubled' && isPointWrite(method, where)) delayed.push({ method, where, body: parsed, actor })
          if (fault === 'answer lost') return resolve({ status: 0, text: 'ECONNRESET' })
          resolve(fault === 'null result' ? { status: 200, text: '{"result":null}' } : answer)
        }
        waiting.push({ actor, due: 0, happen, what: `${method} ${where}`, isRequest: true })
      })
  const sleep = (actor: Actor, milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ actor, due: now + milliseconds, happen: () => resolve(), what: 'sleep', isRequest: false })
    })
  const isLive = ({ actor }: { actor: Actor }): boolean => actor.state === 'running' || actor.state === 'done'
  /** A write of a push that was committed is not delivered again: docs/CLUSTER.md says what that would do. */
  const repeat = (): void => {
    const at = random.below(delayed.length)
    const [{ method, where, body, actor }] = delayed.splice(at, 1) as [(typeof delayed)[number]]
    if (actor.state === 'done' || ended.has(actor.name)) return
    count('delivered twice')
    note(`twice ${method} ${where}`)
    model.handle(method, where, body)
  }
  const everyLive = (actor: Actor, milliseconds: number, call: () => void): (() => void) => {
    let isStopped = false
    const again = (): void => {
      const happen = (): void => {
        if (isStopped) return
        call()
        again()
      }
      waiting.push({ actor, due: now + milliseconds, happen, what: 'timer', isRequest: false })
    }
    again()
    return () => {
      isStopped = true
      waiting = waiting.filter((other) => other.actor !== actor || other.what !== 'timer')
    }
  }
  return {
    model,
    now: () => now,
    watchers,
    trace: () => trace >>> 0,
    counts,
    count,
    surroundings: (actor) => {
      return { exchange: exchange(actor), now: () => now, sleep: (time) => sleep(actor, time), random: random.next }
    },
    every: everyLive,
    ended,
    pass: (milliseconds) => void (now += milliseconds),
    undisturbed: () => {
      const exchange: SendExchange = async ({ url, method, body }) => {
        const parsed: unknown = body === undefined ? undefined : JSON.parse(body)
        const { status, body: answer } = model.handle(method, new URL(url).pathname.slice(1), parsed)
        return { status, text: JSON.stringify(answer) }
      }
      return { exchange, now: () => now, sleep: () => Promise.resolve(), random: () => 0 }
    },
    step: async (faultShare) => {
      await quiet()
      if (delayed.length > 0 && random.below(6) === 0) repeat()
      const able = waiting.filter(isLive)
      if (able.length === 0) return false
      const ready = able.filter(({ due }) => due <= now)
      const earliest = able.reduce((a, b) => (b.due < a.due ? b : a))
      const next = ready.length > 0 ? ready[random.below(ready.length)]! : earliest
      waiting = waiting.filter((other) => other !== next)
      now = Math.max(now + random.below(400), next.due)
      const fault = next.isRequest && random.next() < faultShare ? requestFaults[random.below(5)] : undefined
      if (next.isRequest) count('requests')
      if (fault !== undefined) count(fault)
      note(`${next.actor.name} ${next.what} ${fault ?? ''}`)
      next.happen(fault)
      for (const watch of watchers) watch()
      return true
    },
  }
}

const isPointWrite = (method: string, where: string): boolean =>
  where.includes('/points') && (method === 'PUT' || /payload|delete|batch/.test(where))

/** Nothing here waits for the machine: a few turns of the loop, and everybody waits for the simulation. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await setImmediate()
}
