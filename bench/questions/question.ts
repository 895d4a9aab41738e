import type { Lab } from '../support/lab.js'
import type { Figure } from '../support/results.js'

/** One thing that people ask of a search engine, and how it is measured here. */
export interface Question {
  /** What `npm run bench -- NAME` takes. */
  readonly name: string
  /** The question itself; the heading in the report. */
  readonly asks: string
  /** On what, how warmed up, how often, what counts: sentences for the report. */
  readonly method: string
  /** Column that the report draws as bars; undefined draws none. */
  readonly drawn?: string
  /** Columns on which ours is compared with the others in words. All where undefined. */
  readonly compared?: readonly string[]
  /** Only rows with at least so much in a column are compared in the others: a fast wrong answer is none. */
  readonly counts?: { readonly column: string; readonly least: number }
  readonly measure: (lab: Lab) => Promise<readonly Figure[]>
}
