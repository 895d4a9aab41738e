/** The files of an evaluation: queries, judgements, runs. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Qrels, Run } from './evaluation.js'
import { systemCodeOf, XunzhangError } from '../../base/errors.js'
import { parseQueryLine, type QueryLine } from './query-line.js'
import { UNSHOWN } from '../../base/safe-text.js'

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

/** A run in TREC's format: `query Q0 article rank score name`. The articles of a query are sorted by rank. */
export function readRun(path: string): Run {
  const ranked = new Map<string, (readonly [rank: number, article: string])[]>()
  for (const { line, number } of readLines(path)) {
    const fields = line.trim().split(/\s+/)
    const rank = Number(fields[3])
    if (fields.length !== 6 || !Number.isFinite(rank)) return refuse(path, number, 'run')
    const query = decodeField(fields[0]!)
    const articles = ranked.get(query) ?? []
    articles.push([rank, decodeField(fields[2]!)])
    ranked.set(query, articles)
  }
  const byRank = (articles: (readonly [number, string])[]) => articles.sort(([a], [b]) => a - b).map(([, id]) => id)
  return new Map([...ranked].map(([query, articles]) => [query, byRank(articles)]))
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

const parting = new RegExp(`^(?:\\s|${UNSHOWN})+$`)

/** Undoes only what a run's writer encodes. */
function decodeField(text: string): string {
  return text.replace(/(?:%[0-9A-F]{2})+/g, (encoded) => {
    const decoded = decodeEscapes(encoded)
    return parting.test(decoded) ? decoded : encoded
  })
}

function decodeEscapes(encoded: string): string {
  return Buffer.from(encoded.replaceAll('%', ''), 'hex').toString('utf8')
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

function refuse(path: string, line: number, what: 'query' | 'judgement' | 'run'): never {
  throw new XunzhangError('LINE_INVALID', { what }, { where: `${path}:${line}` })
}
