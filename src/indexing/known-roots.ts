import { resolve } from 'node:path'
import { recordedRoots } from '../commit/recorded-roots.js'
import { readManifest } from '../commit/snapshot.js'
import type { SourceRoot } from '../source/roots.js'
import { nodeFileSystem } from '../store/file-system.js'

/** What an index was made of; nothing where there is none, or none that can be read. */
export function knownRoots(dir: string): readonly SourceRoot[] {
  try {
    const manifest = readManifest(nodeFileSystem, resolve(dir))
    return manifest === undefined ? [] : recordedRoots(manifest)
  } catch {
    return [] // Whoever opens it tells why.
  }
}
