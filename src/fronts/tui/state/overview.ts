/** The counts beside the hits: values of fields that can be filtered by, and how the hits are spread over time. */
import type { FacetValue, Timeline } from '../../../library/types.js'
import { countedHits } from './full-hits.js'
import { undated, withoutField, type Filters } from './filters.js'
import { layoutOf } from './layout.js'
import type { State } from './model.js'
import { engineQuery } from './query.js'

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

/** The requests that make an overview: which fields are counted under which filters. */
export function countings({ filters }: State, names: readonly string[]): { filters: Filters; fields: string[] }[] {
  const open = names.filter((name) => filters[name] === undefined)
  const own = names.filter((name) => filters[name] !== undefined)
  return [
    ...(open.length === 0 ? [] : [{ filters, fields: open }]),
    ...own.map((name) => ({ filters: withoutField(filters, name), fields: [name] })),
  ]
}

/** The query of the timeline: without the filter on dates. */
export function timelessQuery(state: State): string {
  return engineQuery(state, withoutField(state.filters, 'date'))
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
