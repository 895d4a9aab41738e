/** Errors in the form that the API returns: problem+json (RFC 9457), with the code and the remedy besides. */
import { STATUS_CODES } from 'node:http'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isXunzhangError, type ErrorCode, type Fault } from '../../base/errors.js'

export interface Problem {
  readonly title: string
  readonly status: ContentfulStatusCode
  readonly detail: string
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string }
}

export function problem(status: ContentfulStatusCode, code: string, message: string, remedy: string): Problem {
  return { title: STATUS_CODES[status]!, status, detail: `${message}. ${remedy}`, error: { code, message, remedy } }
}

export const problemType = 'application/problem+json'

export function refuse(c: Context, body: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return c.body(JSON.stringify(body), body.status, { ...headers, 'Content-Type': problemType })
}

export const unexpected = problem(500, 'UNEXPECTED', 'unexpected error', 'See the log of the server.')

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
export function problemOf(error: unknown, sentence: (fault: Fault) => readonly [string, string]): Problem {
  if (!isXunzhangError(error)) return unexpected
  // Only places in the request are named. Paths of this machine, such as that of the index, are left out.
  const place = error.column ?? (error.code === 'USAGE' ? error.where : undefined)
  const [message, remedy] = sentence(error)
  const shown = place === undefined ? message : `${place}: ${message}`
  return problem(byCode[error.code] ?? 500, error.code, shown, remedy)
}
