/**
 * Which file a page may have been generated from, by their names alone: `foo.md` for `foo.html`, `public/foo/index.html`
 * or `2024/05/21/foo/index.html`. Whether they say the same is told by reading both (see `indexing/tasks/copy-of-source.ts`).
 */
import { extensionOf, kindOf } from '../formats/kinds.js'

const SOURCES: ReadonlySet<string | undefined> = new Set(['markdown', 'org', 'notebook'])

export const isSource = (path: string): boolean => SOURCES.has(kindOf(path)?.name)
export const isPage = (path: string): boolean => kindOf(path)?.name === 'html'

/** What a file is called apart from its folder, its day and its ending, and the names of the folders that it lies in. */
interface Called {
  readonly stem: string
  readonly folder: string
}

/** The name by which a page and its source are found to belong together; in no case longer than its path. */
export const stemOf = (path: string): string => called(path).stem

function called(path: string): Called {
  const bare = path.slice(0, path.length - extensionOf(path).length).normalize('NFC')
  const folders = bare.toLowerCase().split('/')
  const own = folders.pop()!
  // A folder stands for the page in it.
  const name = /^(?:_?index|readme)$/.test(own) ? (folders.pop() ?? '') : own
  return { stem: name.replace(/^\d{4}-?\d\d-?\d\d[-_ ]+(?=.)/, ''), folder: folders.join('/') }
}

/**
 * For each page its source: of the same name in the same folder; else in a folder of the same name; else anywhere. Where
 * several folders hold one, nobody can tell.
 * @param files of one root, in order of their paths
 */
export function sourcesOfPages<File extends { readonly path: string }>(
  files: readonly File[],
): ReadonlyMap<string, File> {
  const pages = files.filter(({ path }) => isPage(path))
  const found = new Map<string, File>()
  if (pages.length === 0) return found
  const byName = new Map<string, File | 'several'>()
  for (const file of files) {
    if (!isSource(file.path)) continue
    const { stem, folder } = called(file.path)
    for (const key of keysOf(stem, folder)) {
      const known = byName.get(key)
      if (known === undefined) byName.set(key, file)
      else if (known !== 'several' && called(known.path).folder !== folder) byName.set(key, 'several')
    }
  }
  for (const { path } of pages) {
    const { stem, folder } = called(path)
    const source = keysOf(stem, folder)
      .map((key) => byName.get(key))
      .find((one) => one !== undefined)
    if (source !== undefined && source !== 'several') found.set(path, source)
  }
  return found
}

/** From the nearest place to the farthest. */
function keysOf(stem: string, folder: string): string[] {
  const near = folder.slice(folder.lastIndexOf('/') + 1)
  const keys = [`${folder}//${stem}`, `${near}/${stem}`, stem]
  return stem === '' ? keys.slice(0, 1) : keys
}
