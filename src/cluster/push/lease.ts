/**
 * Ensures that only one push runs at a time. The lease is part of the head's point. It is taken, renewed, and given
 * back together with a new head, by `set payload` with a filter, which changes the point only if it is still as it was
 * read. All copies of the point evaluate the filter alike, because such writes go through the leader of the shard
 * (`ordering=medium`; `strong` would wait for one particular node even if it is dead). While a leader is being
 * replaced, two leaders may act for a moment. Therefore the point is read back from all copies, and a lease on which
 * they don't agree isn't held.
 *
 * Time decides only how long others wait. A push whose lease has been taken over can do no harm: it can't write the
 * head, and everything else it writes has its own number, which the next head lists as dead (generations.ts).
 */
import { XunzhangError } from '../../base/errors.js'
import { refusalOf, type ClusterClient } from '../client.js'
import type { Condition, Filter } from '../generations.js'
import { headId, readHeadPoint, statisticsPath, type CollectionHead, type HeadPoint, type Lease } from '../head.js'
import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { processExists, startOf } from '../../storage/store/lock.js'

/* Identifies the process that pushes, so that its machine can check whether it still runs; reveals no host name. */

interface Owner {
  readonly machine: string
  readonly pid: number
  readonly started: string
}

export function thisProcess(): Owner {
  return { machine: machineName(), pid: process.pid, started: hashed(startOf(process.pid)) }
}

/** False only if the process has certainly ended. A process of another machine can't be checked and may be running. */
export function mayRun({ machine, pid, started }: Owner): boolean {
  if (machine !== machineName()) return true
  return processExists(pid) && hashed(startOf(pid)) === started
}

/** Includes the boot and the PID namespace, so that even two containers of one host have different names. */
function machineName(): string {
  return hashed([hostname(), read(() => readFileSync(bootFile, 'utf8')), read(() => readlinkSync(spaceLink))].join(' '))
}

const bootFile = '/proc/sys/kernel/random/boot_id'
const spaceLink = '/proc/self/ns/pid'

function read(from: () => string): string {
  try {
    return from().trim()
  } catch {
    return ''
  }
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** What a lease needs from outside; tests simulate it. */
export interface LeaseSurroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** A name that no other push has. */
  readonly newName: () => string
  readonly owner: Owner
  readonly mayRun: (owner: Owner) => boolean
  /** Calls a function repeatedly until the returned function is called. */
  readonly every: (milliseconds: number, call: () => void) => () => void
}

const leaseTime = 60_000
const renewTime = 20_000

/**
 * @param found the point as it was read
 * @param lastGeneration the number of the last push, from the head
 * @throws XunzhangError INDEX_LOCKED, BACKEND
 */
export async function takeLease(
  client: ClusterClient,
  { lease: before }: HeadPoint,
  lastGeneration: number,
  surroundings: LeaseSurroundings,
): Promise<HeldLease> {
  const { now, newName, owner, mayRun } = surroundings
  if (before !== undefined && isHeld(before, now()) && mayRun(before)) throw lockedBy(client, before, owner)
  const lease: Lease = {
    push: newName(),
    generation: Math.max(lastGeneration, before?.generation ?? 0) + 1,
    beat: (before?.beat ?? 0) + 1,
    since: new Date(now()).toISOString(),
    until: now() + leaseTime,
    ...owner,
  }
  const unchanged: Condition[] =
    before === undefined
      ? [{ is_empty: { key: 'lease' } }]
      : [
          { key: 'lease.push', match: { value: before.push } },
          { key: 'lease.beat', match: { value: before.beat } },
        ]
  await setWhere(client, { lease }, unchanged)
  const after = await readBack(client)
  if (after?.lease?.push !== lease.push) throw lockedBy(client, after?.lease, owner)
  return new HeldLease(client, lease, surroundings)
}

/** A lease that nobody holds, for a collection that has none yet. */
export const freeLease = (generation: number): Lease => {
  return { push: '', generation, beat: 0, since: '', until: 0, machine: '', pid: 0, started: '' }
}

const released = { push: '', until: 0 }

/** A lease that was taken: renewed until it is given back or lost. */
export class HeldLease {
  readonly #client: ClusterClient
  readonly #taken: Lease
  readonly #surroundings: LeaseSurroundings
  readonly #stop: () => void
  #beat: number
  #isHeldStill = true
  #queue: Promise<unknown> = Promise.resolve()
  /** The number of this push. */
  readonly generation: number
  readonly push: string
  /** Rejects once another push holds the lease; never resolves. */
  readonly lost: Promise<never>

