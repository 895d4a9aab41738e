/**
 * Finds the file from which a page may have been generated, by name alone: `foo.md` for `foo.html`,
 * `public/foo/index.html` or `2024/05/21/foo/index.html`. Whether both have the same text is decided later, by reading
 * them (see `indexing/tasks/copy-of-source.ts`).
 */
import { extensionOf, kindOf } from '../formats/kinds.js'
import { createShingles, readShingles, shingleSet } from '../../text/shingles.js'
import { unitsOf } from '../../text/units.js'
import type { Article } from '../article.js'

const SOURCES: ReadonlySet<string | undefined> = new Set(['markdown', 'org', 'notebook'])

export const isSource = (path: string): boolean => SOURCES.has(kindOf(path)?.name)
export const isPage = (path: string): boolean => kindOf(path)?.name === 'html'

/** The name of a file without folder, date and extension, and the folders that contain it. */
interface Called {
  readonly stem: string
  readonly folder: string
}

/** The name that a page and its source have in common; never longer than the path. */
export const stemOf = (path: string): string => called(path).stem

function called(path: string): Called {
  const bare = path.slice(0, path.length - extensionOf(path).length).normalize('NFC')
  const folders = bare.toLowerCase().split('/')
  const own = folders.pop()!
  // The index page of a folder has the name of the folder.
  const name = /^(?:_?index|readme)$/.test(own) ? (folders.pop() ?? '') : own
  return { stem: name.replace(/^\d{4}-?\d\d-?\d\d[-_ ]+(?=.)/, ''), folder: folders.join('/') }
}

/**
 * The source of each page: a file of the same name in the same folder, otherwise in a folder of the same name,
 * otherwise anywhere. If several folders contain one, the page has no source.
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

/** The keys by which a source is looked up, from the nearest place to the farthest. */
function keysOf(stem: string, folder: string): string[] {
  const near = folder.slice(folder.lastIndexOf('/') + 1)
  const keys = [`${folder}//${stem}`, `${near}/${stem}`, stem]
  return stem === '' ? keys.slice(0, 1) : keys
}

const LISTS: ReadonlySet<string | undefined> = new Set(['feed', 'json'])

/** True for a file in which generators list the pages of a site: a feed, the data of a search. */
export const isListOfPages = (path: string): boolean => LISTS.has(kindOf(path)?.name)

/** The pages of one root, by their addresses without the site's own part. */
export type PagesByAddress<File> = ReadonlyMap<string, File>

/** The address of a page as far as its path tells it: without extension, `index` and slashes at the ends. */
export function addressKey(path: string): string {
  const bare = path.replace(/[?#].*$/, '').replace(/^https?:\/\/[^/]*/i, '')
  return decoded(bare)
    .replace(/(?:^|\/)index\.\w{3,5}$|\.(?:html?|xhtml|shtml|md|markdown)$/i, '')
    .replace(/^\/+|\/+$/g, '')
    .normalize('NFC')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The page at an address, however many folders of the site stand before its path. */
export function pageAt<File>(pages: PagesByAddress<File>, address: string): File | undefined {
  for (let key = addressKey(address); key !== ''; key = key.includes('/') ? key.slice(key.indexOf('/') + 1) : '') {
    const page = pages.get(key)
    if (page !== undefined) return page
  }
  return undefined
}

/* Whether a page contains nothing that is not in the file from which it was generated. */

/** The share of a page's shingles that its source must have; the rest is furniture that a theme adds to the text. */
const LEAST_SHARED = 0.95
/** Longer texts are not compared. UTF-16 units. */
const LONGEST = 4 << 20

/** @param source all articles of the file from which the page was generated */
export function isCopyOf(page: Article, source: readonly Article[]): boolean {
  const [text, whole] = [textOf([page]), textOf(source)]
  if (text.length > LONGEST || whole.length > LONGEST) return false
  const { hashes, count } = shinglesOf(text)
  // A title alone is too short for shingles.
  if (count === 0) return lettersOf(text) !== '' && lettersOf(whole).includes(lettersOf(text))
  const known = shingleSet(shinglesOf(whole))
  let shared = 0
  for (let at = 0; at < count; at++) if (known.has(hashes[at]!)) shared++
  return shared >= count * LEAST_SHARED
}

const textOf = (articles: readonly Article[]): string =>
  articles.map(({ title, body, captions, tags }) => [title, body, ...captions, ...tags].join('\n')).join('\n')

/** Only letters and digits are compared, because generators change quotes and dashes. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

function shinglesOf(text: string): ReturnType<typeof createShingles> {
  const units = unitsOf(lettersOf(text))
  return readShingles(units, units.length, createShingles())
}
