/** A commit as it is found on the disk, read at the very moment at which its manifest got its name. */
import type { UserWord } from '../../../../src/text/lexicon/overlay.js'
import { qualifiedId } from '../../../../src/text/qualified-ids.js'
import type { Manifest } from '../../../../src/storage/segment/manifest.js'
import { fileAt, lookUp } from '../disk/disk.js'
import type { Disk } from '../disk/disk.js'
import type { Engine } from '../process/engine.js'
import type { Slot } from '../process/slot.js'
import { indexDir, violate } from '../world/world.js'
import { storedArticles } from './expected.js'
import type { StoredArticle } from './expected.js'

export interface Commit {
  /** The manifest's bytes as text: its name. */
  readonly key: string
  readonly manifest: Manifest
  readonly articles: ReadonlyMap<string, readonly StoredArticle[]>
  /** By folder. */
  readonly repeated: ReadonlyMap<string, readonly string[]>
  readonly taught: readonly UserWord[]
  readonly applied: readonly UserWord[]
}

/** Reads commits in a process of its own, which nothing befalls. */
export interface Oracle {
  readonly slot: Slot
  readonly engine: Engine
}

/** The ID by which an article is found; what is stored of a file is the same whichever other files there are. */
export function shownId({ manifest: { toldApart = [] } }: Commit, { id, path }: StoredArticle): string {
  return toldApart.includes(path) ? qualifiedId(id, path) : id
}

/** An ID that two articles of a commit have. */
export function sharedId(commit: Commit): string | undefined {
  const met = new Set<string>()
  for (const article of [...commit.articles.values()].flat()) {
    const id = shownId(commit, article)
    if (met.has(id)) return id
    met.add(id)
  }
  return undefined
}

const manifestPath = `${indexDir}/manifest.json`

/** Names the commit that stands on a disk; '' where none does. */
export function keyOn(disk: Disk): string {
  return lookUp(disk, manifestPath) === undefined ? '' : Buffer.from(fileAt(disk, manifestPath).content).toString()
}

/** Undefined where no index is. A commit that can't be read breaks a promise. */
export function readCommit({ slot, engine }: Oracle, disk: Disk): Commit | undefined {
  const key = keyOn(disk)
  if (key === '') return undefined
  const { world } = slot
  const own = world.disk
  world.disk = disk
  try {
    return { key, ...readAll(engine) }
  } catch (error) {
    if (!world.isDamaged) violate(world, `a commit can't be read: ${String(error)}`)
    return undefined
  } finally {
    world.disk = own
  }
}

function readAll(engine: Engine): Omit<Commit, 'key'> {
  const fs = engine.nodeFileSystem
  const manifest = engine.readManifest(fs, indexDir)!
  const { taught, applied } = engine.readLexiconState(fs, indexDir, manifest)
  const repeated = new Map(
    Array.from(engine.readRepeated(fs, indexDir, manifest), ([folder, { lines }]) => [folder, lines] as const),
  )
  const segments = engine.openSegments(fs, indexDir, manifest, 'mirror')
  try {
    return { manifest, articles: storedArticles(segments), repeated, taught, applied }
  } finally {
    for (const segment of segments) segment.close()
  }
}
