/** What an index holds, read in this process: a test that makes an index by the program need not start it again to look. */
import { openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'

async function look<T>(dir: string, ask: (index: Index) => Promise<T>): Promise<T> {
  const index = await openIndex(dir)
  try {
    return await ask(index)
  } finally {
    await index.close()
  }
}

/** IDs of the articles that a query finds, sorted. */
export const idsFound = (dir: string, query: string): Promise<string[]> =>
  look(dir, async (index) => (await index.search(query, { limit: 100 })).hits.map(({ id }) => id).sort())

export const countFound = (dir: string, query: string): Promise<number> =>
  look(dir, async (index) => (await index.search(query, { countOnly: true })).total)
