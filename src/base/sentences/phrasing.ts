import type { Phrasing } from '../fault.js'
import { sentences } from './index.js'

/** How English phrases a fault. */
export const english: Phrasing = {
  get sentences() {
    return sentences()
  },
  column: (column) => `query, column ${column}`,
  part: ({ kind, number }) => `${kind} ${number}`,
  colon: ': ',
  stop: '. ',
}
