import type {
  FacetName,
  FacetValue,
  Hit,
  SearchBackend as Index,
  MarkedArticle,
  SearchOptions,
  SearchResult,
  StoredArticle,
  Suggestion,
} from '../../../src/library/types.js'
import { siteOf } from '../../../src/text/facets/site.js'

type Given = Partial<StoredArticle> & Pick<StoredArticle, 'id' | 'title' | 'body'>

/** An article with every field, from the few a test cares about. */
export function article(given: Given): StoredArticle {
  return {
    captions: [],
    author: '',
    date: '',
    url: '',
    tags: [],
    categories: [],
    metadata: {},
    path: given.id,
    root: '/collection',
    line: 1,
    ...given,
  }
}

export const fewArticles: readonly StoredArticle[] = [
  article({
    id: 'water.md',
    title: '河流如何塑造平原',
    body: '河流从山地带来泥沙。\n泥沙在下游沉积，平原一年一年向海里伸展。\n老人说，河流记得每一座山。',
    author: '林溪',
    date: '2024-05-21T08:00:00Z',
    tags: ['地理', '河流'],
    url: 'https://www.example.org/water',
  }),
  article({
    id: 'tea.md',
    title: '春天的茶山',
    body: '清明前后，茶山上都是采茶的人。\n茶叶要当天炒，河流边的水车带动炒锅。',
    author: '陈远',
    date: '2023-04-05',
    tags: ['茶', '地理'],
  }),
  article({
    id: 'train.html',
    title: 'The night train “北斗”',
    body: 'A night train crosses the plain.\n列车穿过平原，窗外是河流的灯火。',
    author: 'M. Alder',
    date: '2022-11-30',
    tags: ['旅行'],
  }),
]

/** An index in memory that finds words as substrings: enough for everything the screens can show. */
export function fakeIndex(articles: readonly StoredArticle[] = fewArticles, more: Partial<Index> = {}): Index {
  return {
    dir: '/index',
    articleCount: articles.length,
    search: async (query, options = {}) => answer(articles, query, options),
    get: async (id) => articles.find((one) => one.id === id),
    mark: async (id, query) => {
      const found = articles.find((one) => one.id === id)
      return found && marked(found, query)
    },
    stats: async () => ({
      articles: articles.length,
      terms: 0,
      postings: 0,
      bytes: 0,
      bytesByPart: {},
      segments: 1,
      deleted: 0,
      sourceBytes: 0,
      analyzer: 'none',
      formatVersion: 1,
      committed: '2999-01-01T00:00:00Z',
      roots: [],
    }),
    suggestions: async () => suggestionsOf(articles),
    isStale: async () => false,
    close: async () => undefined,
    ...more,
  }
}

function marked(found: StoredArticle, query: string): MarkedArticle {
  const { words } = parsed(query)
  return { article: found, titleHighlights: places(found.title, words), bodyHighlights: places(found.body, words) }
}

interface Parsed {
  readonly words: string[]
  readonly author?: string
  readonly tag?: string
  readonly year?: string
}

function parsed(query: string): Parsed {
  const field = (name: string): string | undefined => new RegExp(`${name}:"([^"]*)"`).exec(query)?.[1]
  const year = /date:(\d{4})\.\.\d{4}/.exec(query)?.[1]
  const rest = query.replace(/(?<!\S)\*(?!\S)|(author|tag):"[^"]*"|-?date:\S+/g, ' ')
  const author = field('author')
  const tag = field('tag')
  return {
    words: rest.split(/[\s"()|]+/).filter((word) => word !== ''),
    ...(author === undefined ? {} : { author }),
    ...(tag === undefined ? {} : { tag }),
    ...(year === undefined ? {} : { year }),
  }
}

function places(text: string, words: readonly string[]): [number, number][] {
  const out: [number, number][] = []
  for (const word of words) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
      out.push([at, at + word.length])
    }
  }
  return out.sort((a, b) => a[0] - b[0]).filter((range, i, all) => i === 0 || range[0] >= all[i - 1]![1])
}

function answer(articles: readonly StoredArticle[], query: string, options: SearchOptions): SearchResult {
  const { words, author, tag, year } = parsed(query)
  const matching = articles.filter(
    (one) =>
      (author === undefined || one.author === author) &&
      (tag === undefined || one.tags.includes(tag)) &&
      (year === undefined || one.date.startsWith(year)) &&
      words.every((word) => one.title.includes(word) || one.body.includes(word)),
  )
  const ordered = options.sort === 'date' ? matching.toSorted((a, b) => (a.date < b.date ? 1 : -1)) : matching
  const { offset = 0, limit = 10 } = options
  const hits = ordered.slice(offset, offset + limit).map((one, i) => hitOf(one, words, offset + i + 1))
  const facets =
    options.facets && Object.fromEntries(options.facets.map((name) => [name, counted(matching, name as FacetName)]))
  return { query, total: matching.length, tookMs: 0.4, hits, ...(facets === undefined ? {} : { facets }) }
}

function hitOf(one: StoredArticle, words: readonly string[], rank: number): Hit {
  const text = one.body.replaceAll('\n', ' ')
  const { id, title, date, author, tags, path, root, line, url } = one
  const snippet = { text, highlights: places(text, words) }
  return {
    rank,
    id,
    score: 1,
    title,
    titleHighlights: places(title, words),
    date,
    author,
    tags,
    path,
    root,
    line,
    url,
    snippet,
  }
}

function counted(articles: readonly StoredArticle[], name: FacetName): FacetValue[] {
  const counts = new Map<string, number>()
  for (const one of articles) {
    const values = { author: [one.author], tag: one.tags, site: [siteOf(one.url)], year: [one.date.slice(0, 4)] }[name]
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
}

function suggestionsOf(articles: readonly StoredArticle[]): Suggestion[] {
  const tags = new Set(articles.flatMap((one) => one.tags))
  const authors = new Set(articles.map((one) => one.author))
  return [
    ...articles.map((one) => ({ text: one.title, kind: 'title' as const, id: one.id })),
    ...[...tags].map((text) => ({ text, kind: 'tag' as const })),
    ...[...authors].map((text) => ({ text, kind: 'author' as const })),
  ]
}
