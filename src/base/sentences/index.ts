/** Every reason of an error or a problem in English, under its code: its parameters, what is wrong, and what to do. */
import { lazy } from '../growing.js'
import type { AllSentences, Phrasing, Reason } from '../fault.js'
import type { ErrorCode } from '../sentence.js'
import { tables } from './tables.js'

type Reasons = Readonly<Record<string, unknown>>

const reasonsByCode = lazy(() => tables().flatMap((table) => Object.entries<Reasons>(table)))

export const english: Phrasing = {
  sentences: lazy(() => {
    const rows = reasonsByCode().flatMap(([, reasons]) => Object.entries(reasons))
    return Object.fromEntries(rows) as unknown as AllSentences
  }),
  column: (column) => `query, column ${column}`,
  part: ({ kind, number }) => `${kind} ${number}`,
  colon: ': ',
  stop: '. ',
  comma: ', ',
}

export function codeFor(reason: Reason): ErrorCode {
  const [code] = reasonsByCode().find(([, reasons]) => reason in reasons)!
  return code as ErrorCode
}
