import type { DerivedFacet } from './facet.js'

/** No filter: `date:` does more. */
export const year = {
  name: 'year',
  derive: ({ day }) => (day === undefined ? '' : yearOf(day)),
} as const satisfies DerivedFacet

/** The year of a day, of at least four digits. */
export function yearOf(day: number): string {
  return String(new Date(day * 86_400_000).getUTCFullYear()).padStart(4, '0')
}
