/**
 * Ensures that only one push runs at a time. The lease is part of the head's document. It is taken, renewed, and given
 * back together with a new head, by writes that the server carries out only if nobody has changed the document since it
 * was read (`if_seq_no`, `if_primary_term`).
 *
 * Time decides only how long others wait. A push whose lease has been taken over can do no harm: it can't write the
 * head, and everything else it writes has its own number, which the next head lists as dead (generations.ts).
 */
import { XunzhangError } from '../../base/errors.js'
import { refusalOf, type ClusterClient } from '../client.js'
import { readHeadDocument, replaceHead } from '../head.js'
import type { CollectionHead, HeadDocument, Lease, ReadHead } from '../head.js'
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
 * @param before the document as it was read
 * @param least the smallest number that this push may have
 * @throws XunzhangError INDEX_LOCKED, BACKEND
 */
export async function takeLease(
  client: ClusterClient,
  before: ReadHead,
  least: number,
  surroundings: LeaseSurroundings,
): Promise<HeldLease> {
  const { now, newName, owner, mayRun } = surroundings
  const { lease: other, head, built } = before
  if (other !== undefined && isHeld(other, now()) && mayRun(other)) throw lockedBy(client, other, owner)
  const lease: Lease = {
    push: newName(),
    generation: Math.max(least - 1, head?.generation ?? 0, other?.generation ?? 0) + 1,
    beat: (other?.beat ?? 0) + 1,
    since: new Date(now()).toISOString(),
    until: now() + leaseTime,
    ...owner,
  }
  const taken = await replaceHead(client, before, { head, built, lease })
  if (taken !== undefined) return new HeldLease(client, taken, lease, surroundings)
  const after = await readHeadDocument(client)
  // The answer to an own write may have been lost.
  if (after.lease?.push === lease.push) return new HeldLease(client, after, lease, surroundings)
  throw lockedBy(client, after.lease, owner)
}

const released = { push: '', until: 0 }

/** A lease that was taken: renewed until it is given back or lost. */
export class HeldLease {
  readonly #client: ClusterClient
  readonly #surroundings: LeaseSurroundings
  readonly #stop: () => void
  readonly #taken: Lease
  #document: ReadHead
  #beat: number
  #isHeldStill = true
  #queue: Promise<unknown> = Promise.resolve()
  /** The number of this push. */
  readonly generation: number
  readonly push: string
  /** Rejects once another push holds the lease; never resolves. */
  readonly lost: Promise<never>

  constructor(client: ClusterClient, document: ReadHead, taken: Lease, surroundings: LeaseSurroundings) {
    this.#client = client
    this.#document = document
    this.#surroundings = surroundings
    this.#taken = taken
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

  /** The head that searches see, and the collection that an earlier push was building. */
  get document(): HeadDocument {
    return this.#document
  }

  /** Makes sure that the lease is still held. @throws XunzhangError INDEX_LOCKED */
  confirm(): Promise<void> {
    return this.#inTurn(() => this.#write({}))
  }

  /** Notes which collection is being built. @throws XunzhangError INDEX_LOCKED */
  build(built: CollectionHead | undefined): Promise<void> {
    return this.#inTurn(() => this.#write({ built }))
  }

  /** Replaces the head and gives the lease back, in one step. @throws XunzhangError INDEX_LOCKED */
  commit(head: CollectionHead): Promise<void> {
    return this.#inTurn(async () => {
      await this.#write({ head, built: undefined }, released)
      this.#isHeldStill = false
      this.#stop()
    })
  }

  /** Gives the lease back; never throws. @param wroteNothing whether the number of this push may be reused */
  async release(wroteNothing: boolean): Promise<void> {
    this.#stop()
    if (!this.#isHeldStill) return
    const generation = wroteNothing ? this.generation - 1 : this.generation
    await this.#inTurn(() => this.#write({}, { ...released, generation })).catch(() => undefined)
    this.#isHeldStill = false
  }

  async #write(change: HeadDocument, leaseChange: Partial<Lease> = {}): Promise<void> {
    // By now the commit may have given the lease back.
    if (!this.#isHeldStill) return
    const { head, built } = this.#document
    const until = this.#surroundings.now() + leaseTime
    const lease = { ...this.#taken, until, ...leaseChange, beat: ++this.#beat }
    const wanted = { head, built, ...change, lease }
    const written = await replaceHead(this.#client, this.#document, wanted)
    this.#document = written ?? (await this.#afterConflict(lease))
  }

  /** A repeated write, whose first answer was lost, finds what it wrote itself. */
  async #afterConflict({ beat, push }: Lease): Promise<ReadHead> {
    const now = await readHeadDocument(this.#client)
    const isOwn = now.lease?.beat === beat && now.lease.machine === this.#taken.machine
    if (isOwn && (now.lease.push === push || push === '') && now.lease.since === this.#taken.since) return now
    throw lockedBy(this.#client, now.lease, this.#surroundings.owner)
  }

  /** Runs writes one after the other, because a renewal must not overtake the commit. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work)
    this.#queue = turn.catch(() => undefined)
    return turn
  }
}

const isHeld = ({ push, until }: Lease, now: number): boolean => push !== '' && until > now

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
