/** The files of an evaluation: queries, judgements, the run. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Qrels } from './evaluation.js'
import { XunzhangError, systemCodeOf } from '../../base/errors.js'

/** Queries, one a line, plain or `{"_id", "text"}`. */
export function readQueries(path: string): readonly QueryLine[] {
  return readLines(path).map(({ line, number }) => {
    const query = parseQueryLine(line, number)
    return query ?? refuse(path, number, 'query')
  })
}

/**
 * Judgements: `query<TAB>article<TAB>grade` as BEIR writes them, with or without a heading, or the four columns
 * `query 0 article grade` of TREC.
 */
export function readQrels(path: string): Qrels {
  const qrels = new Map<string, Map<string, number>>()
  for (const { line, number } of readLines(path)) {
    const fields = line.includes('\t') ? line.split('\t') : line.trim().split(/ +/)
    const [query, article, grade] =
      fields.length === 4 ? [fields[0], fields[2], Number(fields[3])] : [fields[0], fields[1], Number(fields[2])]
    const isWhole =
      fields.length >= 3 && fields.length <= 4 && query !== undefined && article !== undefined && Number.isFinite(grade)
    if (!isWhole && number === 1 && fields.length === 3) continue
    if (!isWhole) return refuse(path, number, 'judgement')
    const grades = qrels.get(query) ?? new Map<string, number>()
    qrels.set(query, grades.set(article, grade))
  }
  return qrels
}

/** @throws XunzhangError NOT_WRITABLE */
export function writeRun(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new XunzhangError(
      'NOT_WRITABLE',
      { what: 'file', system: systemCodeOf(error) },
      { where: path, cause: error },
    )
  }
}

interface NumberedLine {
  readonly line: string
  readonly number: number
}

function readLines(path: string): readonly NumberedLine[] {
  return readText(path)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, at) => ({ line, number: at + 1 }))
    .filter(({ line }) => line.trim() !== '')
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new XunzhangError('FILE_UNREADABLE', { system: systemCodeOf(error) }, { where: path, cause: error })
  }
}

function refuse(path: string, line: number, what: 'query' | 'judgement'): never {
  throw new XunzhangError('LINE_INVALID', { what }, { where: `${path}:${line}` })
}

export interface QueryLine {
  readonly id: string
  readonly text: string
}

/**
 * A line of a batch: plain text, whose id is the line's number from 1, or an object `{"_id", "text"}` (`id` and `query`
 * are understood too).
 * @returns undefined for a line that begins like an object but isn't one, or that has no text
 */
export function parseQueryLine(line: string, number: number): QueryLine | undefined {
  if (!line.trimStart().startsWith('{')) return { id: `${number}`, text: line }
  try {
    const record = JSON.parse(line) as Readonly<Record<string, unknown>>
    const text = record['text'] ?? record['query']
    const id = record['_id'] ?? record['id'] ?? number
    return typeof text === 'string' && isId(id) ? { id: `${id}`, text } : undefined
  } catch {
    return undefined
  }
}

function isId(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}
