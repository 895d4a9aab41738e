/** Which files are read, by their extensions. Kept apart from the readers, so that walking a folder loads no parser. */
import { createRequire } from 'node:module'

interface Row {
  readonly name: string
  /** Lower case, with the dot. */
  readonly extensions: readonly string[]
  /** Any run of whole lines is a valid file, so that a large one can be read in parts, in parallel. */
  readonly splittable?: true
  /** A file of many articles, which may be large. */
  readonly container?: true
  /** Its bytes are not the text of its articles: its encoding says nothing. */
  readonly isPacked?: true
  /**
   * Its articles are bounded by the size of the file. Other packed formats count their unpacked bytes themselves, and a
   * line of JSONL yields no more than itself.
   */
  readonly isAccounted?: true
  /** The optional package that reads files of this kind. */
  readonly needs?: OptionalPackage
}

const rows = [
  {
    name: 'markdown',
    extensions: ['.md', '.markdown', '.mdown', '.mkd', '.mdx', '.qmd', '.rmd'],
  },
  { name: 'org', extensions: ['.org'] },
  { name: 'notebook', extensions: ['.ipynb'], isAccounted: true },
  { name: 'html', extensions: ['.html', '.htm', '.xhtml', '.shtml'] },
  { name: 'text', extensions: ['.txt', '.text'] },
  { name: 'jsonl', extensions: ['.jsonl', '.ndjson'], splittable: true, container: true },
  { name: 'json', extensions: ['.json'], isAccounted: true },
  { name: 'table', extensions: ['.csv', '.tsv'], isAccounted: true },
  { name: 'feed', extensions: ['.rss', '.atom', '.xml'], isAccounted: true },
  { name: 'enex', extensions: ['.enex', '.notes'], isAccounted: true, container: true },
  { name: 'docx', extensions: ['.docx'], isPacked: true, needs: 'mammoth' },
  { name: 'pdf', extensions: ['.pdf'], isPacked: true, needs: 'unpdf' },
  { name: 'mail', extensions: ['.eml', '.mbox'], isPacked: true, isAccounted: true, container: true },
  { name: 'mhtml', extensions: ['.mhtml', '.mht'], isPacked: true, isAccounted: true },
  { name: 'epub', extensions: ['.epub'], isPacked: true },
  { name: 'warc', extensions: ['.warc'], isPacked: true, container: true },
  { name: 'gzip', extensions: ['.gz'], isPacked: true, container: true },
  { name: 'zstd', extensions: ['.zst'], isPacked: true, container: true },
] as const satisfies readonly Row[]

export interface Kind extends Row {
  readonly name: (typeof rows)[number]['name']
}

export const KINDS: readonly Kind[] = rows

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

export type OptionalPackage = 'mammoth' | 'unpdf'

/** The results so far, kept as long as the process lives. */
const found = new Map<OptionalPackage, boolean>()

export function isInstalled(name: OptionalPackage): boolean {
  if (!found.has(name))
    try {
      found.set(name, createRequire(import.meta.url).resolve(name) !== '')
    } catch {
      found.set(name, false)
    }
  return found.get(name)!
}

/* Recognises the content of a file with an unknown name by its first bytes. */

/** @returns the kind; `text` if nothing else is certain */
export function sniff(bytes: Uint8Array): Kind['name'] {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString('latin1')
  if (head.startsWith('\x1f\x8b')) return 'gzip'
  if (head.startsWith('PK\x03\x04') && head.includes('application/epub')) return 'epub'
  if (/^WARC\/\d/.test(head)) return 'warc'
  const text = head.replace(/^(?:\xef\xbb\xbf)?\s+/, '')
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:rss|feed|rdf:RDF)\b/.test(text)) return 'feed'
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<en-export\b/.test(text)) return 'enex'
  if (/^\[\s*\{\s*"/.test(text)) return 'json'
  if (/^\{\s*"[^"\n]+"\s*:[^\n]+/.test(text) && !/^\{\s*\n/.test(text)) return 'jsonl'
  return 'text'
}
