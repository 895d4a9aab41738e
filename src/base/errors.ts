/**
 * Every error that a user can see. An error is data until it is shown: a reason from a closed list, its parameters, a
 * place. It is thrown where the reason is known, and translated only where it is shown (`fronts/`).
 */
import { codeFor, columnInEnglish, lineInEnglish, remedyInEnglish, sentenceInEnglish } from '#error-words'
import type { ErrorCode } from './sentence.js'
import type { Fault, ParametersOf, Reason } from './fault.js'

export type { ErrorCode, Fault, ParametersOf, Reason }

export interface ErrorDetails extends Pick<Fault, 'where' | 'column'> {
  readonly cause?: unknown
}

/** An error with a code and a remedy; `message` is the whole line in English. */
export class XunzhangError<R extends Reason = Reason> extends Error implements Fault<R> {
  /** The kind of error: stable, for scripts and `switch`. */
  readonly code: ErrorCode
  /** What exactly is wrong; `parameters` are its details. */
  readonly reason: R
  readonly parameters: ParametersOf<R>
  /** A path, an address, an option, or a position in a query. */
  readonly where: string | undefined
  /** Column in a query, from 1. */
  readonly column: number | undefined

  constructor(reason: R, parameters: ParametersOf<R>, details: ErrorDetails = {}) {
    super(lineInEnglish({ reason, parameters, ...details }), { cause: details.cause })
    this.name = 'XunzhangError'
    this.code = codeFor(reason)
    this.reason = reason
    this.parameters = parameters
    this.where = details.where ?? (details.column === undefined ? undefined : columnInEnglish(details.column))
    this.column = details.column
  }

  /** What is wrong, without its place. */
  get what(): string {
    return sentenceInEnglish(this)[0]
  }

  /** What the user can do, as a sentence. */
  get remedy(): string {
    return remedyInEnglish(this)
  }
}

/** Whether this process or the machine can't open more files, which is not the fault of the file. */
export function isOutOfHandles(error: unknown): boolean {
  return ['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException | undefined)?.code ?? '')
}

/** The error to show for what {@link isOutOfHandles} detects. */
export function outOfHandles(cause: unknown, where?: string): XunzhangError {
  return new XunzhangError('NOT_WRITABLE', { what: 'handles' }, { ...(where !== undefined && { where }), cause })
}

/** Whether an error has a code and a remedy. Works also for errors from a worker thread, which lose their class. */
export function isXunzhangError(error: unknown): error is XunzhangError {
  return error instanceof Error && names.includes(error.name) && 'code' in error && 'reason' in error
}

/** The names of such errors. Work that is aborted by a signal ends with the platform's usual name. */
const names: readonly string[] = ['XunzhangError', 'AbortError']

/** A fault as plain data, without the error around it. */
export function faultOf({ reason, parameters, where, column }: XunzhangError): Fault {
  return { reason, parameters, where, column }
}

/** The system's code of an error, such as ENOENT. */
export function systemCodeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}

/** The message of a fault in English, without its place. */
export function inEnglish(fault: Fault): { readonly message: string; readonly remedy: string } {
  const [message, remedy] = sentenceInEnglish(fault)
  return { message, remedy }
}
