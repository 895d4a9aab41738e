/** Asks the index for the counts beside the hits. */
import type { FacetName, FacetValue, SearchBackend as Index, Timeline } from '../../library/types.js'
import type { Overview, State } from '../state/model.js'
import { layoutOf } from '../state/layout.js'
import { chosenYears } from '../state/filters.js'
import { askedQuery } from '../state/query.js'
import { countedMatch, countings, dateValues, timelessQuery } from '../state/overview.js'

const fields = ['author', 'tag', 'site', 'date'] as const

/** Each count is one pass over the matching articles; no text is read. */
export async function countOverview(index: Index, state: State, key: string): Promise<Overview> {
  const { facetColumns, timesRows } = layoutOf(state)
  const times = timesRows > 0 ? await timesOf(index, timelessQuery(state), state) : undefined
  const facets = facetColumns > 0 ? await facetsOf(index, state) : (state.overview?.facets ?? {})
  return { key, facets, times }
}

async function facetsOf(index: Index, state: State): Promise<Overview['facets']> {
  const facets: Record<string, readonly FacetValue[]> = {}
  // A cluster knows neither times nor sites.
  const known = fields.filter((name) => name !== 'site' || index.timeline !== undefined)
  for (const { filters, fields: names } of countings(state, known)) {
    const query = askedQuery(state, filters)
    const asked = names.map((name) => (name === 'date' ? 'year' : name) as FacetName)
    const options = { facets: asked, countOnly: true, lenient: true, match: countedMatch(state) } as const
    const { facets: counted = {} } = await index.search(query, options)
    for (const name of names) {
      facets[name] =
        name === 'date'
          ? dateValues(counted.year ?? [], await timesOf(index, query, state, 'month'), chosenYears(state.filters))
          : (counted[name as FacetName] ?? [])
    }
  }
  return facets
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
