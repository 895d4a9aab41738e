/** Every reason of an error or a problem in English, under its code: its parameters, what is wrong, and what to do. */
import { lazy } from '../growing.js'
import type { AllSentences, Phrasing, Reason } from '../fault.js'
import type { ErrorCode } from '../sentence.js'
import { tables } from './tables.js'

export const english: Phrasing = {
  sentences: lazy(() => {
    const codes = tables().flatMap((table) => Object.values<Readonly<Record<string, unknown>>>(table))
    const rows = codes.flatMap((reasons) => Object.entries(reasons))
    return Object.fromEntries(rows) as unknown as AllSentences
  }),
  column: (column) => `query, column ${column}`,
  part: ({ kind, number }) => `${kind} ${number}`,
  colon: ': ',
  stop: '. ',
  comma: ', ',
}

export function codeFor(reason: Reason): ErrorCode {
  const rows = tables().flatMap((table) => Object.entries<object>(table))
  return rows.find(([, reasons]) => reason in reasons)![0] as ErrorCode
}
