/**
 * Finds quoted strings in what was left out of the articles of an index. The index doesn't contain it, so the files are
 * read again: only when nothing was found, and within bounds.
 */
import { readFileSync } from 'node:fs'

import { linesFor } from '../storage/commit/repeated-lines.js'
import { recordedRoots } from '../storage/commit/recorded-roots.js'
import { readManifest, readRepeated } from '../storage/commit/snapshot.js'
import { contextOf } from '../indexing/tasks/read-unit.js'
import { isProblem } from '../source/article.js'
import type { Removed } from '../source/block.js'
import { formatOf } from '../source/formats/index.js'
import type { SourceFile } from '../source/walk/types.js'
import { walkRoots } from '../source/walk/walk.js'
import { nodeFileSystem } from '../storage/store/file-system.js'

/** Articles of whose left-out blocks one contains a string. */
export interface FoundLeftOut {
  readonly articles: number
  readonly id: string
  /** The absolute path of its file. */
  readonly file: string
}

const mostBytes = 256 << 20
const mostMs = 3000
const longestFile = 4 << 20

/** @returns undefined if the query has no quoted string, or nothing was found within the bounds */
export function findLeftOut(dir: string, query: string): FoundLeftOut | undefined {
  const strings = [...query.matchAll(/["“「]([^"“”「」]{2,200})["”」]/g)].map(([, text]) => text!.trim())
  const manifest = strings.length === 0 ? undefined : readManifest(nodeFileSystem, dir)
  if (manifest === undefined) return undefined
  const all = recordedRoots(manifest)
  const roots = all.filter(({ kind }) => kind === 'folder' || kind === 'file')
  const { files } = walkRoots(roots, all, Date.now())
  const repeated = readRepeated(nodeFileSystem, dir, manifest)
  const until = performance.now() + mostMs
  let [bytes, articles] = [0, 0]
  let first: Pick<FoundLeftOut, 'id' | 'file'> | undefined
  for (const file of files) {
    if (performance.now() > until || (bytes += file.size) > mostBytes) break
    const context = contextOf(file, { clean: manifest.clean, repeatedLines: linesFor([file.path], repeated) })
    for (const id of articlesWith(strings, file, context)) {
      articles++
      first ??= { id, file: file.absolute }
    }
  }
  return first === undefined ? undefined : { articles, ...first }
}

/** The IDs of the articles of a file of which blocks with one of the strings were left out. */
function articlesWith(strings: readonly string[], file: SourceFile, context: ReturnType<typeof contextOf>): string[] {
  if (file.size > longestFile) return []
  let bytes: Buffer
  try {
    bytes = readFileSync(file.absolute)
  } catch {
    return [] // `index` reports why.
  }
  // Most files don't contain the string at all, and parsing takes much longer than this.
  if (!strings.some((text) => bytes.includes(text))) return []
  const ids: string[] = []
  let isThere = false
  const onRemoved = ({ reason, text }: Removed): void => {
    isThere ||= reason !== 'script' && strings.some((one) => text.includes(one))
  }
  const raw = { path: file.path, bytes, startLine: 1, startByte: 0 }
  for (const item of formatOf(file.path).read(raw, { ...context, onRemoved })) {
    if (isThere && !isProblem(item)) ids.push(item.id)
    isThere = false
  }
  return ids
}
