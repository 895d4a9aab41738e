/** What is found, with filters beside it. Without a query: the newest articles, and a card of the query language. */
import { useMemo, useState } from 'preact/hooks'
import { type Shown, type Sort, type View, wholeQuery, writeAddress } from './address.js'
import type { KwicLine } from '../../base/answers.js'
import { type Kwic } from './api.js'
import { FilterPanel } from './filters.js'
import { follow, Hits } from './hits.js'
import { type Search } from './hooks/use-search.js'
import { type PageMessages } from '../messages/languages.js'
import { useAnswer } from './hooks/use-hits.js'

const kwicSorts = ['date', 'left', 'right'] as const
type KwicSort = (typeof kwicSorts)[number]

interface ConcordanceProps {
  readonly shown: Shown
  readonly say: PageMessages
  readonly open: (id: string) => void
  /** Changes with the collection. */
  readonly updated: number | undefined
}

const mostLines = 200
/** Characters on each side; narrow screens show fewer of them. */
const context = 30

function Concordance({ shown, say, open, updated }: ConcordanceProps) {
  const [sort, setSort] = useState<KwicSort>('date')
  const parameters = { q: wholeQuery(shown), sort, limit: `${mostLines}`, context: `${context}`, lenient: '1' }
  const { answer: found, problem } = useAnswer<Kwic>('/api/kwic', parameters, updated)
  const lines = found?.lines ?? []
  return (
    <>
      <SortChoice label={say.sort} sorts={kwicSorts} names={say.kwicSorts} value={sort} choose={setSort} />
      {problem !== '' && <p class="problem">{problem}</p>}
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
  const go = (event: MouseEvent): void => follow(event, () => open(id))
  return (
    <li>
      <a href={writeAddress({ ...shown, id })} onClick={go} title={`${title || path} ${date.slice(0, 10)}`}>
        <span class="left">
          {/* Cut at its beginning, so that the match stays visible. */}
          <bdi>{left}</bdi>
        </span>
        <mark>{match}</mark>
        <span class="right">{right}</span>
      </a>
    </li>
  )
}

const noFacets = {}
const sorts: readonly Sort[] = ['score', 'date', 'recent']
const views: readonly View[] = ['hits', 'kwic']

interface ListProps {
  readonly shown: Shown
  readonly search: Search
  readonly say: PageMessages
  readonly selected: number
  readonly show: (change: Partial<Shown>, keeps?: boolean) => void
  readonly setText: (text: string) => void
}

export function List({ shown, search, say, selected, show, setText }: ListProps) {
  const open = (id: string): void => show({ id }, true)
  const { result, problem, corrections, updated } = search
  const asked = wholeQuery(shown)
  // What is above the hits changes with the answer, as they do, so that a key press alone moves nothing.
  const isEmpty = (result?.query ?? asked).trim() === ''
  const isKwic = shown.view === 'kwic' && asked.trim() !== ''
  const correct = (query: string): void => {
    setText(query)
    show({ query }, true)
  }
  const facets = result?.facets ?? noFacets
  const filters = useMemo(
    () => <FilterPanel {...{ facets, say }} filters={shown.filters} change={(filters) => show({ filters }, true)} />,
    [facets, shown.filters, say, show],
  )
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
          {filters}
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
        {isKwic && <Concordance {...{ shown, say, updated, open }} />}
        {result !== undefined && !isKwic && <Hits {...{ result, shown, selected, say, open }} more={search.more} />}
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

interface SortChoiceProps<T extends string> {
  readonly label: string
  readonly sorts: readonly T[]
  readonly names: Readonly<Record<T, string>>
  readonly value: T
  readonly choose: (sort: T) => void
}

function SortChoice<T extends string>({ label, sorts, names, value, choose }: SortChoiceProps<T>) {
  return (
    <label class="sort">
      {label}{' '}
      <select value={value} onChange={(event) => choose(event.currentTarget.value as T)}>
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {names[sort]}
          </option>
        ))}
      </select>
    </label>
  )
}
