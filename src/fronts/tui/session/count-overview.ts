/** Requests from the index the counts that are shown beside the hits. */
import type { FacetName, FacetValue, SearchBackend as Index, Timeline } from '../../../library/types.js'
import { facetNames, isDerived } from '../../../text/facets/index.js'
import type { Overview, State } from '../state/model.js'
import { layoutOf } from '../state/layout.js'
import { chosenYears } from '../state/filters.js'
import { engineQuery } from '../state/query.js'
import { countedMatch, countings, dateValues, timelessQuery } from '../state/overview.js'

/** The facets, with dates instead of years. */
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
  const times = timesRows > 0 ? await timesOf(index, timelessQuery(state), state) : undefined
  if (!(await pause())) return undefined
  const facets = facetColumns > 0 ? await facetsOf(index, state, pause) : (state.overview?.facets ?? {})
  return facets && { key, facets, times }
}

async function facetsOf(index: Index, state: State, pause: Pause): Promise<Overview['facets'] | undefined> {
  const facets: Record<string, readonly FacetValue[]> = {}
  // A cluster counts neither times nor what is derived from an article.
  const known = fields.filter((name) => !isDerived(name) || index.timeline !== undefined)
  for (const { filters, fields: names } of countings(state, known)) {
    const query = engineQuery(state, filters)
    // One field at a time: all fields of a large index would delay a key noticeably. A cluster gets one request.
    const rounds = index.timeline === undefined ? [names] : names.map((name) => [name])
    for (const round of rounds) {
      Object.assign(facets, await valuesOf(index, query, state, round))
      if (!(await pause())) return undefined
    }
    if (!names.includes('date')) continue
    const times = await timesOf(index, query, state, 'month')
    facets['date'] = dateValues(facets['date'] ?? [], times, chosenYears(state.filters))
    if (!(await pause())) return undefined
  }
  return facets
}

/** Counts of the values of each field; dates are counted by year. */
async function valuesOf(
  index: Index,
  query: string,
  state: State,
  names: readonly string[],
): Promise<Overview['facets']> {
  const asked = names.map((name) => (name === 'date' ? 'year' : name) as FacetName)
  const options = { facets: asked, countOnly: true, lenient: true, match: countedMatch(state) } as const
  const { facets: counted = {} } = await index.search(query, options)
  return Object.fromEntries(names.map((name, i) => [name, counted[asked[i]!] ?? []]))
}

async function timesOf(index: Index, query: string, state: State, by?: 'month'): Promise<Timeline | undefined> {
  const options = {
    match: countedMatch(state),
    lenient: true,
    articlesOnly: true,
    ...(by !== undefined && { by }),
  } as const
  return index.timeline?.(query, options)
}
