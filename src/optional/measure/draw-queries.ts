import type { Index, StoredArticle } from '../../library/types.js'

/** Words that occur in nearly every Chinese article, used to draw articles from any collection. */
const everywhere = '"的" | "是" | "一" | "在"'
const sampleSize = 1000
/** Queries are drawn from few articles, because each of these is read whole. */
const articlesDrawn = 50

/**
 * Queries of one to three words, each drawn from one line of an article; always the same for the same index.
 * @param words segments a line of text
 */
export async function drawQueries(
  index: Index,
  words: (line: string) => readonly string[],
  count: number,
): Promise<readonly string[]> {
  const random = createRandom(0)
  const one = <T>(items: readonly T[]): T => pick(items, random)
  const articles = await drawArticles(index, one)
  const queries: string[] = []
  for (let tries = 0; queries.length < count && tries < 4 * count && articles.length > 0; tries++) {
    const line = one(one(articles).body.split('\n'))
    const candidates = words(line).filter((word) => /^[\p{Script=Han}a-zA-Z]{2,}$/u.test(word))
    if (candidates.length === 0) continue
    const length = 1 + Math.floor(random() * 3)
    queries.push(Array.from({ length }, () => one(candidates)).join(' '))
  }
  return queries
}

async function drawArticles(index: Index, one: <T>(items: readonly T[]) => T): Promise<StoredArticle[]> {
  const { hits } = await index.search(everywhere, { limit: sampleSize, match: 'any', snippets: false, lenient: true })
  const drawn = hits.length <= articlesDrawn ? hits : Array.from({ length: articlesDrawn }, () => one(hits))
  const articles = await Promise.all(drawn.map(({ id }) => index.get(id)))
  return articles.filter((article) => article !== undefined)
}

/** Numbers in [0, 1), the same for the same seed (Park & Miller 1988, the minimal standard generator). */
export function createRandom(seed: number): () => number {
  let state = (Math.abs(Math.trunc(seed)) % 2147483646) + 1
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

export function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)]!
}