  constructor(client: ClusterClient, taken: Lease, surroundings: LeaseSurroundings) {
    this.#client = client
    this.#taken = taken
    this.#surroundings = surroundings
    this.#beat = taken.beat
    this.generation = taken.generation
    this.push = taken.push
    let lose: (error: unknown) => void = () => undefined
    this.lost = new Promise<never>((_, reject) => (lose = reject))
    this.lost.catch(() => undefined)
    this.#stop = surroundings.every(renewTime, () => {
      // If the cluster doesn't answer, the lease is not lost.
      this.confirm().catch((error: unknown) => refusalOf(error) === undefined && lose(error))
    })
  }

  /** Makes sure that the lease is still held. @throws XunzhangError INDEX_LOCKED */
  confirm(): Promise<void> {
    return this.#inTurn(async () => {
      // By now the commit may have given the lease back.
      if (!this.#isHeldStill) return
      await this.#write({}, this.carried())
      await this.#requireAgreed(({ lease }) => lease?.push === this.push)
    })
  }

  /** The current lease, for a point that is created again. */
  carried(change: Partial<Lease> = {}): Lease {
    return { ...this.#taken, until: this.#surroundings.now() + leaseTime, ...change, beat: ++this.#beat }
  }

  /** Replaces the head, or removes it, and keeps the lease. @throws XunzhangError INDEX_LOCKED */
  change(head: CollectionHead | undefined): Promise<void> {
    return this.#inTurn(async () => {
      const lease = this.carried()
      await (head === undefined ? removeHead(this.#client, this.push) : this.#write({ head }, lease))
      await this.#requireAgreed((now) => now.lease?.push === this.push && now.head?.generation === head?.generation)
    })
  }

  /** Replaces the head and gives the lease back, in one step. @throws XunzhangError INDEX_LOCKED */
  commit(head: CollectionHead): Promise<void> {
    return this.#inTurn(async () => {
      await this.#write({ head }, this.carried(released))
      await this.#requireAgreed((now) => now.head?.push === head.push)
      this.#isHeldStill = false
      this.#stop()
    })
  }

  /** Gives the lease back; never throws. @param wroteNothing whether the number of this push may be reused */
  async release(wroteNothing: boolean): Promise<void> {
    this.#stop()
    if (!this.#isHeldStill) return
    const generation = wroteNothing ? this.generation - 1 : this.generation
    await this.#inTurn(() => this.#write({}, this.carried({ ...released, generation }))).catch(() => undefined)
  }

  async #write(payload: object, lease: Lease): Promise<void> {
    const own: Condition[] = [
      { key: 'lease.push', match: { value: this.push } },
      { key: 'lease.beat', range: { lte: lease.beat - 1 } },
    ]
    await setWhere(this.#client, { ...payload, lease }, own)
  }

  async #requireAgreed(isAgreed: (now: HeadPoint) => boolean): Promise<void> {
    const now = await readBack(this.#client)
    if (now === undefined || !isAgreed(now)) throw lockedBy(this.#client, now?.lease, this.#surroundings.owner)
  }

  /** Runs writes one after the other, because a renewal must not overtake the commit. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work)
    this.#queue = turn.catch(() => undefined)
    return turn
  }
}

const isHeld = ({ push, until }: Lease, now: number): boolean => push !== '' && until > now

async function setWhere(client: ClusterClient, payload: object, conditions: readonly Condition[]): Promise<void> {
  const filter: Filter = { must: [{ has_id: [headId] }, ...conditions] }
  await client.write('POST', `${statisticsPath(client)}/points/payload?wait=true&ordering=medium`, { payload, filter })
}

async function removeHead(client: ClusterClient, push: string): Promise<void> {
  const filter: Filter = { must: [{ has_id: [headId] }, { key: 'lease.push', match: { value: push } }] }
  const path = `${statisticsPath(client)}/points/payload/delete?wait=true&ordering=medium`
  await client.write('POST', path, { keys: ['head'], filter })
}

/** Reads the point from all copies. If a node is down, the copies that are left decide. */
async function readBack(client: ClusterClient): Promise<HeadPoint | undefined> {
  try {
    return await readHeadPoint(client, 'all')
  } catch (error) {
    // A node that is down refuses the connection or makes another node answer with an error.
    if (refusalOf(error) === undefined) throw error
    return readHeadPoint(client)
  }
}

function lockedBy(client: ClusterClient, lease: Lease | undefined, own: Owner): XunzhangError {
  const where = client.access.address.text
  if (lease === undefined || lease.push === '' || !isPrintable(lease)) {
    return new XunzhangError('PUSH_LOCKED', { what: 'overtaken' }, { where })
  }
  const since = clockTime(Date.parse(lease.since))
  const until = lease.machine === own.machine ? undefined : clockTime(lease.until)
  const parameters = until === undefined ? { what: 'running' as const } : { what: 'elsewhere' as const, until }
  return new XunzhangError('PUSH_LOCKED', { ...parameters, pid: lease.pid, since }, { where })
}

/** Whether the values of a lease can be shown. Anyone with write access to the cluster may have written them. */
function isPrintable({ since, until, pid }: Lease): boolean {
  return Number.isSafeInteger(pid) && Number.isFinite(Date.parse(since)) && Math.abs(until) < 8.64e15
}

const clockTime = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
