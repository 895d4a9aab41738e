/**
 * Every error a user can see. An error is data until it is shown: a reason from a closed list, its parameters, a place.
 * Thrown where the reason is known; put into the reader's language only at the edge (`cli/`, `tui/`).
 */
import { codeOf } from './messages/codes.js'
import type { ErrorCode } from './messages/codes.js'
import { english } from './messages/en/phrasing.js'
import { lineOf, sentenceOf } from './messages/fault.js'
import type { Fault, ParametersOf, Reason } from './messages/fault.js'

export type { ErrorCode, Fault, ParametersOf, Reason }

export interface ErrorDetails extends Pick<Fault, 'where' | 'column'> {
  readonly cause?: unknown
}

/** An error with a code and a remedy; `message` is the whole line in English. */
export class XunzhangError<R extends Reason = Reason> extends Error implements Fault<R> {
  /** What kind of error this is, coarsely: stable, for scripts and `switch`. */
  readonly code: ErrorCode
  /** What exactly is wrong, and what it is about. */
  readonly reason: R
  readonly parameters: ParametersOf<R>
  /** A path, an address, an option, or a position in a query. */
  readonly where: string | undefined
  /** From 1, in a query. */
  readonly column: number | undefined

  constructor(reason: R, parameters: ParametersOf<R>, details: ErrorDetails = {}) {
    super(lineOf({ reason, parameters, ...details }, english), { cause: details.cause })
    this.name = 'XunzhangError'
    this.code = codeOf[reason]
    this.reason = reason
    this.parameters = parameters
    this.where = details.where ?? (details.column === undefined ? undefined : english.column(details.column))
    this.column = details.column
  }

  /** What is wrong, without its place. */
  get what(): string {
    return sentenceOf(this, english)[0]
  }

  /** What the user can do, as a sentence. */
  get remedy(): string {
    return sentenceOf(this, english)[1]
  }
}

/** Whether this process, or the machine, may open no more files: no fault of the file that was to be opened. */
export function isOutOfHandles(error: unknown): boolean {
  return ['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException | undefined)?.code ?? '')
}

/** What {@link isOutOfHandles} finds, for people. */
export function outOfHandles(cause: unknown, where?: string): XunzhangError {
  return new XunzhangError('TOO_MANY_OPEN_FILES', {}, { ...(where !== undefined && { where }), cause })
}

/** True for errors that carry a code and a remedy, also across a worker's border where the class is lost. */
export function isXunzhangError(error: unknown): error is XunzhangError {
  return error instanceof Error && names.includes(error.name) && 'code' in error && 'reason' in error
}

/** Work that was asked to stop ends with an error of the platform's usual name. */
const names: readonly string[] = ['XunzhangError', 'AbortError']

/** A fault as plain data, without the error around it. */
export function faultOf({ reason, parameters, where, column }: XunzhangError): Fault {
  return { reason, parameters, where, column }
}

/** What the system calls an error, such as ENOENT. */
export function systemCodeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}

/** What a fault says in English, without its place. */
export function inEnglish(fault: Fault): { readonly message: string; readonly remedy: string } {
  const [message, remedy] = sentenceOf(fault, english)
  return { message, remedy }
}
