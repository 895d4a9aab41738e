/** Articles over HTTP: search, single articles, completion, statistics. */
import type { Hono } from 'hono'
import { XunzhangError } from '../../base/errors.js'
import { engineOptions } from '../../base/options/places.js'
import { everyArticle } from '../../library/every-article.js'
import type { Commit } from '../../library/live-index.js'
import type { Hit, IndexStats, StoredArticle, Index, Suggestion } from '../../library/types.js'
import type { ByCommit } from './answering.js'
import { readParameters, type Parameters } from './parameters.js'

/** @param isOpen whether a request may ask for the folders of this machine */
export function addArticles(app: Hono, byCommit: ByCommit, isOpen: boolean): void {
  const completion = createCompletion()
  app.get('/api/search', (c) => byCommit(c, (commit) => search(commit, c.req.query(), isOpen)))
  app.get('/api/articles/:id{.+}', (c) =>
    byCommit(c, (commit) => article(commit, c.req.param('id'), c.req.query(), isOpen)),
  )
  app.get('/api/suggest', (c) => byCommit(c, (commit) => suggest(commit, c.req.query(), completion)))
  app.get('/api/stats', (c) => byCommit(c, (commit) => stats(commit, c.req.query(), isOpen)))
}

async function search({ index }: Commit, given: Parameters, isOpen: boolean): Promise<object> {
  const values = readParameters('/api/search', given)
  const { q: query = '', folder = false } = values
  const options = engineOptions('/api/search', values)
  const isEmpty = query.trim() === '' && options.like === undefined
  const result = await index.search(isEmpty ? everyArticle : query, options)
  return { ...result, query, hits: isOpen && folder ? result.hits : result.hits.map(hitWithoutFolders) }
}

async function article({ index }: Commit, id: string, given: Parameters, isOpen: boolean): Promise<object> {
  const { q: query = '', folder = false } = readParameters('/api/articles/{id}', given)
  const marked = await index.mark(id, query)
  if (marked === undefined) throw new XunzhangError('ARTICLE_MISSING', { id })
  const { article, ...marks } = marked
  const shown = withoutFolder(article, isOpen && folder)
  return query === '' ? shown : { ...shown, ...marks }
}

async function suggest({ index, tag }: Commit, given: Parameters, completion: Completion): Promise<object> {
  const { q = '', limit } = readParameters('/api/suggest', given)
  return { suggestions: await completion.complete(index, tag, q, limit!) }
}

async function stats({ index, tag }: Commit, given: Parameters, isOpen: boolean): Promise<object> {
  const { folder = false } = readParameters('/api/stats', given)
  const stats = await index.stats()
  return { ...stats, roots: isOpen && folder ? stats.roots : [], commit: tag } satisfies IndexStats & { commit: string }
}

/** Folders of this machine are shown only to requests that ask for them, and only on this machine. */
function withoutFolder(article: StoredArticle, shows: boolean): StoredArticle {
  return shows ? article : { ...article, root: '' }
}

function hitWithoutFolders({ index: _, ...hit }: Hit): Hit {
  return { ...hit, root: '' }
}

/** Completions of what is typed: titles, authors and tags that contain it, those that begin with it first. */
interface Entry {
  readonly folded: string
  readonly suggestion: Suggestion
}

interface Completion {
  complete(index: Index, tag: string, typed: string, limit: number): Promise<readonly Suggestion[]>
}

/** Keeps the list of one commit. For 20,000 articles it takes 0.1 s to read and some MiB. */
function createCompletion(): Completion {
  let kept: { readonly tag: string; readonly entries: Promise<readonly Entry[]> } | undefined
  return {
    async complete(index, tag, typed, limit) {
      if (kept?.tag !== tag) kept = { tag, entries: entriesOf(index) }
      const wanted = fold(typed)
      if (wanted === '') return []
      const beginning: Suggestion[] = []
      const within: Suggestion[] = []
      for (const { folded, suggestion } of await kept.entries) {
        const at = folded.indexOf(wanted)
        if (at === 0) beginning.push(suggestion)
        else if (at > 0 && within.length < limit) within.push(suggestion)
        if (beginning.length >= limit) break
      }
      return [...beginning, ...within].slice(0, limit)
    },
  }
}

async function entriesOf(index: Index): Promise<readonly Entry[]> {
  const all = await index.suggestions()
  return all.map((suggestion) => ({ folded: fold(suggestion.text), suggestion }))
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}
