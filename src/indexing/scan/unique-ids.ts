/**
 * Makes the IDs that files give to their articles unique. If several records of a file have the same ID, the last one
 * stays. If an earlier file has the same ID, the articles of the later file are called `FILE#ID`
 * (`text/qualified-ids.ts`).
 *
 * Reads the record of every article once, about 1 µs each; reads none if no updated article has an ID of its own.
 */
import { join } from 'node:path'
import { isDeleted, moveOf } from '../../storage/segment/moves.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { withSegments } from '../../storage/commit/snapshot.js'
import type { FileSystem } from '../../storage/store/file-system.js'
import { givenPath, hasOwnId } from '../../text/qualified-ids.js'
import type { PendingSegment } from '../../storage/commit/commit.js'
import { newDeletions } from './old-articles.js'
import { HashChains, hashId } from '../../storage/store/hash-chains.js'

export interface UniqueIds {
  readonly segments: readonly PendingSegment[]
  /** Files whose own IDs earlier files have too, ascending. */
  readonly toldApart: readonly string[]
  /** By path, the records that later ones replaced. */
  readonly replaced: ReadonlyMap<string, Replaced>
}

export interface Replaced {
  /** The number of replaced records that this update read, and of those in the last commit. */
  readonly fresh: number
  readonly old: number
  /** The first replaced record, and the line `by` of the record that replaces it. */
  readonly first: { readonly id: string; readonly line: number; readonly by: number }
}

/**
 * @param known readers of the first segments, which belong to the last commit
 * @param rankOf the rank of each file by its path; the first file with an ID keeps it
 */
export function makeIdsUnique(
  { fs, dir }: { readonly fs: FileSystem; readonly dir: string },
  live: readonly PendingSegment[],
  known: readonly SegmentReader[],
  rankOf: (paths: readonly string[]) => ReadonlyMap<string, number>,
): UniqueIds {
  const paths = live.slice(known.length).map(({ name }) => ({ path: join(dir, name) }))
  return withSegments(fs, paths, 'window', (fresh) => {
    const places = ownPlaces(live, [...known, ...fresh])
    return settle(live, places, rankOf(places.paths), known.length)
  })
}

/**
 * Live articles with an ID of their own, as parallel arrays: the number of their file in `paths`, and their line and
 * first byte in it as it is now.
 */
interface OwnPlaces extends Readonly<Record<Column, readonly number[]>> {
  readonly paths: readonly string[]
  readonly idOf: (place: number) => string
}

type Column = 'segment' | 'article' | 'file' | 'line' | 'start'

function ownPlaces(live: readonly PendingSegment[], readers: readonly SegmentReader[]): OwnPlaces {
  const numbers = new Map<string, number>()
  const numberOf = (path: string): number => {
    const number = numbers.get(path) ?? numbers.size
    numbers.set(path, number)
    return number
  }
  const columns = { segment: [], article: [], file: [], line: [], start: [] } as Record<Column, number[]>
  for (const [at, reader] of readers.entries()) {
    const { deleted, moves } = live[at]!
    for (let article = 0; article < reader.articles; article++) {
      if (deleted !== undefined && isDeleted(deleted, article)) continue
      const { id, file, line, start } = reader.record(article)
      const path = reader.pathOf(file)
      if (path !== givenPath && !hasOwnId(id, path)) continue
      const [was, is] = [moveOf(reader.moves, article), moveOf(moves, article)]
      columns.segment.push(at)
      columns.article.push(article)
      columns.file.push(numberOf(path))
      columns.line.push(line + is.lines - was.lines)
      columns.start.push(start + is.bytes - was.bytes)
    }
  }
  const idOf = (place: number): string => readers[columns.segment[place]!]!.record(columns.article[place]!).id
  return { ...columns, paths: [...numbers.keys()], idOf }
}

function settle(
  live: readonly PendingSegment[],
  places: OwnPlaces,
  ranks: ReadonlyMap<string, number>,
  known: number,
): UniqueIds {
  const { segment, article, file, line, paths, idOf } = places
  const ids = new HashChains(file.length)
  const lost = live.map((): number[] => [])
  const toldApart = new Set<string>()
  const replaced = new Map<string, Replaced>()
  for (const place of inOrder(places, ranks)) {
    const id = idOf(place)
    const hash = hashId(id)
    let before = ids.first(hash)
    while (before >= 0 && idOf(before) !== id) before = ids.next(before)
    ids.add(place, hash)
    if (before < 0) continue
    const path = paths[file[place]!]!
    if (file[before] !== file[place]) toldApart.add(path)
    else {
      lost[segment[before]!]!.push(article[before]!)
      const isOld = segment[before]! < known
      replaced.set(path, count(replaced.get(path), isOld, { id, line: line[before]!, by: line[place]! }))
    }
  }
  return { segments: live.map((one, i) => withoutArticles(one, lost[i]!)), toldApart: [...toldApart].sort(), replaced }
}

function count(found: Replaced | undefined, isOld: boolean, first: Replaced['first']): Replaced {
  const { fresh, old } = found ?? { fresh: 0, old: 0 }
  return { first: found?.first ?? first, fresh: isOld ? fresh : fresh + 1, old: isOld ? old + 1 : old }
}

/** Orders articles by the rank of their file, then by their place in it, then by the order of reading. */
function inOrder({ file, start, paths }: OwnPlaces, ranks: ReadonlyMap<string, number>): Iterable<number> {
  const rank = paths.map((path) => ranks.get(path)!)
  const compare = (a: number, b: number): number => rank[file[a]!]! - rank[file[b]!]! || start[a]! - start[b]! || a - b
  const order = Uint32Array.from(file.keys())
  const isSorted = order.every((place) => place === 0 || compare(place - 1, place) <= 0)
  return isSorted ? order : order.sort(compare)
}

function withoutArticles(segment: PendingSegment, articles: readonly number[]): PendingSegment {
  if (articles.length === 0) return segment
  return { ...segment, deleted: newDeletions(segment, articles), committed: undefined }
}
