/**
 * What reading yields: articles, and problems for what could not be read.
 * Everything after `source/` sees only these; which container or markup an article came from is forgotten here.
 */
import type { ArticleFields } from '../base/answers.js'
import type { Fault, ParametersOf, Reason } from '../base/errors.js'

/** The place of an article, so that an editor can open it and a message can name it. */
export interface Origin {
  /** Relative to the given folder, '/' between parts. */
  readonly path: string
  /** 1-based line of the file (of the unpacked file, for containers). */
  readonly line: number
  /** Byte range [start, end) of the file (unpacked, for containers). */
  readonly start: number
  readonly end: number
}

export type { ArticleFields } from '../base/answers.js'

export interface Article extends ArticleFields {
  readonly origin: Origin
}

/** One file or record that could not be read, or not fully; data until it is shown. */
export interface Problem extends Pick<Fault, 'reason' | 'parameters' | 'part'> {
  readonly path: string
  /** 1-based; absent if the problem is not at a line. */
  readonly line?: number
  /**
   * The part of the file that could not be read; undefined if all of it was. The articles of that part stay in the
   * index: a file that is read and has fewer articles was edited, but an unreadable one says nothing about its content.
   * `line`: only the record on `line`. `file`: any part of the file.
   */
  readonly unread?: 'line' | 'file'
}

export function problem<R extends Reason>(
  path: string,
  reason: R,
  parameters: ParametersOf<R>,
  more: Pick<Problem, 'line' | 'part' | 'unread'> = {},
): Problem {
  return { path, ...more, reason, parameters }
}

/** The problem of a file of which some part, or all, could not be read. */
export function unread<R extends Reason>(
  path: string,
  reason: R,
  parameters: ParametersOf<R>,
  part?: Problem['part'],
): Problem {
  return { path, ...(part !== undefined && { part }), unread: 'file', reason, parameters }
}

/** True for what could not be read. */
export function isProblem<T extends object>(x: T | Problem): x is Problem {
  return 'parameters' in x
}
