/** An index on disk of a few articles, opened as a program opens it. */
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'
import { join } from 'node:path'

export type ReadingIndex = Required<Index>

export async function indexOf(
  files: Readonly<Record<string, string>>,
): Promise<{ index: ReadingIndex; folder: string; remove: () => Promise<void> }> {
  const { path, remove } = temporaryFolder()
  writeFiles(join(path, 'texts'), files)
  await buildIndex({ paths: [join(path, 'texts')], dir: join(path, 'index'), jobs: 1 })
  const index = (await openIndex(join(path, 'index'))) as ReadingIndex
  const close = async (): Promise<void> => {
    await index.close()
    remove()
  }
  return { index, folder: join(path, 'texts'), remove: close }
}

export async function all<T>(lines: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const line of lines) found.push(line)
  return found
}
