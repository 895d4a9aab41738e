/** What is found, with filters beside it. Without a query and filters: the home, and the newest articles. */
import { useMemo } from 'preact/hooks'
import type { KwicLine } from '../../base/answers.js'
import { sortFor, sortsOf, wholeQuery, writeAddress, type Show, type Shown, type Sort, type View } from './address.js'
import { type Kwic, type SearchResult } from './api.js'
import { Chips, FilterPanel, hasFilters } from './filters.js'
import { follow, Hits, ProblemText } from './hits.js'
import { type Connection } from './hooks/use-connection.js'
import { useAnswer } from './hooks/use-hits.js'
import { type Search } from './hooks/use-search.js'
import { type PageMessages } from '../messages/languages.js'
import { Years } from './years.js'

const noFacets = {}
const views: readonly View[] = ['hits', 'kwic']

interface ListProps {
  readonly shown: Shown
  readonly search: Search
  readonly connection: Connection
  readonly say: PageMessages
  readonly selected: number
  readonly show: Show
  readonly setText: (text: string) => void
}

export function List({ shown, search, connection, say, selected, show, setText }: ListProps) {
  const open = (id: string): void => show({ id }, true)
  const { result, problem } = search
  const asked = wholeQuery(shown)
  // What is above the hits changes with the answer, as they do, so that a key press alone moves nothing.
  const isHome = (result?.query ?? asked).trim() === ''
  const isKwic = shown.view === 'kwic' && asked.trim() !== ''
  const look = (query: string): void => {
    setText(query)
    show({ query }, true)
  }
  const facets = result?.facets ?? noFacets
  const filters = useMemo(
    () =>
      hasFilters(facets, shown.filters) && (
        <aside>
          <details open={matchMedia('(min-width: 60rem)').matches}>
            <summary>{say.filters}</summary>
            <FilterPanel {...{ facets, say }} filters={shown.filters} change={(filters) => show({ filters }, true)} />
          </details>
        </aside>
      ),
    [facets, shown.filters, say, show],
  )
  const classes = [isHome ? 'at-home' : filters ? 'columns' : 'single']
  if (isKwic) classes.push('lines')
  if (connection.isGone) classes.push('stale')
  if (result?.isWhole === false) classes.push('waiting')
  return (
    <div class={classes.join(' ')}>
      {!isHome && filters}
      <section aria-label={say.hits}>
        {isHome && result !== undefined && (
          <Home {...{ result, shown, say, show }} state={connection.state} search={look} />
        )}
        {!isHome && <Toolbar {...{ shown, say, show }} status={statusOf(search, connection, say)} />}
        <Chips {...{ say }} filters={shown.filters} change={(filters) => show({ filters }, true)} />
        <ProblemText {...{ problem, say }} />
        <Corrections {...{ say, look }} queries={search.corrections} />
        {result?.total === 0 && !isHome && <p class="facts">{say.nothingHelps}</p>}
        {isKwic && <Concordance {...{ shown, say, open }} state={connection.state} />}
        {result !== undefined && !isKwic && <Hits {...{ result, shown, selected, say, open }} more={search.more} />}
      </section>
    </div>
  )
}

function statusOf({ result }: Search, { updated }: Connection, say: PageMessages): string {
  const found = result && (result.total === 0 ? say.nothing : say.found(result.total, result.tookMs.toFixed(1)))
  return [updated !== undefined && say.reloaded(updated), found].filter(Boolean).join(' ')
}

interface ToolbarProps extends Pick<ListProps, 'shown' | 'say' | 'show'> {
  readonly status: string
}

