/**
 * Every error a user can see. An error is one line: what went wrong, where, and what to do.
 * Thrown where the reason is known; printed only at the edge (`cli/`, `tui/`).
 */

/** The closed list of reasons. Codes are stable: scripts may rely on them. */
export type ErrorCode =
  | 'USAGE' // an unknown option, a missing argument
  | 'QUERY_SYNTAX' // a query that can't be read
  | 'QUERY_TOO_LONG'
  | 'INPUT_MISSING' // a path that isn't there
  | 'INPUT_UNREADABLE' // a file or record that can't be read or parsed
  | 'INPUT_TOO_LARGE'
  | 'LEXICON_INVALID'
  | 'INDEX_MISSING'
  | 'INDEX_DAMAGED' // magic, checksum or a cross-reference is wrong
  | 'INDEX_VERSION' // written by another version of the format
  | 'INDEX_ANALYZER' // written with another analyser or lexicon
  | 'INDEX_LOCKED' // another process writes
  | 'ARTICLE_MISSING'
  | 'DISK_FULL'
  | 'NOT_WRITABLE'
  | 'CONFIG_INVALID'
  | 'BACKEND' // a remote search backend can't answer
  | 'INTERRUPTED'
  | 'UNAVAILABLE' // an optional part isn't installed

export interface ErrorDetails {
  /** A path, or a position such as `column 7`. */
  readonly where?: string
  /** What the user can do, as an imperative sentence with its full stop. */
  readonly remedy?: string
  readonly cause?: unknown
}

/** An error with a code and a remedy; `message` is the whole line to print. */
export class XunzhangError extends Error {
  readonly code: ErrorCode
  readonly what: string
  readonly where: string | undefined
  readonly remedy: string | undefined

  constructor(code: ErrorCode, what: string, details: ErrorDetails = {}) {
    const place = details.where === undefined ? '' : `${details.where}: `
    const remedy = details.remedy === undefined ? '' : ` ${details.remedy}`
    super(`${place}${what}${remedy === '' ? '' : `.${remedy}`}`, { cause: details.cause })
    this.name = 'XunzhangError'
    this.code = code
    this.what = what
    this.where = details.where
    this.remedy = details.remedy
  }
}

/** True for errors that carry a code and a remedy, also across a worker's border where the class is lost. */
export function isXunzhangError(error: unknown): error is XunzhangError {
  return error instanceof Error && error.name === 'XunzhangError' && 'code' in error
}
