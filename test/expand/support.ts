/** Small collections cut by the real lexicon. */
import { openIndex } from '../../src/library/open-index.js'
import type { BuildOptions, Index } from '../../src/library/types.js'
import { createSources, emptyDisk, indexDir, update } from '../indexing/support.js'

/** An index of articles by name; each text is a file of its own. */
export async function indexOf(
  articles: Readonly<Record<string, string>>,
  options: Partial<BuildOptions> = {},
): Promise<Index> {
  const disk = emptyDisk()
  const files = Object.entries(articles).map(([name, text]) => [`${name}.txt`, text] as const)
  await update(createSources(Object.fromEntries(files)), disk, { tokenizer: 'native', ...options })
  return openIndex(indexDir, { fileSystem: disk })
}

/** Names of the articles that a search finds, best first. */
export async function found(index: Index, ...query: Parameters<Index['search']>): Promise<string[]> {
  return (await index.search(...query)).hits.map(({ id }) => id.replace(/\.txt$/, ''))
}
