/** Whether articles changed after the index was built. Only a hint, so the check is short and never an error. */
import type { Dirent } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isOwnExport, isPassedOver } from '../../source/choose/chooser.js'
import { kindOf } from '../../source/formats/kinds.js'
import type { IndexStats } from '../types.js'

/** Entries that are checked; a change beyond them isn't noticed. 5,000 take about 150 ms, mostly waiting. */
const mostEntries = 5000

interface Look {
  readonly since: number
  /** The index's own folder, which may be inside an indexed one. */
  readonly own: string
  left: number
}

/**
 * Compares only the times of article files: a folder's time also changes when an editor keeps a draft next to the file,
 * and an update would then find nothing.
 */
export async function sourcesChangedSince(
  stats: Pick<IndexStats, 'committed' | 'roots'>,
  dir: string,
): Promise<boolean> {
  const since = Date.parse(stats.committed)
  if (Number.isNaN(since)) return false
  const look: Look = { since, own: resolve(dir), left: mostEntries }
  for (const root of stats.roots) {
    if ((await isNewerFile(root, look)) || (await holdsNewer(root, look))) return true
  }
  return false
}

async function isNewerFile(path: string, { since }: Look): Promise<boolean> {
  const info = await stat(path).catch(() => undefined)
  return info !== undefined && info.isFile() && info.mtimeMs > since
}

async function holdsNewer(folder: string, look: Look): Promise<boolean> {
  const entries = folder === look.own ? undefined : await opendir(folder).catch(() => undefined)
  for await (const entry of entries ?? []) {
    if (look.left-- <= 0) return false
    if (await isChanged(entry, join(folder, entry.name), look)) return true
  }
  return false
}

async function isChanged(entry: Dirent, path: string, look: Look): Promise<boolean> {
  if (isPassedOver(entry.name) || isOwnExport(entry.name)) return false
  if (entry.isDirectory()) return holdsNewer(path, look)
  return entry.isFile() && kindOf(entry.name) !== undefined && isNewerFile(path, look)
}
