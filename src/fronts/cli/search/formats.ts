/** Search results, printed for people or programs, page by page. One printer per format. */
import type { ValuesAt } from '../../../base/options/places.js'
import { optionRows, type resultFormats } from '../../../base/options/rows.js'
import type { Hit, SearchResult } from '../../../library/types.js'
import { oneLine, safeJson, UNSHOWN } from '../../../base/safe-text.js'
import type { Context } from '../command.js'
import { byteOrderMark, csvRecord } from '../../../text/csv.js'
import type { QueryLine } from '../../../optional/measure/judgements.js'
import { textResult } from './text.js'
import { isAbsolute, relative } from 'node:path'
import { fileOf } from '../../../library/results/places.js'

/** The options of `search` that say how hits are printed. */
export interface PrintOptions extends Pick<
  ValuesAt<'search'>,
  'fields' | 'null' | 'absolute' | 'bom' | 'explain' | 'batch' | 'count'
> {
  /** `paths`: each file once, with -l. */
  readonly format: (typeof resultFormats)[number] | 'paths'
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

type Make = (options: PrintOptions, context: Context) => Partial<Printer> & Pick<Printer, 'hits'>

export function createPrinter(options: PrintOptions, context: Context): Printer {
  const { fields = [], batch, count = false } = options
  const format = options.format === 'ndjson' && batch !== undefined ? 'json' : options.format
  return {
    head: '',
    failed: () => '',
    isWhole: false,
    includesNotes: false,
    needsLocations: fields.some((name) => name === 'line' || name === 'column'),
    ...(count && format !== 'json' ? countPrinter : printers[format])(options, context),
  }
}

const eachHit =
  (print: (hit: Hit, query: QueryLine) => string): Printer['hits'] =>
  ({ hits }, query) =>
    hits.map((hit) => print(hit, query)).join('')

/** One object for each answer. Facets and the limitations of a cluster are in it only if there are any. */
const jsonPrinter: Make = (options) => {
  const shape = hitShape(options)
  return {
    isWhole: true,
    includesNotes: true,
    hits: (result, { id }) => {
      const hits = result.hits.map(shape)
      if (options.batch === undefined) return `${safeJson({ ...result, hits })}\n`
      const { total, tookMs, relaxed, facets, missingShards } = result
      return `${safeJson({ _id: id, total, tookMs, hits, relaxed, facets, missingShards })}\n`
    },
    failed: ({ id }, error) => `${safeJson({ _id: id, total: 0, tookMs: 0, hits: [], error })}\n`,
  }
}

const countPrinter: Make = ({ format, batch, bom = false }) => {
  if (batch === undefined) return { hits: ({ total }) => `${total}\n` }
  const head = headOf(['query', 'total'], { format, bom })
  return { head, hits: ({ total }, { id }) => recordOf([id, total], { format, bom }) }
}

/** A hit with only the chosen names, and with an absolute path if requested. */
function hitShape({ fields, absolute = false }: PrintOptions): (hit: Hit) => object {
  const whole = (hit: Hit): Hit => (absolute ? { ...hit, path: fileOf(hit) } : hit)
  if (fields === undefined) return whole
  const names = jsonNamesOf(fields)
  return (hit) => Object.fromEntries(Object.entries(whole(hit)).filter(([name]) => names.includes(name)))
}

type TableForm = Pick<PrintOptions, 'format' | 'bom' | 'null'>

/**
 * A line of csv or tsv. Tabs and line breaks inside a value become blanks, in CSV too: few programs read records of
 * several lines.
 */
export function recordOf(values: readonly (string | number)[], { format, bom = false, null: isNull }: TableForm) {
  const cleaned = values.map((value) => (typeof value === 'number' ? value : oneLine(value)))
  return format === 'csv' ? csvRecord(cleaned, bom) : `${cleaned.join('\t')}${isNull === true ? '\0' : '\n'}`
}

export function headOf(names: readonly string[], form: TableForm): string {
  return form.format === 'csv' ? (form.bom === true ? byteOrderMark : '') + recordOf(names, form) : ''
}

const tablePrinter: Make = (options) => {
  const { format, fields, batch, absolute = false } = options
  const all = format === 'csv' ? csvColumns : tsvColumns
  const names = fields ?? (batch === undefined ? all : (['query', ...all] as const))
  return {
    head: headOf(names, options),
    hits: eachHit((hit, { id: query }) => {
      const path = absolute ? fileOf(hit) : hit.path
      const valueOf = (name: ColumnName) =>
        name in computed ? computed[name as Computed](hit, query, path) : hit[name as Plain]
      return recordOf(names.map(valueOf), options)
    }),
  }
}

const textPrinter: Make = ({ batch, explain = false }, context) => {
  const printed = (result: SearchResult) => textResult(result, explain, context)
  const heading = ({ total, hits }: SearchResult, { id, text }: QueryLine): string =>
    oneLine(`${id} · ${text} · ${context.messages.foundOf(total, hits.length)}`)
  return {
    isWhole: true,
    hits: batch === undefined ? printed : (result, query) => `${heading(result, query)}\n${printed(result)}\n`,
  }
}

/** `path:line:column:text` of each hit, or each file once. */
const placePrinter: Make = ({ format, null: isNull = false, absolute = false }, context) => {
  const pathOf = openablePath(absolute, context)
  // Exact only for programs, because a name may contain codes that a terminal would interpret.
  const show = isNull && !context.isTerminal.output ? (text: string) => text : oneLine
  const end = isNull ? '\0' : '\n'
  if (format === 'vimgrep')
    return { needsLocations: true, hits: eachHit((hit) => `${show(pathOf(hit))}:${vimgrepPlace(hit)}${end}`) }
  const seen = new Set<string>()
  return {
    hits: eachHit((hit) => {
      const path = pathOf(hit)
      return seen.size === seen.add(path).size ? '' : show(path) + end
    }),
  }
}

const printers: Readonly<Record<PrintOptions['format'], Make>> = {
  json: jsonPrinter,
  ndjson: (options) => {
    const shape = hitShape(options)
    return { hits: eachHit((hit) => `${safeJson(shape(hit))}\n`) }
  },
  csv: tablePrinter,
  tsv: tablePrinter,
  text: textPrinter,
  trec: () => ({ hits: ({ hits }, { id }) => trecLines(id, hits) }),
  vimgrep: placePrinter,
  paths: placePrinter,
}

function vimgrepPlace({ line, location, snippet }: Hit): string {
  const { line: at, column, text } = location ?? { line, column: 1, text: snippet.text }
  return `${at}:${column}:${oneLine(text)}`
}

/** Paths that open from the working folder: relative below it, absolute elsewhere, as other tools print them. */
function openablePath(isAbsolutePath: boolean, context: Context): (hit: Hit) => string {
  const here = context.workingFolder()
  return (hit) => {
    const path = fileOf(hit)
    const fromHere = relative(here, path)
    return isAbsolutePath || hit.root === '' || fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere
  }
}

/* The columns that tables of hits may have. */

export const columnNames = optionRows.fields.choices
export type ColumnName = (typeof columnNames)[number]

const columnsBut = (...left: readonly ColumnName[]) => columnNames.filter((name) => !left.includes(name))
const csvColumns = columnsBut('query', 'column', 'root', 'index')
const tsvColumns = columnsBut('query', 'column', 'root', 'index', 'tags', 'line', 'url')

/** Columns that are not properties of a hit. @param path absolute with --absolute */
const computed = {
  query: (_: Hit, query: string) => query,
  tags: ({ tags }: Hit) => tags.join(';'),
  path: (_: Hit, _query: string, path: string) => path,
  line: ({ location, line }: Hit) => location?.line ?? line,
  column: ({ location }: Hit) => location?.column ?? 1,
  index: ({ index }: Hit) => index ?? '',
  passage: ({ snippet }: Hit) => snippet.text,
}

type Computed = keyof typeof computed
type Plain = Exclude<ColumnName, Computed>

/** The names of these columns in the hits of JSON: the same, except that a passage and its place are objects there. */
function jsonNamesOf(names: readonly ColumnName[]): readonly string[] {
  const own: Partial<Record<ColumnName, string>> = { passage: 'snippet', column: 'location' }
  return names.map((name) => own[name] ?? name)
}

/**
 * Run lines as trec_eval reads them: `query Q0 article rank score name`, separated by blanks. An article folded into a
 * hit as identical follows it on a line of its own, with the same score. White space, controls and bidi characters
 * inside an id, which would break the line or mislead its reader, are percent-encoded.
 */
export function trecLines(queryId: string, hits: readonly Hit[]): string {
  return expandDuplicates(hits)
    .map(({ id, score }, at) => `${field(queryId)} Q0 ${field(id)} ${at + 1} ${score} xunzhang\n`)
    .join('')
}

/**
 * The ranking with every article on its own, identical ones after the hit that they were folded into. An id that
 * several records share is kept only at its first place, because trec_eval refuses a run that names an article twice.
 */
export function expandDuplicates(hits: readonly Hit[]): readonly Pick<Hit, 'id' | 'score'>[] {
  const ranked = new Map<string, Pick<Hit, 'id' | 'score'>>()
  for (const { id, score, duplicates = [] } of hits) {
    for (const each of [id, ...duplicates]) if (!ranked.has(each)) ranked.set(each, { id: each, score })
  }
  return [...ranked.values()]
}

/** Characters that are percent-encoded: white space, which separates fields, and characters that may not be shown. */
const parting = new RegExp(`\\s|${UNSHOWN}`, 'g')

function field(text: string): string {
  return text.replace(parting, encodeURIComponent)
}
