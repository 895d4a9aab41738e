/**
 * What threads send each other. A structured clone keeps only an error's message and stack, but what is shown to the
 * user depends on its code. So workers send errors as plain data.
 */
import type { MessagePort } from 'node:worker_threads'
import { faultOf, isXunzhangError, XunzhangError, type Fault } from '../../base/errors.js'

export interface Failure {
  readonly message: string
  readonly stack?: string
  /** A system code such as ENOSPC, or a code of {@link XunzhangError}. */
  readonly code?: string
  /** Present if the error is a {@link XunzhangError}. */
  readonly fault?: Fault
}

type Outcome<T> = { readonly value: T } | { readonly failure: Failure }

/** What a worker sends: first that it has loaded, then an outcome for each request, in their order. */
export type WorkerAnswer<Result> = 'loaded' | Outcome<Result>

/** In a worker: answers the requests of the thread that started it, one after the other. */
export function answerRequests<Request>(port: MessagePort, answer: (request: Request) => Promise<unknown>): void {
  const turns = { last: Promise.resolve() }
  const send = (outcome: WorkerAnswer<unknown>): void => port.postMessage(outcome)
  port.on('message', (request: Request) => {
    turns.last = turns.last.then(async () =>
      answer(request).then(
        (value) => send({ value }),
        (error: unknown) => send({ failure: describeFailure(error) }),
      ),
    )
  })
  send('loaded')
}

export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) }
  const { message, stack, code } = error as NodeJS.ErrnoException
  const fault = isXunzhangError(error) ? faultOf(error) : undefined
  return {
    message,
    ...(stack !== undefined && { stack }),
    ...(code !== undefined && { code }),
    ...(fault !== undefined && { fault }),
  }
}

/** Restores an error with its class. */
export function reviveFailure({ message, fault, ...rest }: Failure): Error {
  if (fault !== undefined) return new XunzhangError(fault.reason, fault.parameters, fault)
  return Object.assign(new Error(message), rest)
}
