/** The code and the English words of a fault. In the worker of an export, no-words.ts stands in for this module. */
import { codeOf } from './codes.js'
import type { ErrorCode } from './codes.js'
import { english } from './sentences/phrasing.js'
import { lineOf, sentenceOf } from './fault.js'
import type { Fault, Reason } from './fault.js'
import type { Sentence } from './sentence.js'

export const codeFor = (reason: Reason): ErrorCode => codeOf[reason]
export const columnInEnglish = (column: number): string => english.column(column)
export const lineInEnglish = (fault: Fault): string => lineOf(fault, english)
export const sentenceInEnglish = (fault: Fault): Sentence => sentenceOf(fault, english)
