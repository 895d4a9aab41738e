/**
 * The state of a task that all threads see: which thread has taken it, and which of its units is being read. Only the
 * thread that takes it runs it. If that thread dies, the ticket shows which unit it was reading.
 */
import { threadId } from 'node:worker_threads'

/** The thread that has taken the task, as its id + 1, or 0 if none has; and the number of the unit. */
export type Ticket = Int32Array<SharedArrayBuffer>

const taker = 0
const unit = 1

export function createTicket(): Ticket {
  return new Int32Array(new SharedArrayBuffer(8))
}

/** Takes a task for this thread. @returns whether it was free */
export function takeTicket(ticket: Ticket): boolean {
  return Atomics.compareExchange(ticket, taker, 0, threadId + 1) === 0
}

export function isTaken(ticket: Ticket): boolean {
  return Atomics.load(ticket, taker) !== 0
}

/** @param thread the worker's `threadId`, read while it runs */
export function isTakenBy(ticket: Ticket, thread: number): boolean {
  return Atomics.load(ticket, taker) === thread + 1
}

export function markUnit(ticket: Ticket, number: number): void {
  Atomics.store(ticket, unit, number)
}

export function unitOf(ticket: Ticket): number {
  return Atomics.load(ticket, unit)
}
