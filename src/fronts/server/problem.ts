/** Errors in the form that the API returns. */
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isXunzhangError, type ErrorCode, type Fault } from '../../base/errors.js'

export interface Problem {
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string }
}

export function problem(code: string, message: string, remedy: string): Problem {
  return { error: { code, message, remedy } }
}

export const unexpected = problem('UNEXPECTED', 'unexpected error', 'See the log of the server.')

const byCode: Readonly<Partial<Record<ErrorCode, ContentfulStatusCode>>> = {
  USAGE: 400,
  QUERY_SYNTAX: 400,
  QUERY_TOO_LONG: 400,
  INPUT_MISSING: 400,
  ARTICLE_MISSING: 404,
  INDEX_MISSING: 503,
  INDEX_DAMAGED: 503,
  INDEX_VERSION: 503,
  INDEX_ANALYZER: 503,
  BACKEND: 503,
  TIME_EXCEEDED: 503,
  UNAVAILABLE: 503,
}

/** @param sentence says what is wrong and what to do, in the language of the server */
export function problemOf(
  error: unknown,
  sentence: (fault: Fault) => readonly [string, string],
): { readonly status: ContentfulStatusCode; readonly body: Problem } {
  if (!isXunzhangError(error)) {
    return { status: 500, body: unexpected }
  }
  // Only places in the request are named. Paths of this machine, such as that of the index, are left out.
  const place = error.column ?? (error.code === 'USAGE' ? error.where : undefined)
  const [message, remedy] = sentence(error)
  const shown = place === undefined ? message : `${typeof place === 'number' ? `${place}` : place}: ${message}`
  return { status: byCode[error.code] ?? 500, body: problem(error.code, shown, remedy) }
}
