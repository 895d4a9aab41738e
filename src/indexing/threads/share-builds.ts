/** Distributes builds to worker threads and to this thread. */
import { threadId } from 'node:worker_threads'

/*
 * The state of a task that all threads see: which thread has taken it, and which of its units is being read. Only the
 * thread that takes it runs it. If that thread dies, the ticket shows which unit it was reading.
 */

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

function isTaken(ticket: Ticket): boolean {
  return Atomics.load(ticket, taker) !== 0
}

export function markUnit(ticket: Ticket, number: number): void {
  Atomics.store(ticket, unit, number)
}

/**
 * The unit that a thread was reading; undefined if it hasn't taken the task.
 * @param thread the worker's `threadId`, read while it runs
 */
export function unitOf(ticket: Ticket, thread: number): number | undefined {
  return Atomics.load(ticket, taker) === thread + 1 ? Atomics.load(ticket, unit) : undefined
}

/** Runs one task after the other, in the order in which it receives them. */
export interface BuildThread<Task, Result> {
  /** Resolves to undefined if the ticket was taken when the task's turn came, or if the thread ended before. */
  build(task: Task, ticket: Ticket): Promise<Result | undefined>
}

/** Tasks that a thread gets in advance, because this thread hands out more only slowly while it builds. */
const ahead = 3

interface Entry<Task, Result> {
  readonly task: Task
  readonly ticket: Ticket
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
  isHandedOut: boolean
}

/**
 * A thread that is free takes the first task that no thread has taken; this thread does the same. A task that waits in
 * another thread's queue can still be taken until its ticket is, so all threads end together.
 */
export class SharedBuilds<Task, Result> {
  readonly #here: (task: Task) => Promise<Result>
  readonly #threads: () => readonly BuildThread<Task, Result>[]
  readonly #mayRunHere: (task: Task) => boolean
  readonly #handed = new Map<BuildThread<Task, Result>, number>()
  #waiting: Entry<Task, Result>[] = []
  #isBusyHere = false
  #isDealDue = false

  /**
   * @param threads the threads that are running at the moment
   * @param mayRunHere whether this thread may take a task
   */
  constructor(
    here: (task: Task) => Promise<Result>,
    threads: () => readonly BuildThread<Task, Result>[],
    mayRunHere: (task: Task) => boolean,
  ) {
    this.#here = here
    this.#threads = threads
    this.#mayRunHere = mayRunHere
  }

  build(task: Task): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, ticket: createTicket(), resolve, reject, isHandedOut: false })
      // Deferred until all builds of the same tick are waiting.
      if (!this.#isDealDue) queueMicrotask(() => this.#deal())
      this.#isDealDue = true
    })
  }

  #deal(): void {
    this.#isDealDue = false
    const isMine = ({ task, ticket }: Entry<Task, Result>): boolean => this.#mayRunHere(task) && takeTicket(ticket)
    const entry = this.#isBusyHere ? undefined : this.#waiting.find(isMine)
    if (entry !== undefined) this.#startHere(entry)
    this.#waiting = this.#waiting.filter(({ ticket }) => !isTaken(ticket))
    while (this.#dealOut());
  }

  #dealOut(): boolean {
    const [thread] = [...this.#threads()].sort((a, b) => this.#handedTo(a) - this.#handedTo(b))
    if (thread === undefined || this.#handedTo(thread) > ahead) return false
    // A thread without tasks also gets a task that waits in another thread's queue.
    const spare = this.#handedTo(thread) === 0 ? this.#waiting[0] : undefined
    const entry = this.#waiting.find(({ isHandedOut }) => !isHandedOut) ?? spare
    if (entry !== undefined) this.#handOut(entry, thread)
    return entry !== undefined
  }

  #handedTo(thread: BuildThread<Task, Result>): number {
    return this.#handed.get(thread) ?? 0
  }

  #handOut(entry: Entry<Task, Result>, thread: BuildThread<Task, Result>): void {
    entry.isHandedOut = true
    this.#handed.set(thread, this.#handedTo(thread) + 1)
    void finish(entry, thread.build(entry.task, entry.ticket)).then(() => {
      this.#handed.set(thread, this.#handedTo(thread) - 1)
      // If the thread has ended before it began the task, other threads may take it.
      if (!isTaken(entry.ticket)) entry.isHandedOut = false
      this.#deal()
    })
  }

  #startHere(entry: Entry<Task, Result>): void {
    this.#isBusyHere = true
    void finish(entry, this.#here(entry.task)).then(() => {
      this.#isBusyHere = false
      this.#deal()
    })
  }
}

async function finish<Task, Result>(
  { ticket, resolve, reject }: Entry<Task, Result>,
  work: Promise<Result | undefined>,
): Promise<void> {
  try {
    const result = await work
    if (result !== undefined) resolve(result)
  } catch (error) {
    // If the thread failed before the task's turn came, the task is taken, so that no other thread tries it.
    takeTicket(ticket)
    reject(error)
  }
}
