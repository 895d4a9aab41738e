/** Whether files changed after the index was made: a hint, so the look is short and never an error. */
import { opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { IndexStats } from '../../engine/types.js'

/** Entries looked at; a change beyond them isn't noticed. 5,000 take about 150 ms of waiting, little of it computing. */
const mostEntries = 5000

export async function sourcesChangedSince(stats: Pick<IndexStats, 'committed' | 'roots'>): Promise<boolean> {
  const since = Date.parse(stats.committed)
  if (Number.isNaN(since)) return false
  const budget = { left: mostEntries }
  for (const root of stats.roots) {
    if (await isNewer(root, since, budget)) return true
  }
  return false
}

async function isNewer(path: string, since: number, budget: { left: number }): Promise<boolean> {
  if (budget.left-- <= 0) return false
  const info = await stat(path).catch(() => undefined)
  if (info === undefined) return false
  if (info.mtimeMs > since) return true
  if (!info.isDirectory()) return false
  const entries = await opendir(path).catch(() => undefined)
  for await (const entry of entries ?? []) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    if (await isNewer(join(path, entry.name), since, budget)) return true
  }
  return false
}
