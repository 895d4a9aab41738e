/**
 * Asks what people type, before they do: the first few hundred queries of a process load dictionaries and run code that
 * V8 has not yet compiled well, and take up to three times as long as those after them.
 */
import { everyArticle } from '../library/every-article.js'
import type { LiveIndex } from '../library/live-index.js'
import { nextTurn } from '../library/next-turn.js'
import { facetNames } from '../library/types.js'
import type { SearchOptions } from '../library/types.js'

/** Words in letters read other dictionaries, the largest at the first of them. */
const inLetters = ['zhongguo', 'xinw', 'Pyth']
/** As the page asks. */
const asked: SearchOptions = { limit: 20, facets: facetNames, lenient: true, fold: 'similar' }
const mostArticles = 60
/** Characters of a title, as they come while it is typed. */
const lengths = [1, 2, 3, 5, 8]
const mostMs = 2000

/** Begins; whoever asks meanwhile waits for one query at most. @returns what ends it */
export function warmUp(live: LiveIndex): () => void {
  const end = performance.now() + mostMs
  let isOver = false
  const run = async (): Promise<void> => {
    for (const query of [...inLetters, ...(await typedTitles(live))]) {
      await nextTurn()
      if (isOver || performance.now() > end) return
      await live.ask(async ({ index }) => JSON.stringify(await index.search(query, asked)))
    }
  }
  // What fails here is told to those whom it concerns.
  run().catch(() => undefined)
  return () => (isOver = true)
}

async function typedTitles(live: LiveIndex): Promise<readonly string[]> {
  const { hits } = await live.ask(({ index }) => index.search(everyArticle, { ...asked, limit: mostArticles }))
  return hits.flatMap(({ title, snippet }) => lengths.map((length) => (title || snippet.text).slice(0, length)))
}
