/**
 * What a push records about its sources, as lines of JSON in the collection's statistics: an array for each file, an
 * object for each folder whose pages share lines.
 */
import type { Catalog, CatalogEntry } from '../../storage/commit/catalog.js'
import type { FolderLines, RepeatedLines } from '../../storage/commit/repeated-file.js'

/** The last two elements are missing in lists that older versions wrote. */
type FileLine = readonly [string, number, number, number, number, number, number?, number?]
type FolderLine = FolderLines & { readonly folder: string }

/** @param lines as {@link fileList} writes them */
export function parseFileList(lines: readonly string[]): { catalog: Catalog; repeated: RepeatedLines } {
  const catalog = new Map<string, CatalogEntry>()
  const repeated = new Map<string, FolderLines>()
  for (const line of lines) {
    const entry = JSON.parse(line) as FileLine | FolderLine
    if ('folder' in entry) {
      repeated.set(entry.folder, { pages: entry.pages, lines: entry.lines })
    } else {
      const [path, size, mtimeMs, first, second, problems, changedUs = 0, inode = 0] = entry
      catalog.set(path, { path, size, mtimeMs, hash: [first, second], problems, changedUs, inode })
    }
  }
  return { catalog, repeated }
}

export function fileList(files: readonly CatalogEntry[], repeated: RepeatedLines): string[] {
  return [
    ...files.map(({ path, size, mtimeMs, hash, problems, changedUs, inode }) =>
      JSON.stringify([path, size, mtimeMs, ...hash, problems, changedUs, inode]),
    ),
    ...Array.from(repeated, ([folder, decided]) => JSON.stringify({ folder, ...decided })),
  ]
}
