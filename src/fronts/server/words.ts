/** A few words that a reader may try: names and titles that the newest articles put in quotation marks, else tags. */
import { everyArticle } from '../../library/every-article.js'
import type { Index } from '../../library/types.js'

const mostArticles = 80
const mostWords = 8
const mostTags = 3
/** A word must lead to several articles, and not to most of them. */
const [fewest, largestShare] = [2, 0.5]

const QUOTED = /[“「《]([\p{Script=Han}\p{L}\p{N}·-]{2,8})[”」》]/gu

export async function wordsToTry(index: Index): Promise<readonly string[]> {
  const { hits, total, facets } = await index.search(everyArticle, {
    limit: mostArticles,
    facets: ['tag'],
    snippets: false,
  })
  const counts = new Map<string, number>()
  for (const { id } of hits) {
    const { title = '', body = '' } = (await index.get(id)) ?? {}
    const quoted = new Set(Array.from(`${title}\n${body}`.matchAll(QUOTED), ([, word]) => word!))
    for (const word of quoted) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const often = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word)
  // The page lists tags below the words, so they are words only where nothing is quoted.
  const tags = often.length >= mostWords ? [] : (facets?.tag ?? []).slice(0, mostTags).map(({ value }) => value)
  const words: string[] = []
  for (const word of new Set([...often.slice(0, 2 * mostWords), ...tags])) {
    if (words.length === mostWords) break
    const found = await index.search(`"${word.replaceAll('"', '')}"`, { countOnly: true, limit: 0 })
    const isUseful = found.total >= Math.min(fewest, total) && found.total <= Math.max(fewest, total * largestShare)
    if (isUseful && found.relaxed === undefined) words.push(word)
  }
  return words
}
