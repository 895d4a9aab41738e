import type { Lab } from '../support/lab.js'
import type { Figure } from '../support/results.js'

/** A question about a search engine, and how it is measured here. */
export interface Question {
  /** The NAME in `npm run bench -- NAME`. */
  readonly name: string
  /** The question itself; the heading in the report. */
  readonly asks: string
  /** What is measured on what, how warmed up, how often, and what counts: sentences for the report. */
  readonly method: string
  /** Column that the report draws as bars; undefined for no plot. */
  readonly drawn?: string
  /** Columns in which ours is compared with the others in words; all if undefined. */
  readonly compared?: readonly string[]
  /** Only rows with at least this figure in a column are compared in the others: a fast wrong answer doesn't count. */
  readonly counts?: { readonly column: string; readonly least: number }
  readonly measure: (lab: Lab) => Promise<readonly Figure[]>
}
