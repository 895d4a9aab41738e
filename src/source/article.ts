/**
 * What reading yields: articles, and problems where one could not be read.
 * Everything after `source/` sees only these; which container or markup an article came from is forgotten here.
 */
import type { Fault, ParametersOf, Reason } from '../errors.js'

/** Where an article stands, so that an editor can open it and a message can name it. */
export interface Origin {
  /** Relative to the given folder, '/' between parts. */
  readonly path: string
  /** 1-based line of the file (of the unpacked file, for containers). */
  readonly line: number
  /** Byte range [start, end) of the file (unpacked, for containers). */
  readonly start: number
  readonly end: number
}

/** What an article consists of. */
export interface ArticleFields {
  /** Unique in a collection: the path, or what a record calls itself. */
  readonly id: string
  readonly title: string
  /** Paragraphs joined by '\n'. */
  readonly body: string
  readonly captions: readonly string[]
  readonly author: string
  /** '' or ISO 8601: `YYYY-MM-DD`, or with time and zone. */
  readonly date: string
  readonly url: string
  readonly tags: readonly string[]
  readonly categories: readonly string[]
  /** Keys that are no field: plain JSON, bounded in depth and size. */
  readonly metadata: Readonly<Record<string, unknown>>
}

export interface Article extends ArticleFields {
  readonly origin: Origin
}

/** One file or record that could not be read, or not fully; data until it is shown. */
export interface Problem extends Pick<Fault, 'reason' | 'parameters' | 'part'> {
  readonly path: string
  /** 1-based, where the trouble has a line. */
  readonly line?: number
  /**
   * What of the file could not be read; undefined where all of it was. What the index holds of that part stays: a file
   * that is read and has fewer articles was edited, but one that can't be read says nothing about what is in it.
   * `line`: the record on `line` alone. `file`: any part of the file.
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

/** True for what could not be read. */
export function isProblem<T extends object>(x: T | Problem): x is Problem {
  return 'parameters' in x
}
