/**
 * Runs queries as people type them, before anyone does. The first few hundred queries of a process load dictionaries
 * and run code that V8 has not yet optimised, and take up to three times as long as those after them.
 */
import { everyArticle } from '../../library/every-article.js'
import type { LiveIndex } from '../../library/live-index.js'
import { nextTurn } from '../../library/clock.js'
import { facetNames, type SearchOptions } from '../../library/types.js'

/** Latin words need other dictionaries; the first of these queries loads the largest. */
const inLetters = ['zhongguo', 'xinw', 'Pyth']
/** The options that the page uses. */
const asked: SearchOptions = { limit: 20, facets: facetNames, lenient: true, fold: 'similar' }
const mostArticles = 60
/** A title is searched by so many of its first characters, as if it were being typed. */
const lengths = [1, 2, 3, 5, 8]
const mostMs = 2000

/** Starts the queries. Another request waits for one of them at most. @returns a function that ends them */
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
  // A failure is not reported here: it will be when a client sends a request.
  run().catch(() => undefined)
  return () => (isOver = true)
}

async function typedTitles(live: LiveIndex): Promise<readonly string[]> {
  const { hits } = await live.ask(({ index }) => index.search(everyArticle, { ...asked, limit: mostArticles }))
  return hits.flatMap(({ title, snippet }) => lengths.map((length) => (title || snippet.text).slice(0, length)))
}
