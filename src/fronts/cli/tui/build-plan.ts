/** Building from the screen, and what a first build would read. */
import { extname } from 'node:path'
import { firstFiles } from '../../../library/inspecting.js'
import type { Context } from '../context.js'

export { buildIndex } from '../../../indexing/build-index.js'

const kindsNamed = 4
/** Counting this many takes a third of a second, while the screen waits. */
const mostEntries = 20_000

export async function buildPlan(folders: readonly string[], { messages }: Context): Promise<readonly string[]> {
  return folders.map((folder) => {
    const { files, isAll } = firstFiles(folder, mostEntries)
    const counts = new Map<string, number>()
    for (const path of files) counts.set(extname(path), (counts.get(extname(path)) ?? 0) + 1)
    const kinds = [...counts].sort((a, b) => b[1] - a[1]).slice(0, kindsNamed)
    return messages.buildPlan(folder, files.length, kinds, isAll)
  })
}
