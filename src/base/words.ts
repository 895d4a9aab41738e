/** The code and the English words of a fault. In the worker of an export, no-words.ts stands in for this module. */
import { lineOf, sentenceOf, type Fault, type Phrasing } from './fault.js'
import { forPrograms } from './sentences/for-programs.js'
import type { Sentence } from './sentence.js'
import { english } from './sentences/index.js'

export { codeFor } from './sentences/index.js'
export const columnInEnglish = (column: number): string => english.column(column)
/** An error's own words are read by those who call functions. */
const ofPrograms: Phrasing = { ...english, advice: forPrograms }
export const lineInEnglish = (fault: Fault): string => lineOf(fault, ofPrograms)
export const remedyInEnglish = (fault: Fault): string => sentenceOf(fault, ofPrograms)[1]
export const sentenceInEnglish = (fault: Fault): Sentence => sentenceOf(fault, english)
