/** One search result, printed for people or programs. One function per format. */
import type { SearchResult } from '../../library/types.js'
import type { Context } from '../context.js'
import { oneLine, safeJson } from '../../text/safe-text.js'
import { textResult } from './text.js'
import { trecLines } from './trec.js'

export type ResultFormat = 'text' | 'json' | 'ndjson' | 'tsv' | 'trec'

export async function writeResult(
  result: SearchResult,
  format: ResultFormat,
  explains: boolean,
  context: Context,
): Promise<void> {
  await context.out.write(formatResult(result, format, explains, context))
}

function formatResult(result: SearchResult, format: ResultFormat, explains: boolean, context: Context): string {
  switch (format) {
    case 'text':
      return textResult(result, explains, context)
    case 'json':
      return `${safeJson(result)}\n`
    case 'ndjson':
      return result.hits.map((hit) => `${safeJson(hit)}\n`).join('')
    case 'tsv':
      return tsvLines(result)
    case 'trec':
      return trecLines('1', result.hits)
  }
}

/** Columns: rank, id, score, title, date, author, path, passage; tabs and line breaks inside a field become blanks. */
function tsvLines(result: SearchResult): string {
  return result.hits
    .map((hit) => [`${hit.rank}`, hit.id, `${hit.score}`, hit.title, hit.date, hit.author, hit.path, hit.snippet.text])
    .map((fields) => `${fields.map(oneLine).join('\t')}\n`)
    .join('')
}
