/**
 * A fault is what went wrong, as plain data. It becomes a sentence where it is shown, in the language of the reader.
 *
 * The English tables define which reasons there are and which parameters each takes; the compiler demands the same of
 * every other language.
 */
import type { sentences } from './sentences/index.js'
import { oneLine } from './safe-text.js'
import type { Sentence } from './sentence.js'

export type AllSentences = ReturnType<typeof sentences>

/** The closed list of fine-grained reasons; `error.code` is the coarse one that scripts rely on. */
export type Reason = keyof AllSentences

/** The parameters of a reason's sentence; `{}` for most. */
export type ParametersOf<R extends Reason> = R extends Reason
  ? AllSentences[R] extends (parameters: infer P) => unknown
    ? P
    : Readonly<Record<string, never>>
  : never

export interface Fault<R extends Reason = Reason> {
  readonly reason: R
  readonly parameters: ParametersOf<R>
  /** A path, an address or an option. */
  readonly where?: string | undefined
  /** From 1, in a query. */
  readonly column?: number | undefined
  /** From 1, in a file with many articles. */
  readonly part?: { readonly kind: 'record' | 'chapter' | 'entry'; readonly number: number } | undefined
}

/** How a language combines the parts of a fault. */
export interface Phrasing {
  readonly sentences: AllSentences
  readonly column: (column: number) => string
  readonly part: (part: NonNullable<Fault['part']>) => string
  /** The separator between a place and what is wrong there; `stop` is the one between that and the remedy. */
  readonly colon: string
  readonly stop: string
}

/** What is wrong, without its place, and what to do; what comes from articles and file systems is made safe to show. */
export function sentenceOf({ reason, parameters, part }: Fault, { sentences, colon, ...say }: Phrasing): Sentence {
  const entry = sentences[reason] as Sentence | ((parameters: unknown) => Sentence)
  const [what, remedy] = typeof entry === 'function' ? entry(parameters) : entry
  return [oneLine(part === undefined ? what : `${say.part(part)}${colon}${what}`), oneLine(remedy)]
}

/** The whole line: place, what is wrong, remedy. */
export function lineOf(fault: Fault, phrasing: Phrasing): string {
  const { colon, stop, column } = phrasing
  const [what, remedy] = sentenceOf(fault, phrasing)
  const place = fault.column === undefined ? fault.where : column(fault.column)
  return `${place === undefined ? '' : `${oneLine(place)}${colon}`}${what}${stop}${remedy}`
}
