import { resolve } from 'node:path'
import { recordedRoots } from '../storage/commit/catalog.js'
import { readManifest } from '../storage/commit/snapshot.js'
import type { SourceRoot } from '../source/roots.js'
import { nodeFileSystem } from '../storage/store/file-system.js'

/** The sources of an index; empty if there is no readable index. */
export function knownRoots(dir: string): readonly SourceRoot[] {
  try {
    const manifest = readManifest(nodeFileSystem, resolve(dir))
    return manifest === undefined ? [] : recordedRoots(manifest)
  } catch {
    return [] // Opening the index reports the reason.
  }
}
