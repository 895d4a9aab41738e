/** The file that an export goes to, while the reader sees and edits its name. */
import { withText, type Editor } from '../editor/editor.js'
import { oneLine } from '../../../base/safe-text.js'

export type ExportFormat = 'markdown' | 'csv' | 'jsonl'
/** The marked articles; or what is shown, hits or occurrences. */
export type ExportScope = 'marked' | 'shown'

/** What is about to be written, and where. */
export interface ExportDraft {
  readonly format: ExportFormat
  readonly what: ExportScope
  readonly name: Editor
  /** The folder that a relative name is in; undefined until it is known. */
  readonly folder?: string | undefined
  readonly isWriting?: true | undefined
  /** Why the last try wrote nothing. */
  readonly problem?: string | undefined
}

const extensions: Readonly<Record<ExportFormat, string>> = { markdown: 'md', csv: 'csv', jsonl: 'jsonl' }
const longestName = 40

/** The query without characters that a file name can't contain, after a prefix by which `index` skips the file. */
export function exportName(query: string, format: ExportFormat): string {
  const words = oneLine(query)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return `xunzhang-export${words === '' ? '' : `-${[...words].slice(0, longestName).join('')}`}.${extensions[format]}`
}

/** The same name with a number before its extension. */
export function numberedName(name: string, number: number): string {
  return number === 1 ? name : name.replace(/(?=\.\w+$)/, `-${number}`)
}

export function draftOf(query: string, format: ExportFormat, what: ExportScope, line: Editor): ExportDraft {
  return { format, what, name: withText(line, exportName(query, format)) }
}
