/** Whether an answer is what the plain reference scorer says of the commit. */
import { parseQuery } from '../../../../src/query/index.js'
import type { SortOrder } from '../../../../src/search/scoring/top-k.js'
import type { SearchOptions, SearchResult } from '../../../../src/library/types.js'
import { readArticle, referenceSearch } from '../../../search/reference.js'
import type { ReferenceArticle } from '../../../search/reference-text.js'
import { analyzerFor } from '../world/lexicon.js'
import { shownId, type Commit } from './commit.js'
import type { StoredArticle } from './expected.js'

const read = new WeakMap<Commit, readonly ReferenceArticle[]>()
const texts = new Map<string, ReferenceArticle>()

function referenceOf(commit: Commit): readonly ReferenceArticle[] {
  let articles = read.get(commit)
  if (articles === undefined) {
    const analyzer = analyzerFor(commit.applied)
    const words = commit.applied.map(({ word }) => word).join()
    articles = [...commit.articles.values()].flat().map((one) => {
      const id = shownId(commit, one)
      const key = `${words} ${id} ${one.key}`
      const known = texts.get(key) ?? readArticle({ ...sourceOf(one), id }, analyzer)
      if (texts.size > 5000) texts.clear()
      texts.set(key, known)
      return known
    })
    read.set(commit, articles)
  }
  return articles
}

const lines = (text: string): string[] => (text === '' ? [] : text.split('\n'))

function sourceOf({ id, path, date, texts }: StoredArticle): ReferenceArticle['source'] {
  const [title, body, captions, tags, author] = texts as [string, string, string, string, string]
  return { id, path, date, title, body, captions: lines(captions), tags: lines(tags), author }
}

/** @returns what is wrong, or undefined */
export function wrongAnswer(
  commit: Commit,
  query: string,
  options: SearchOptions,
  { total, hits, facets }: SearchResult,
): string | undefined {
  const { match = 'auto', sort = 'score', limit = 10, offset = 0 } = options
  const request = { node: parseQuery(query), match, sort: sort as SortOrder, limit, offset, facets: [] }
  const expected = referenceSearch(referenceOf(commit), request, analyzerFor(commit.applied))
  if (total !== expected.matching.length) return `total ${total}, not ${expected.matching.length}`
  const tell = (list: readonly { id: string; score: number }[]): string =>
    list.map(({ id, score }) => `${id} ${Math.round(score * 1e6) / 1e6}`).join()
  if (tell(hits) !== tell(expected.hits)) return `hits ${tell(hits)}, not ${tell(expected.hits)}`
  const years = countYears(expected.matching)
  const found = (facets?.['year'] ?? []).map(({ value, count }) => `${value} ${count}`).sort()
  return facets === undefined || found.join() === years ? undefined : `years ${found.join()}, not ${years}`
}

function countYears(articles: readonly ReferenceArticle[]): string {
  const counts = new Map<string, number>()
  for (const { source } of articles) {
    const year = source.date.slice(0, 4)
    if (year !== '') counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  return Array.from(counts, ([year, count]) => `${year} ${count}`)
    .sort()
    .join()
}
