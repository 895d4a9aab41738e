/**
 * Which files are read, by the end of their names. Kept apart from the readers, so that walking a folder loads no parser.
 */

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
    | 'epub'
    | 'warc'
    | 'gzip'
    | 'zstd'
  /** Lower case, with the dot. */
  readonly extensions: readonly string[]
  /** True where any run of whole lines is a valid file: a large one can be read in parts, in parallel. */
  readonly splittable: boolean
  /** True for a file of many articles, which may be large. */
  readonly container: boolean
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

/** The name of what a compressed file holds; the name itself for any other. */
export function unpackedName(path: string): string {
  const extension = extensionOf(path)
  return extension === '.gz' || extension === '.zst' ? path.slice(0, -extension.length) : path
}

/** The kind that a file's name tells; a compressed file counts only when what it holds is known too. */
export function kindOf(path: string): Kind | undefined {
  const kind = BY_EXTENSION.get(extensionOf(path))
  if (kind?.name !== 'gzip' && kind?.name !== 'zstd') return kind
  const inner = BY_EXTENSION.get(extensionOf(unpackedName(path)))
  return inner === undefined || inner.name === 'gzip' || inner.name === 'zstd' ? undefined : kind
}
