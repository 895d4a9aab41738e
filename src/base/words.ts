/** The code and the English words of a fault. In the worker of an export, no-words.ts stands in for this module. */
import { lineOf, sentenceOf, type Fault } from './fault.js'
import type { Sentence } from './sentence.js'
import { english } from './sentences/index.js'

export { codeFor } from './sentences/index.js'
export const columnInEnglish = (column: number): string => english.column(column)
export const lineInEnglish = (fault: Fault): string => lineOf(fault, english)
export const sentenceInEnglish = (fault: Fault): Sentence => sentenceOf(fault, english)
