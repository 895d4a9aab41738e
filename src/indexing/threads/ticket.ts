/** One number that all threads see: who takes it does the task that it belongs to, and nobody else. */
export type Ticket = Int32Array<SharedArrayBuffer>

export function createTicket(): Ticket {
  return new Int32Array(new SharedArrayBuffer(4))
}

/** @returns whether it was free */
export function takeTicket(ticket: Ticket): boolean {
  return Atomics.compareExchange(ticket, 0, 0, 1) === 0
}

export function isTaken(ticket: Ticket): boolean {
  return Atomics.load(ticket, 0) !== 0
}
