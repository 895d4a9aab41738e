/** What is found, with filters beside it. Without a query and filters: the home, and the newest articles. */
import { useMemo } from 'preact/hooks'
import { sortFor, sortsOf, wholeQuery, type Show, type Shown, type Sort, type View } from './address.js'
import { Concordance } from './concordance.js'
import { Chips, FilterPanel, hasFilters } from './filters.js'
import { Hits } from './hits.js'
import { Home } from './home.js'
import { type Connection } from './hooks/use-connection.js'
import { type Search } from './hooks/use-search.js'
import { type PageMessages } from '../messages/languages.js'
import { ProblemText } from './problem.js'

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
