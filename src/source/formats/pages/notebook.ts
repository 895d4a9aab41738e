/**
 * Jupyter notebooks (nbformat 3 and 4): one article each. The cells are read as one Markdown text, with code and its
 * output as code blocks. Pictures are not read.
 */
import { isProblem, unread, type Article, type Problem } from '../../article.js'
import { toPlain, isRecord, recordsOf, type JsonRecord } from '../../fields/map.js'
import { parseWhole } from '../records/jsonl.js'
import type { RawFile, ReadContext } from '../types.js'
import { articleOf } from './article-file.js'

export function* readNotebook(file: RawFile, text: string, context: ReadContext): Iterable<Article | Problem> {
  const parsed = parseWhole(file.path, text, Buffer.from(text))
  if (isProblem(parsed)) return void (yield parsed)
  const book = parsed.value
  const cells = cellsOf(book)
  if (cells === undefined) return void (yield unread(file.path, 'FORMAT_UNKNOWN', { what: 'notebook' }))
  const parts: string[] = []
  for (const cell of cells) for (const part of partsOf(cell)) if (part.trim() !== '') parts.push(part)
  const damaged = cells.filter((cell) => !isSound(cell)).length
  if (damaged > 0) yield unread(file.path, 'ENTRIES_LEFT_OUT', { what: 'cells', count: damaged })
  const head = { data: fieldsOf(book as JsonRecord), bodyStart: 0, isThere: false }
  yield* articleOf(file, parts.join('\n\n'), head, { ...context, markup: 'markdown' })
}

/** @returns undefined if it is not a notebook */
function cellsOf(book: unknown): readonly JsonRecord[] | undefined {
  if (!isRecord(book)) return undefined
  if (Array.isArray(book['cells'])) return recordsOf(book['cells'])
  // Format 3 has sheets of cells.
  return Array.isArray(book['worksheets'])
    ? recordsOf(book['worksheets']).flatMap(({ cells }) => recordsOf(cells))
    : undefined
}

const CELLS = /^(?:code|heading|html|markdown|raw)$/
const OUTPUTS = /^(?:display_data|error|execute_result|pyerr|pyout|stream)$/

/** True for a cell with a source, and of a kind that notebooks have, as are its outputs. */
function isSound(cell: JsonRecord): boolean {
  const outputs = recordsOf(cell['outputs'])
  const isKnown =
    CELLS.test(String(cell['cell_type'])) && outputs.every((one) => OUTPUTS.test(String(one['output_type'])))
  return isKnown && (cell['source'] ?? cell['input']) !== undefined
}

/** A text is a string, or a list of lines that include their line breaks. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.filter((line) => typeof line === 'string').join('') : ''
}

function partsOf(cell: JsonRecord): string[] {
  const source = textOf(cell['source'] ?? cell['input'])
  switch (cell['cell_type']) {
    case 'code':
      return [fenced(source), ...recordsOf(cell['outputs']).map(outputOf)]
    case 'heading':
      return [`${'#'.repeat(Math.min(6, Math.max(1, Number(cell['level']) || 1)))} ${source}`]
    default:
      return [source]
  }
}

function outputOf(output: JsonRecord): string {
  // Format 3 keeps media types beside the other keys.
  const data = isRecord(output['data']) ? output['data'] : output
  const marked = textOf(data['text/markdown'])
  if (marked !== '') return marked
  const text = textOf(data['text/plain']) || textOf(output['text']) || textOf(output['evalue'])
  // The name that Python gives an object that is shown as a picture or a table.
  return /^<[\w.]+[^<>]{0,200}>\s*$/.test(text) ? '' : fenced(text)
}

const escapeSequence = /\u001b\[[\d;]{0,20}[A-Za-z]/g

/** Puts a text into a fence that is longer than any inside it. */
function fenced(text: string): string {
  if (text.trim() === '') return ''
  let longest = 2
  for (const [run] of text.matchAll(/`{3,}/g)) longest = Math.max(longest, run.length)
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text.replace(escapeSequence, '')}\n${fence}`
}

function fieldsOf({ metadata }: JsonRecord): Record<string, unknown> {
  if (!isRecord(metadata)) return {}
  const { title, authors, date, tags, keywords } = metadata
  return toPlain({ title, authors, date, tags: tags ?? keywords })
}
