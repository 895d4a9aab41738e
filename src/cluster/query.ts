/** The queries of the server, as they are written in JSON, and what makes them. Those made here score nothing. */

export type Query = Readonly<Record<string, unknown>>

export const nothing: Query = { match_none: {} }

export const all = (queries: readonly Query[]): Query => ({ bool: { filter: queries } })
export const none = (query: Query): Query => ({ bool: { must_not: [query] } })
export const without = (query: Query, excluded: Query): Query => ({ bool: { filter: [query], must_not: [excluded] } })
export const withIds = (values: readonly string[]): Query => ({ ids: { values } })
export const equals = (key: string, value: string | number): Query => ({ term: { [key]: { value } } })
export const oneOf = (key: string, values: readonly (string | number)[]): Query => ({ terms: { [key]: values } })

export const between = (key: string, from: number, to?: number): Query => {
  return { range: { [key]: { gte: from, ...(to !== undefined && { lte: to }) } } }
}

export function any(queries: readonly Query[]): Query {
  if (queries.length < 2) return queries[0] ?? nothing
  return { bool: { should: queries, minimum_should_match: 1 } }
}

/** @param tokens separated by spaces, consecutive in the text */
export const phrase = (key: string, tokens: string): Query => ({ match_phrase: { [key]: { query: tokens } } })
