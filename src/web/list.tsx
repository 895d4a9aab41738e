/** What is found, with its filters beside it; without a query the newest articles and a card of the query language. */
import type { Shown, Sort, View } from './address.js'
import { wholeQuery } from './address.js'
import { Concordance } from './concordance.js'
import type { Ask } from './connection.js'
import { FilterPanel } from './filters.js'
import { Hits } from './hits.js'
import { SortChoice } from './sort-choice.js'
import type { Search } from './hooks/use-search.js'
import { usePainted } from './hooks/use-painted.js'
import type { PageMessages } from '../messages/page.js'

const noFacets = {}
const sorts: readonly Sort[] = ['score', 'date', 'recent']
const views: readonly View[] = ['hits', 'kwic']

interface ListProps {
  readonly ask: Ask
  readonly shown: Shown
  readonly search: Search
  readonly say: PageMessages
  readonly selected: number
  readonly show: (change: Partial<Shown>, keeps?: boolean) => void
  readonly setText: (text: string) => void
}

export function List({ ask, shown, search, say, selected, show, setText }: ListProps) {
  const { result, problem, corrections, updated } = search
  // Hits first: the counts beside them can wait for the next frame.
  const painted = usePainted(result)
  const isEmpty = wholeQuery(shown).trim() === ''
  const correct = (query: string): void => {
    setText(query)
    show({ query }, true)
  }
  return (
    <div class="columns">
      <aside>
        <SortChoice
          label={say.sort}
          sorts={sorts}
          names={say.sorts}
          value={shown.sort}
          choose={(sort) => show({ sort })}
        />
        <details open={matchMedia('(min-width: 60rem)').matches}>
          <summary>{say.filters}</summary>
          <FilterPanel
            facets={painted?.facets ?? noFacets}
            filters={shown.filters}
            say={say}
            change={(filters) => show({ filters }, true)}
          />
        </details>
      </aside>
      <section aria-label={say.hits}>
        <p role="status" class="facts">
          {updated !== undefined && `${say.reloaded(updated)} `}
          {result !== undefined &&
            (result.total === 0
              ? say.nothing
              : isEmpty
                ? say.newest(result.total)
                : say.found(result.total, result.tookMs.toFixed(1)))}
        </p>
        {problem !== '' && <p class="problem">{problem}</p>}
        {corrections.length > 0 && (
          <p>
            {say.didYouMean}{' '}
            {corrections.map((query) => (
              <button key={query} type="button" class="link" onClick={() => correct(query)}>
                {query}
              </button>
            ))}
          </p>
        )}
        {isEmpty ? <Card say={say} /> : <Views {...{ shown, say, show }} />}
        {shown.view === 'kwic' && !isEmpty && (
          <Concordance {...{ ask, shown, say, updated }} open={(id) => show({ id }, true)} />
        )}
        {result !== undefined && (shown.view === 'hits' || isEmpty) && (
          <Hits {...{ result, shown, selected, say }} open={(id) => show({ id }, true)} more={search.more} />
        )}
      </section>
    </div>
  )
}

function Views({ shown, say, show }: Pick<ListProps, 'shown' | 'say' | 'show'>) {
  return (
    <div class="views" role="group">
      {views.map((view) => (
        <button key={view} type="button" aria-pressed={shown.view === view} onClick={() => show({ view }, true)}>
          {say.views[view]}
        </button>
      ))}
    </div>
  )
}

function Card({ say }: { readonly say: PageMessages }) {
  return (
    <div class="card">
      {(['syntax', 'keys'] as const).map((part) => (
        <div key={part}>
          <h2>{say[`${part}Title`]}</h2>
          <dl>
            {say[part].map(([what, meaning]) => (
              <div key={what}>
                <dt>
                  <code>{what}</code>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  )
}
