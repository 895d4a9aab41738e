/** The counts beside the hits: values of fields that can be filtered by, and how the hits are spread over time. */
import { type FacetValue, type Timeline, type FacetName, type SearchBackend as Index } from '../../../library/types.js'
import { countedHits, engineQuery } from './query.js'
import { chosenYears, undated, withValues } from './filters.js'
import { layoutOf } from './layout.js'
import { type State, type Overview } from './model.js'
import { facetNames, isDerived } from '../../../text/facets/index.js'

/** Identifies the counts that the state wants; undefined if no pane shows them. */
export function overviewKey(state: State): string | undefined {
  const { facetColumns, timesRows } = layoutOf(state)
  if (state.phase.kind !== 'ready' || (facetColumns === 0 && timesRows === 0)) return undefined
  return JSON.stringify([state.generation, countedMatch(state), engineQuery(state), facetColumns > 0])
}

/** The counts are of the hits whose total is shown: without partial ones, if there are others. */
export function countedMatch(state: State): State['match'] {
  return countedHits(state).areFull ? 'all' : state.match
}

/** If there are more months than this, only those of chosen years are listed. */
const mostMonths = 24

/**
 * Values to filter dates by: years, newest first, with their months below; only months if all dates are of one year;
 * then the number of articles without a date.
 * @param times counts by month, if known; it also counts articles without a date
 * @param chosen years whose months are listed, however many months other years have
 */
export function dateValues(
  years: readonly FacetValue[],
  times: Timeline | undefined,
  chosen: readonly string[] = [],
): FacetValue[] {
  const series = times?.series[0]
  const missing = series?.undated.articles ?? 0
  const months = monthsOf(series?.buckets ?? [])
  const monthsOfYear = ({ value: year }: FacetValue): FacetValue[] =>
    months.length > mostMonths && !chosen.includes(year)
      ? []
      : months.filter(({ value }) => value.startsWith(`${year}-`))
  const byYear = years.toSorted((a, b) => (a.value < b.value ? 1 : -1)).flatMap((year) => [year, ...monthsOfYear(year)])
  const values = years.length === 1 && months.length > 0 ? months : byYear
  return missing === 0 ? values : [...values, { value: undated, count: missing }]
}

function monthsOf(buckets: Timeline['series'][number]['buckets']): FacetValue[] {
  return buckets
    .filter(({ articles }) => articles > 0)
    .map(({ from, articles }) => ({ value: from.slice(0, 7), count: articles }))
    .reverse()
}

const fields = facetNames.map((name) => (name === 'year' ? 'date' : name))

/** Lets waiting keys be handled first; resolves to false if the counts are no longer wanted. */
export type Pause = () => Promise<boolean>

/** Each count is one pass over the matching articles, a few milliseconds for a large index; no text is read. */
export async function countOverview(
  index: Index,
  state: State,
  key: string,
  pause: Pause = async () => true,
): Promise<Overview | undefined> {
  const { facetColumns, timesRows } = layoutOf(state)
  const timeless = engineQuery(state, withValues(state.filters, 'date'))
  const times = timesRows > 0 ? await timesOf(index, timeless, state) : undefined
  if (!(await pause())) return undefined
  const facets = facetColumns > 0 ? await facetsOf(index, state, pause) : (state.overview?.facets ?? {})
  return facets && { key, facets, times }
}

async function facetsOf(index: Index, state: State, pause: Pause): Promise<Overview['facets'] | undefined> {
  const facets: Record<string, readonly FacetValue[]> = {}
  for (const names of rounds(index, state)) {
    // A field with chosen values is counted under the other filters only.
    const query = engineQuery(state, withValues(state.filters, names[0]!))
    const asked = names.map((name) => (name === 'date' ? 'year' : name) as FacetName)
    const options = { facets: asked, countOnly: true, lenient: true, match: countedMatch(state) } as const
    const { facets: counted = {} } = await index.search(query, options)
    for (const [i, name] of names.entries()) facets[name] = counted[asked[i]!] ?? []
    if (!(await pause())) return undefined
    if (!names.includes('date')) continue
    const times = await timesOf(index, query, state, 'month')
    facets['date'] = dateValues(facets['date'] ?? [], times, chosenYears(state.filters))
    if (!(await pause())) return undefined
  }
  return facets
}

/**
 * The fields of each request. One field at a time: all fields of a large index would delay a key noticeably. A cluster,
 * which counts neither times nor what is derived from an article, gets one request for all fields without a filter.
 */
function rounds(index: Index, { filters }: State): readonly (readonly string[])[] {
  if (index.timeline !== undefined) return fields.map((name) => [name])
  const known = fields.filter((name) => !isDerived(name))
  const open = known.filter((name) => filters[name] === undefined)
  return [open, ...known.filter((name) => !open.includes(name)).map((name) => [name])].filter(
    ({ length }) => length > 0,
  )
}

async function timesOf(index: Index, query: string, state: State, by?: 'month'): Promise<Timeline | undefined> {
  const options = { match: countedMatch(state), lenient: true, articlesOnly: true, ...(by && { by }) }
  return index.timeline?.(query, options)
}
