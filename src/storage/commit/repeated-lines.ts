/**
 * Decides which lines many pages of a folder share, and when to count them again. Counting reads pages a second time,
 * so the result is stored with the index: a folder's lines are counted once it has four pages of text, and again
 * whenever it has twice as many as at the last count. If the lines change, its pages are read again. `--force` counts
 * everything.
 *
 * Stored as JSON in a paged file. Format: FORMAT.md, "Repeated lines".
 */
import { basename, dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { kindOf } from '../../source/formats/kinds.js'
import { listFolder } from '../../source/walk/walk.js'
import { attempt, readSource } from '../../source/open-source.js'
import type { SourceFile } from '../../source/walk/types.js'
import { groupBy } from '../../base/growing.js'
import { interrupted } from './write-errors.js'
import type { RepeatedLines } from './catalog.js'

/** Fewer pages don't show what they share. */
const fewestPages = 4
/** The most pages of a folder that are counted, spread evenly over it: more would not change the result. */
const mostPages = 2000
/** The same for posts, of which only lines at the edges count. */
const mostPosts = 240
/** A longer file is not a page. Bytes. */
const longestPage = 1 << 20

/** Formats of which each file is one article. */
const COMPARED: ReadonlySet<string | undefined> = new Set(['text', 'markdown', 'html'])

/** The folder of a page or a post, with its last slash; undefined for other files. */
export function folderOf(path: string): string | undefined {
  return COMPARED.has(kindOf(path)?.name) ? path.slice(0, path.lastIndexOf('/') + 1) : undefined
}

/**
 * @param isDue whether the files of a folder are among the given ones; the lines of other folders stay the same
 * @returns `before` itself if nothing changes
 * @throws XunzhangError INTERRUPTED
 */
export async function decideRepeatedLines(
  files: readonly SourceFile[],
  before: RepeatedLines,
  signal?: AbortSignal,
  isDue: (folder: string) => boolean = () => true,
): Promise<RepeatedLines> {
  const decided = new Map([...before].filter(([folder]) => !isDue(folder)))
  for (const [folder, pages] of groupBy(files, ({ path, size }) => (size > longestPage ? undefined : folderOf(path)))) {
    if (folder === undefined || pages.length < fewestPages) continue
    const known = before.get(folder)
    const isDue = known === undefined || pages.length >= known.pages * 2
    decided.set(folder, isDue ? { pages: pages.length, lines: await countPages(pages, signal) } : known)
  }
  const isSame = decided.size === before.size && [...decided].every(([folder, lines]) => before.get(folder) === lines)
  return isSame ? before : decided
}

/** The lines that would be left out of one file if its folder were indexed now. */
export async function linesBeside(path: string): Promise<ReadonlySet<string>> {
  const name = basename(path)
  if (folderOf(name) === undefined) return new Set()
  const decided = await decideRepeatedLines(listFolder(dirname(path)), new Map())
  return new Set(decided.get('')?.lines)
}

async function countPages(pages: readonly SourceFile[], signal: AbortSignal | undefined): Promise<string[]> {
  // Loaded here: most collections have no such folder.
  const { findRepeatedLines } = await import('../../source/repeated/repeated-lines.js')
  await setImmediate()
  if (signal?.aborted === true) throw interrupted()
  const isText = ({ path }: SourceFile): boolean => kindOf(path)?.name === 'text'
  const posts = pages.filter((page) => !isText(page))
  const sample = [...sampleOf(pages.filter(isText), mostPages), ...sampleOf(posts, mostPosts)]
  return [...findRepeatedLines(readPages(sample))].sort()
}

/** Pages spread evenly over all. */
function sampleOf(pages: readonly SourceFile[], most: number): SourceFile[] {
  const step = Math.max(1, pages.length / most)
  return Array.from({ length: Math.min(pages.length, most) }, (_, i) => pages[Math.floor(i * step)]!)
}

function* readPages(pages: readonly SourceFile[]): Generator<{ path: string; bytes: Uint8Array }> {
  for (const page of pages) {
    const bytes = attempt(() => readSource(page))
    // The reading step reports why it can't be read.
    if (bytes !== undefined) yield { path: page.path, bytes }
  }
}

/** Folders whose pages must be read again. */
export function changedFolders(now: RepeatedLines, before: RepeatedLines): Set<string> {
  const changed = new Set<string>()
  for (const folder of new Set([...now.keys(), ...before.keys()])) {
    const lines = (from: RepeatedLines): string => (from.get(folder)?.lines ?? []).join('\n')
    if (lines(now) !== lines(before)) changed.add(folder)
  }
  return changed
}

/** The part of `all` that a batch needs: folders of its files that have repeated lines. */
export function linesFor(paths: Iterable<string>, all: RepeatedLines): Map<string, ReadonlySet<string>> {
  const needed = new Map<string, ReadonlySet<string>>()
  for (const path of paths) {
    const folder = folderOf(path)
    const lines = folder === undefined ? undefined : all.get(folder)?.lines
    if (lines !== undefined && lines.length > 0 && !needed.has(folder!)) needed.set(folder!, new Set(lines))
  }
  return needed
}
