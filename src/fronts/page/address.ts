/** The address contains what is shown, so that it can be kept, sent and returned to. */

export const sortsOf = {
  hits: ['score', 'date', 'oldest', 'recent'],
  kwic: ['date', 'oldest', 'left', 'right'],
} as const
export type View = keyof typeof sortsOf
export type Sort = (typeof sortsOf)[View][number]
export const filterNames = ['site', 'author', 'tag', 'year'] as const
export type FilterName = (typeof filterNames)[number]
export type Filters = Readonly<Record<FilterName, readonly string[]>>

export interface Shown {
  readonly query: string
  readonly sort: Sort
  readonly filters: Filters
  /** Articles, or every occurrence. */
  readonly view: View
  /** The open article; '' without one. */
  readonly id: string
}

/** Changes what is shown. @param keeps whether Back returns to what was shown before */
export type Show = (change: Partial<Shown>, keeps?: boolean) => void

export const noFilters: Filters = { site: [], author: [], tag: [], year: [] }

export function readAddress(search: string): Shown {
  const given = new URLSearchParams(search)
  const sorts: readonly string[] = [...sortsOf.hits, ...sortsOf.kwic]
  const sort = given.get('sort') ?? ''
  return {
    query: given.get('q') ?? '',
    sort: sorts.includes(sort) ? (sort as Sort) : 'score',
    filters: filtersIn(given),
    view: given.get('view') === 'kwic' ? 'kwic' : 'hits',
    id: given.get('id') ?? '',
  }
}

/** @param prefix of the parameters of filters */
export function filtersIn(given: URLSearchParams, prefix = ''): Filters {
  return Object.fromEntries(filterNames.map((name) => [name, given.getAll(prefix + name)])) as unknown as Filters
}

export function writeAddress({ query, sort, filters, view, id }: Shown): string {
  const given = new URLSearchParams()
  if (query !== '') given.set('q', query)
  if (sort !== 'score') given.set('sort', sort)
  for (const name of filterNames) for (const value of filters[name]) given.append(name, value)
  if (view !== 'hits') given.set('view', view)
  if (id !== '') given.set('id', id)
  const text = given.toString()
  return text === '' ? '/' : `/?${text}`
}

/** The order of a view; that of the other view is its first one here. */
export function sortFor<V extends View>(view: V, sort: Sort): (typeof sortsOf)[V][number] {
  const sorts: readonly Sort[] = sortsOf[view]
  const found = sorts.includes(sort) ? sort : sorts[0]
  return found as (typeof sortsOf)[V][number]
}

/**
 * The filters, then the query. Nothing follows the typed part, because it may be half a query.
 * @param except a field whose filter is left out
 */
export function wholeQuery({ query, filters }: Pick<Shown, 'query' | 'filters'>, except?: FilterName): string {
  const clauses = filterNames.flatMap((name) => {
    const values = name === except ? [] : clausesOf(name, filters[name])
    return values.length === 0 ? [] : [values.length === 1 ? values[0]! : `(${values.join(' | ')})`]
  })
  if (clauses.length === 0) return query
  const typed = query.trim()
  return `${clauses.join(' ')} ${/[|｜]|\bOR\b/.test(typed) ? `(${typed}` : typed}`.trim()
}

function clausesOf(name: FilterName, values: readonly string[]): string[] {
  if (name !== 'year') return values.map((value) => `${name}:"${value.replaceAll('"', ' ')}"`)
  return yearRanges(values).map(([first, last]) => `date:${first}..${last}`)
}

/** Years one after another, as ranges. */
export function yearRanges(years: readonly string[]): [first: string, last: string][] {
  const ranges: [string, string][] = []
  for (const year of [...years].sort()) {
    const last = ranges.at(-1)
    if (last !== undefined && Number(last[1]) + 1 >= Number(year)) last[1] = year
    else ranges.push([year, year])
  }
  return ranges
}

/**
 * The address is changed only when typing pauses, because browsers request the icon again at each change, and Safari
 * refuses more than a hundred changes in half a minute.
 */
const pauseMs = 250

export type AddressBar = ReturnType<typeof createAddressBar>

export function createAddressBar() {
  let waiting: string | undefined
  let timer = 0
  /** Drops a change that has not been written, because the browser shows another entry. */
  const forget = (): void => {
    clearTimeout(timer)
    waiting = undefined
  }
  const write = (): void => {
    if (waiting !== undefined) history.replaceState(null, '', waiting)
    forget()
  }
  addEventListener('pagehide', write)
  return {
    /** Changes the address of the current entry in the history, after a pause. */
    replace: (address: string): void => {
      forget()
      waiting = address
      timer = window.setTimeout(write, pauseMs)
    },
    /** Adds an entry at once; going back returns to the one before. */
    push: (address: string): void => {
      write()
      history.pushState(null, '', address)
    },
    forget,
  }
}
