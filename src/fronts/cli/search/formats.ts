/** Search results, printed for people or programs, page by page. One printer per format. */
import { resultFormats } from '../../../base/options/rows.js'
import type { Hit, SearchResult } from '../../../library/types.js'
import { oneLine, safeJson } from '../../../base/safe-text.js'
import type { Context } from '../context.js'
import { type ColumnName, csvColumns, jsonNamesOf, tsvColumns, valuesOf } from './columns.js'
import { byteOrderMark, csvRecord } from '../../../text/csv.js'
import type { QueryLine } from '../../../optional/measure/query-line.js'
import { textResult } from './text.js'
import { trecLines } from './trec.js'
import { isAbsolute, relative } from 'node:path'
import { fileOf } from '../../../library/results/file-of.js'

export { resultFormats }
export type ResultFormat = (typeof resultFormats)[number]

export interface PrintOptions {
  /** `paths`: each file once, with -l. */
  readonly format: ResultFormat | 'paths'
  /** Columns, or names of JSON, instead of all. */
  readonly fields: readonly ColumnName[] | undefined
  /** Lines end with NUL bytes. */
  readonly isNull: boolean
  readonly isAbsolute: boolean
  /** For spreadsheets: a byte order mark, and no formulas. */
  readonly hasMark: boolean
  readonly explains: boolean
  readonly isBatch: boolean
  /** Only how many articles match. */
  readonly counts: boolean
}

export interface Printer {
  readonly head: string
  /** The hits of a query, whole or a page at a time. */
  readonly hits: (result: SearchResult, query: QueryLine) => string
  readonly failed: (query: QueryLine, error: string) => string
  /** Whether an answer must be printed whole, not in pages. */
  readonly isWhole: boolean
  readonly includesNotes: boolean
  readonly needsLocations: boolean
}

export function createPrinter(options: PrintOptions, context: Context): Printer {
  const { format, isBatch } = options
  if (format === 'json' || (format === 'ndjson' && isBatch)) return jsonPrinter(options)
  if (options.counts) return countPrinter(options)
  if (format === 'ndjson') return jsonLinesPrinter(options)
  if (format === 'csv' || format === 'tsv') return tablePrinter(options)
  if (format === 'text') return textPrinter(options, context)
  return linePrinter(options, context)
}

const locating: readonly ColumnName[] = ['line', 'column']

const common = ({ fields = [] }: Pick<PrintOptions, 'fields'>): Omit<Printer, 'hits'> => ({
  head: '',
  failed: () => '',
  isWhole: false,
  includesNotes: false,
  needsLocations: fields.some((name) => locating.includes(name)),
})

/** One object for each answer. Facets and the limitations of a cluster are in it only if there are any. */
function jsonPrinter(options: PrintOptions): Printer {
  const shape = hitShape(options)
  const answer = (result: SearchResult, { id }: QueryLine): string => {
    const hits = result.hits.map(shape)
    if (!options.isBatch) return `${safeJson({ ...result, hits })}\n`
    const { total, tookMs, relaxed, facets, totalIsAtLeast, missingShards } = result
    return `${safeJson({ _id: id, total, tookMs, hits, relaxed, facets, totalIsAtLeast, missingShards })}\n`
  }
  return {
    ...common(options),
    isWhole: true,
    includesNotes: true,
    hits: answer,
    failed: ({ id }, error) => `${safeJson({ _id: id, total: 0, tookMs: 0, hits: [], error })}\n`,
  }
}

function countPrinter(options: PrintOptions): Printer {
  const { format, isBatch, hasMark } = options
  if (!isBatch) return { ...common(options), hits: ({ total }) => `${total}\n` }
  if (format !== 'csv') return { ...common(options), hits: ({ total }, { id }) => `${oneLine(id)}\t${total}\n` }
  const head = (hasMark ? byteOrderMark : '') + csvRecord(['query', 'total'], hasMark)
  return { ...common(options), head, hits: ({ total }, { id }) => csvRecord([oneLine(id), total], hasMark) }
}

function jsonLinesPrinter(options: PrintOptions): Printer {
  const shape = hitShape(options)
  return { ...common(options), hits: ({ hits }) => hits.map((hit) => `${safeJson(shape(hit))}\n`).join('') }
}

