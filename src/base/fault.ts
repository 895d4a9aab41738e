/**
 * A fault is what went wrong, as plain data. It becomes a sentence where it is shown, in the language of the reader.
 *
 * The English tables define which reasons there are and which parameters each takes; the compiler demands the same
 * reasons of every other language.
 */
import type { Tables } from './sentences/tables.js'
import { oneLine } from './safe-text.js'
import { plural, type Sentence } from './sentence.js'

type OfEach<T> = T extends unknown ? T[keyof T] : never
type KeyOfEach<T> = T extends unknown ? keyof T : never
type ReasonTables = OfEach<Tables>

/** The closed list of fine-grained reasons; `error.code` is the coarse one that scripts rely on. */
export type Reason = KeyOfEach<ReasonTables>

type RowsOf<R extends Reason, T = ReasonTables> = T extends Record<R, infer Rows> ? Rows : never

type NamesIn<S> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Before<Before<Name, '|'>, ':'> | NamesIn<Rest>
  : never
type Before<S extends string, Sign extends string> = S extends `${infer Start}${Sign}${string}` ? Start : S

/** What a template may show; the values of a list are separated by commas. */
type Value = string | number | readonly (string | number | boolean)[]

type ParametersIn<Rows> = Rows extends string
  ? [NamesIn<Rows>] extends [never]
    ? unknown
    : { readonly [Name in NamesIn<Rows>]: Value }
  : Rows extends (parameters: infer P) => unknown
    ? P
    : { [What in keyof Rows]: { readonly what: What } & ParametersIn<Rows[What]> }[keyof Rows]

/** The parameters of a reason's sentence; `{}` for some. */
export type ParametersOf<R extends Reason> = R extends Reason
  ? unknown extends ParametersIn<RowsOf<R>>
    ? Readonly<Record<string, never>>
    : ParametersIn<RowsOf<R>>
  : never

type Translated<Rows> = Rows extends string | ((parameters: never) => unknown)
  ? string | ((parameters: ParametersIn<Rows>) => Sentence)
  : { readonly [What in keyof Rows]: Translated<Rows[What]> }

export type AllSentences = { readonly [R in Reason]: Translated<RowsOf<R>> }

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

/** Rows of another language, made when the first fault is told. */
export const rows = <T extends Partial<AllSentences>>(make: () => T): (() => T) => make

/** How a language combines the parts of a fault. */
export interface Phrasing {
  readonly sentences: () => AllSentences
  readonly column: (column: number) => string
  readonly part: (part: NonNullable<Fault['part']>) => string
  /** The separator between a place and what is wrong there; `stop` is the one between that and the remedy. */
  readonly colon: string
  readonly stop: string
  /** The separator of a list's values. */
  readonly comma: string
  /** Rewords what to do; remedies name commands and options as they are typed. */
  readonly advice?: (remedy: string) => string
}

type Rows = string | ((parameters: unknown) => Sentence) | { readonly [what: string]: Rows }
type Values = Readonly<Record<string, Value>>

/** What is wrong, without its place, and what to do; what comes from articles and file systems is made safe to show. */
export function sentenceOf({ reason, parameters, part }: Fault, phrasing: Phrasing): Sentence {
  const [what, typed] = said(phrasing.sentences()[reason] as Rows, parameters as Values, phrasing)
  const remedy = phrasing.advice?.(typed) ?? typed
  return [oneLine(part === undefined ? what : `${phrasing.part(part)}${phrasing.colon}${what}`), oneLine(remedy)]
}

function said(rows: Rows, parameters: Values, phrasing: Phrasing): Sentence {
  if (typeof rows === 'function') return rows(parameters)
  if (typeof rows === 'object') return said(rows[parameters['what'] as string]!, parameters, phrasing)
  const end = rows.indexOf(phrasing.stop)
  const filled = (template: string): string => fill(template, parameters, phrasing.comma)
  return [filled(rows.slice(0, end)), filled(rows.slice(end + phrasing.stop.length))]
}

function fill(template: string, parameters: Values, comma: string): string {
  return template.replace(
    /\{(\w+)(?:([|:])([^}|]*)\|?([^}]*))?\}/g,
    (_, name: string, sign?: string, one = '', many = '') => {
      const value = parameters[name]!
      if (sign === '|') return plural(value as number, one as string, (many as string) || undefined)
      if (sign === ':') return (value === 1 ? one : many) as string
      return Array.isArray(value) ? value.join(comma) : String(value)
    },
  )
}

/** The whole line: place, what is wrong, remedy. */
export function lineOf(fault: Fault, phrasing: Phrasing): string {
  const { colon, stop, column } = phrasing
  const [what, remedy] = sentenceOf(fault, phrasing)
  const place = fault.column === undefined ? fault.where : column(fault.column)
  return `${place === undefined ? '' : `${oneLine(place)}${colon}`}${what}${stop}${remedy}`
}
