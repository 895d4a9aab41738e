/** Faults without words, for workers of exports: a page shows a sentence of its own, so the reason is enough. */
import type { Fault, Reason } from './fault.js'
import type { Sentence } from './sentence.js'

export const codeFor = (reason: Reason): string => reason
export const columnInEnglish = (column: number): string => String(column)
export const lineInEnglish = ({ reason }: Fault): string => reason
export const remedyInEnglish = (): string => ''
export const sentenceInEnglish = ({ reason }: Fault): Sentence => [reason, '']
