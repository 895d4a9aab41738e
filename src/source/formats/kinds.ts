/** Which files are read, by their extensions. Kept apart from the readers, so that walking a folder loads no parser. */

import { isInstalled } from './installed.js'
import type { OptionalPackage } from './installed.js'

export interface Kind {
  readonly name:
    | 'markdown'
    | 'org'
    | 'notebook'
    | 'html'
    | 'text'
    | 'jsonl'
    | 'json'
    | 'table'
    | 'feed'
    | 'enex'
    | 'docx'
    | 'pdf'
    | 'mail'
    | 'mhtml'
    | 'epub'
    | 'warc'
    | 'gzip'
    | 'zstd'
  /** Lower case, with the dot. */
  readonly extensions: readonly string[]
  /** True if any run of whole lines is a valid file, so that a large one can be read in parts, in parallel. */
  readonly splittable: boolean
  /** True for a file of many articles, which may be large. */
  readonly container: boolean
  /** The optional package that reads files of this kind. */
  readonly needs?: OptionalPackage
}

export const KINDS: readonly Kind[] = [
  {
    name: 'markdown',
    extensions: ['.md', '.markdown', '.mdown', '.mkd', '.mdx', '.qmd', '.rmd'],
    splittable: false,
    container: false,
  },
  { name: 'org', extensions: ['.org'], splittable: false, container: false },
  { name: 'notebook', extensions: ['.ipynb'], splittable: false, container: false },
  { name: 'html', extensions: ['.html', '.htm', '.xhtml', '.shtml'], splittable: false, container: false },
  { name: 'text', extensions: ['.txt', '.text'], splittable: false, container: false },
  { name: 'jsonl', extensions: ['.jsonl', '.ndjson'], splittable: true, container: true },
  { name: 'json', extensions: ['.json'], splittable: false, container: false },
  { name: 'table', extensions: ['.csv', '.tsv'], splittable: false, container: false },
  { name: 'feed', extensions: ['.rss', '.atom', '.xml'], splittable: false, container: false },
  { name: 'enex', extensions: ['.enex', '.notes'], splittable: false, container: true },
  { name: 'docx', extensions: ['.docx'], splittable: false, container: false, needs: 'mammoth' },
  { name: 'pdf', extensions: ['.pdf'], splittable: false, container: false, needs: 'unpdf' },
  { name: 'mail', extensions: ['.eml', '.mbox'], splittable: false, container: true },
  { name: 'mhtml', extensions: ['.mhtml', '.mht'], splittable: false, container: false },
  { name: 'epub', extensions: ['.epub'], splittable: false, container: false },
  { name: 'warc', extensions: ['.warc'], splittable: false, container: true },
  { name: 'gzip', extensions: ['.gz'], splittable: false, container: true },
  { name: 'zstd', extensions: ['.zst'], splittable: false, container: true },
]

const BY_EXTENSION = new Map(KINDS.flatMap((kind) => kind.extensions.map((extension) => [extension, kind] as const)))

/** The last dot and what follows, lower case; '' without one. */
export function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.')
  return dot > path.lastIndexOf('/') ? path.slice(dot).toLowerCase() : ''
}

/** The name of the file inside a compressed file; any other name unchanged. */
export function unpackedName(path: string): string {
  const extension = extensionOf(path)
  return extension === '.gz' || extension === '.zst' ? path.slice(0, -extension.length) : path
}

/** The optional package that must be installed to read files with this extension; undefined if none is missing. */
export function missingFor(extension: string): OptionalPackage | undefined {
  const needs = BY_EXTENSION.get(extension)?.needs
  return needs === undefined || isInstalled(needs) ? undefined : needs
}

/** The kind that a file's name implies; a compressed file has one only if the file inside has a known kind too. */
export function kindOf(path: string): Kind | undefined {
  const kind = BY_EXTENSION.get(extensionOf(path))
  if (kind?.needs !== undefined) return isInstalled(kind.needs) ? kind : undefined
  if (kind?.name !== 'gzip' && kind?.name !== 'zstd') return kind
  const inner = BY_EXTENSION.get(extensionOf(unpackedName(path)))
  if (inner?.needs !== undefined && !isInstalled(inner.needs)) return undefined
  return inner === undefined || inner.name === 'gzip' || inner.name === 'zstd' ? undefined : kind
}
