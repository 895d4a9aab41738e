/**
 * What all threads see of a task: who has taken it, and which of its units is being read. Who takes it does it, and
 * nobody else; where a thread ends in the middle, the ticket tells what it was at.
 */
import { threadId } from 'node:worker_threads'

/** Who has taken it, 0 for nobody; the number of the unit. */
export type Ticket = Int32Array<SharedArrayBuffer>

const taker = 0
const unit = 1

export function createTicket(): Ticket {
  return new Int32Array(new SharedArrayBuffer(8))
}

/** For this thread. @returns whether it was free */
export function takeTicket(ticket: Ticket): boolean {
  return Atomics.compareExchange(ticket, taker, 0, threadId + 1) === 0
}

export function isTaken(ticket: Ticket): boolean {
  return Atomics.load(ticket, taker) !== 0
}

/** @param thread as `worker.threadId` says while it runs */
export function isTakenBy(ticket: Ticket, thread: number): boolean {
  return Atomics.load(ticket, taker) === thread + 1
}

export function markUnit(ticket: Ticket, number: number): void {
  Atomics.store(ticket, unit, number)
}

export function unitOf(ticket: Ticket): number {
  return Atomics.load(ticket, unit)
}