function Toolbar({ shown, say, show, status }: ToolbarProps) {
  const sorts: readonly Sort[] = sortsOf[shown.view]
  return (
    <div class="toolbar">
      <p role="status" class="facts">
        {status}
      </p>
      <div class="views" role="group">
        {views.map((view) => (
          <button key={view} type="button" aria-pressed={shown.view === view} onClick={() => show({ view }, true)}>
            {say.views[view]}
          </button>
        ))}
      </div>
      <label class="sort">
        <span class="hidden">{say.sort}</span>
        <select
          value={sortFor(shown.view, shown.sort)}
          onChange={(event) => show({ sort: event.currentTarget.value as Sort })}
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {say.sorts[sort]}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

interface CorrectionsProps {
  readonly queries: readonly string[]
  readonly say: PageMessages
  readonly look: (query: string) => void
}

function Corrections({ queries, say, look }: CorrectionsProps) {
  if (queries.length === 0) return null
  return (
    <p>
      {say.didYouMean}{' '}
      {queries.map((query) => (
        <button key={query} type="button" class="link" onClick={() => look(query)}>
          {query}
        </button>
      ))}
    </p>
  )
}

interface HomeProps {
  readonly result: SearchResult
  readonly shown: Shown
  readonly say: PageMessages
  readonly state: string
  readonly show: Show
  readonly search: (query: string) => void
}

const mostValues = 10

/** What the collection is: how many articles, of which years and sources, a few words to try, the newest articles. */
function Home({ result, shown, say, state, show, search }: HomeProps) {
  const { facets = {}, total } = result
  const { answer } = useAnswer<{ readonly words: readonly string[] }>('/api/words', {}, state)
  const years = (facets['year'] ?? []).map(({ value }) => value).sort()
  const counted = (['site', 'author', 'tag'] as const).filter((name) => (facets[name]?.length ?? 0) > 1)
  const facts = [
    ...(years.length > 0 ? [say.span(years[0]!, years.at(-1)!)] : []),
    ...counted.map((name) => `${facets[name]!.length.toLocaleString('en')} ${say.counts[name]}`),
  ]
  return (
    <div class="home">
      <h2>{say.collection(total)}</h2>
      {facts.length > 0 && <p class="lead">{facts.join(' · ')}</p>}
      <Years
        years={facets['year'] ?? []}
        chosen={shown.filters.year}
        say={say}
        choose={(year) => show({ filters: { ...shown.filters, year } }, true)}
      />
      {answer?.words.length !== 0 && (
        <div class="words">
          <h3>{say.tryThese}</h3>
          {answer?.words.map((word) => (
            <button key={word} type="button" class="chip" lang="zh" onClick={() => search(word)}>
              <bdi>{word}</bdi>
            </button>
          ))}
        </div>
      )}
      {counted.map((name) => (
        <div key={name} class="words">
          <h3>{say.facets[name]}</h3>
          {facets[name]!.slice(0, mostValues).map(({ value, count }) => (
            <button
              key={value}
              type="button"
              class="chip"
              lang="zh"
              onClick={() => show({ filters: { ...shown.filters, [name]: [value] } }, true)}
            >
              <bdi>{value}</bdi> <span class="count">{count}</span>
            </button>
          ))}
        </div>
      ))}
      <h3 class="newest">{say.newestTitle}</h3>
    </div>
  )
}

interface ConcordanceProps {
  readonly shown: Shown
  readonly say: PageMessages
  readonly open: (id: string) => void
  /** Changes with the collection. */
  readonly state: string
}

const mostLines = 200
/** Characters on each side; narrow screens show fewer of them. */
const context = 30

/** Every occurrence in its context, aligned at the match, with the date, title and source of its article. */
function Concordance({ shown, say, open, state }: ConcordanceProps) {
  const sort = sortFor('kwic', shown.sort)
  const parameters = { q: wholeQuery(shown), sort, limit: `${mostLines}`, context: `${context}`, lenient: '1' }
  const { answer: found, problem } = useAnswer<Kwic>('/api/kwic', parameters, state)
  const lines = found?.lines ?? []
  return (
    <>
      <ProblemText {...{ problem, say }} />
      <ol class="kwic" lang="zh">
        {lines.map((line, i) => (
          <Line key={i} {...{ line, shown, open }} />
        ))}
      </ol>
      {found !== undefined && (
        <p class="facts">{say.occurrences(lines.length, lines.length === mostLines || found.isPartial === true)}</p>
      )}
    </>
  )
}

function Line({ line, shown, open }: Pick<ConcordanceProps, 'shown' | 'open'> & { readonly line: KwicLine }) {
  const { id, title, path, date, left, match, right } = line
  return (
    <li>
      <a href={writeAddress({ ...shown, id })} onClick={(event) => follow(event, () => open(id))}>
        <span class="left">
          {/* Cut at its beginning, so that the match stays visible. */}
          <bdi>{left}</bdi>
        </span>
        <mark>
          <bdi>{match}</bdi>
        </mark>
        <span class="right">
          <bdi>{right}</bdi>
        </span>
        <span class="where">
          <span>{date.slice(0, 10)}</span> <bdi>{title || id}</bdi>
          {title !== '' && <bdi class="file">{path}</bdi>}
        </span>
      </a>
    </li>
  )
}