/** A hit with only the chosen names, and with an absolute path if requested. */
function hitShape({ fields, isAbsolute }: PrintOptions): (hit: Hit) => object {
  const pathOf = recordedPath(isAbsolute)
  const whole = (hit: Hit): Hit => (isAbsolute ? { ...hit, path: pathOf(hit) } : hit)
  if (fields === undefined) return whole
  const names = jsonNamesOf(fields)
  return (hit) => Object.fromEntries(Object.entries(whole(hit)).filter(([name]) => names.includes(name)))
}

/** Tabs and line breaks inside a value become blanks, in CSV too: few programs read records of several lines. */
function tablePrinter(options: PrintOptions): Printer {
  const { format, fields, isBatch, isNull, hasMark } = options
  const isCsv = format === 'csv'
  const usual = isCsv ? csvColumns : tsvColumns
  const names = fields ?? [...(isBatch ? (['query'] as const) : []), ...usual]
  const pathOf = recordedPath(options.isAbsolute)
  const clean = (value: string | number) => (typeof value === 'number' ? value : oneLine(value))
  const line = (values: readonly (string | number)[]): string => {
    const cleaned = values.map(clean)
    return isCsv ? csvRecord(cleaned, hasMark) : `${cleaned.join('\t')}${isNull ? '\0' : '\n'}`
  }
  return {
    ...common(options),
    head: isCsv ? (hasMark ? byteOrderMark : '') + line(names) : '',
    hits: ({ hits }, { id: query }) =>
      hits.map((hit) => line(valuesOf({ hit, query, path: pathOf(hit) }, names))).join(''),
  }
}

function textPrinter(options: PrintOptions, context: Context): Printer {
  const { messages } = context
  const heading = ({ total, hits }: SearchResult, { id, text }: QueryLine): string =>
    `${oneLine(`${id} · ${text} · ${messages.foundOf(total, hits.length)}`)}\n`
  const printed = (result: SearchResult) => textResult(result, options.explains, context)
  return {
    ...common(options),
    isWhole: true,
    hits: options.isBatch ? (result, query) => `${heading(result, query)}${printed(result)}\n` : printed,
  }
}

/** Formats with one line for each hit and without named columns. */
function linePrinter(options: PrintOptions, context: Context): Printer {
  const { format, isNull } = options
  const pathOf = openablePath(options.isAbsolute, context)
  // Exact only for programs, because a name may contain codes that a terminal would interpret.
  const show = isNull && !context.isTerminal.output ? (text: string) => text : oneLine
  const end = isNull ? '\0' : '\n'
  if (format === 'trec') return { ...common(options), hits: ({ hits }, { id }) => trecLines(id, hits) }
  if (format === 'vimgrep') {
    const line = (hit: Hit) => `${show(pathOf(hit))}:${vimgrepPlace(hit)}${end}`
    return { ...common(options), needsLocations: true, hits: ({ hits }) => hits.map(line).join('') }
  }
  const isNew = onlyNew()
  const lines = (hits: readonly Hit[]) =>
    hits
      .map(pathOf)
      .filter(isNew)
      .map((path) => show(path) + end)
  return { ...common(options), hits: ({ hits }) => lines(hits).join('') }
}

function vimgrepPlace({ line, location, snippet }: Hit): string {
  const { line: at, column, text } = location ?? { line, column: 1, text: snippet.text }
  return `${at}:${column}:${oneLine(text)}`
}

function onlyNew(): (text: string) => boolean {
  const seen = new Set<string>()
  return (text) => !seen.has(text) && seen.add(text) !== undefined
}

export type PathOf = (hit: Hit) => string

/** Paths as the index names them, relative to the folder that was indexed; absolute if requested. */
export function recordedPath(isAbsolutePath: boolean): PathOf {
  return (hit) => (isAbsolutePath ? fileOf(hit) : hit.path)
}

/** Paths that open from the working folder: relative below it, absolute elsewhere, as other tools print them. */
export function openablePath(isAbsolutePath: boolean, context: Context): PathOf {
  const here = context.workingFolder()
  return (hit) => {
    const path = fileOf(hit)
    const fromHere = relative(here, path)
    return isAbsolutePath || hit.root === '' || fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere
  }
}
