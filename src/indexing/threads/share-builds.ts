/** Deals builds out to worker threads and to this one. */
import { createTicket, isTaken, takeTicket } from './ticket.js'
import type { Ticket } from './ticket.js'

/** Does one task after the other, in the order in which it is handed them. */
export interface BuildThread<Task, Result> {
  /** Undefined where the ticket was taken when the task's turn came, or the thread ended before. */
  build(task: Task, ticket: Ticket): Promise<Result | undefined>
}

export type Build<Task, Result> = (task: Task) => Promise<Result>

/** Tasks that a thread is handed beyond the one it works on: this thread is slow to hand out more while it builds. */
const ahead = 3

interface Entry<Task, Result> {
  readonly task: Task
  readonly ticket: Ticket
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
  isHandedOut: boolean
}

/**
 * Whoever is free takes the first task that nobody has taken, this thread too: what lies ready for another thread is
 * nobody's until its ticket is taken, so all end together.
 * @param threads those that run just now
 * @param mayRunHere whether this thread may take a task
 */
export function shareBuilds<Task, Result>(
  here: Build<Task, Result>,
  threads: () => readonly BuildThread<Task, Result>[],
  mayRunHere: (task: Task) => boolean,
): Build<Task, Result> {
  let waiting: Entry<Task, Result>[] = []
  const handed = new Map<BuildThread<Task, Result>, number>()
  let isBusyHere = false
  let isDealDue = false
  const handedTo = (thread: BuildThread<Task, Result>): number => handed.get(thread) ?? 0
  const finish = ({ ticket, resolve, reject }: Entry<Task, Result>, work: Promise<Result | undefined>) =>
    work.then(
      (result) => {
        if (result !== undefined) resolve(result)
      },
      (error: unknown) => {
        // Where the thread failed before its turn came, nobody else is to try.
        takeTicket(ticket)
        reject(error)
      },
    )
  const handOut = (entry: Entry<Task, Result>, thread: BuildThread<Task, Result>): void => {
    entry.isHandedOut = true
    handed.set(thread, handedTo(thread) + 1)
    void finish(entry, thread.build(entry.task, entry.ticket)).then(() => {
      handed.set(thread, handedTo(thread) - 1)
      // A thread that has ended leaves what it had not begun to others.
      if (!isTaken(entry.ticket)) entry.isHandedOut = false
      deal()
    })
  }
  const startHere = (entry: Entry<Task, Result>): void => {
    isBusyHere = true
    void finish(entry, here(entry.task)).then(() => {
      isBusyHere = false
      deal()
    })
  }
  const dealOut = (): boolean => {
    const [thread] = [...threads()].sort((a, b) => handedTo(a) - handedTo(b))
    if (thread === undefined || handedTo(thread) > ahead) return false
    // To one that has nothing, also what lies ready for another.
    const entry = waiting.find(({ isHandedOut }) => !isHandedOut) ?? (handedTo(thread) === 0 ? waiting[0] : undefined)
    if (entry !== undefined) handOut(entry, thread)
    return entry !== undefined
  }
  const deal = (): void => {
    isDealDue = false
    const entry = isBusyHere ? undefined : waiting.find(({ task, ticket }) => mayRunHere(task) && takeTicket(ticket))
    if (entry !== undefined) startHere(entry)
    waiting = waiting.filter(({ ticket }) => !isTaken(ticket))
    while (dealOut());
  }
  return (task) =>
    new Promise((resolve, reject) => {
      waiting.push({ task, ticket: createTicket(), resolve, reject, isHandedOut: false })
      // Once all that come together are there.
      if (!isDealDue) queueMicrotask(deal)
      isDealDue = true
    })
}
