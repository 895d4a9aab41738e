/** The files of an evaluation: queries, judgements, the run. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Qrels } from './evaluation.js'
import { systemCodeOf, XunzhangError } from '../../base/errors.js'
import { parseQueryLine, type QueryLine } from './query-line.js'

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
