/** The address contains what is shown, so that it can be kept, sent and returned to. */

export type Sort = 'score' | 'date' | 'recent'
export type View = 'hits' | 'kwic'
export type Filters = Readonly<Record<'author' | 'tag' | 'year', readonly string[]>>

export interface Shown {
  readonly query: string
  readonly sort: Sort
  readonly filters: Filters
  /** Articles, or every occurrence. */
  readonly view: View
  /** The open article; '' without one. */
  readonly id: string
}

const filterNames = ['author', 'tag', 'year'] as const

export function readAddress(search: string): Shown {
  const given = new URLSearchParams(search)
  const sort = given.get('sort')
  return {
    query: given.get('q') ?? '',
    sort: sort === 'date' || sort === 'recent' ? sort : 'score',
    filters: { author: given.getAll('author'), tag: given.getAll('tag'), year: given.getAll('year') },
    view: given.get('view') === 'kwic' ? 'kwic' : 'hits',
    id: given.get('id') ?? '',
  }
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

/** The filters, then the query. Nothing follows the typed part, because it may be half a query. */
export function wholeQuery({ query, filters }: Pick<Shown, 'query' | 'filters'>): string {
  const clauses = filterNames.flatMap((name) => {
    const values = filters[name].map((value) =>
      name === 'year' ? `date:${value}..${value}` : `${name}:"${value.replaceAll('"', ' ')}"`,
    )
    return values.length === 0 ? [] : [values.length === 1 ? values[0]! : `(${values.join(' | ')})`]
  })
  if (clauses.length === 0) return query
  const typed = query.trim()
  return `${clauses.join(' ')} ${/[|｜]|\bOR\b/.test(typed) ? `(${typed}` : typed}`.trim()
}
