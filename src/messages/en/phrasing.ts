import type { Phrasing } from '../fault.js'
import { sentences } from './errors.js'

/** How English puts a fault together. */
export const english: Phrasing = {
  get sentences() {
    return sentences()
  },
  column: (column) => `query, column ${column}`,
  part: ({ kind, number }) => `${kind} ${number}`,
  colon: ': ',
  stop: '. ',
}
