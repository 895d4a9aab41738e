/** The options of a place: a command, a route of the API, or a tool for agents. */
import { type OptionRow, optionRows, type Place, places } from './rows.js'
import type { OptionSpec, ValueOf } from './spec.js'

type Rows = typeof optionRows
export type NamesAt<P extends Place> = (typeof places)[P][number]

type RowAt<N extends keyof Rows, P extends Place> = Rows[N] extends {
  at: Record<P, infer Own extends { type: OptionSpec['type'] }>
}
  ? Own
  : Rows[N]

/** The given options, by name; options that were not given are absent. */
export type ValuesAt<P extends Place> = { readonly [N in NamesAt<P>]?: ValueOf<RowAt<N, P>> }

type EngineName<N extends keyof Rows> = Rows[N] extends { engine: infer E extends string } ? E : never

/** Options of the library, by the names that they have there. */
export type LibraryOptions<P extends Place> = {
  readonly [N in NamesAt<P> as EngineName<N>]?: Rows[N] extends { sets: infer Set } ? Set : ValueOf<RowAt<N, P>>
}

export type OptionTable = Readonly<Record<string, Omit<OptionRow, 'type'> & OptionSpec>>

/** The rows of the options of some places, one after another. */
export function optionsAt(...where: readonly Place[]): OptionTable {
  const entries = where.flatMap((place) => places[place].map((name) => [name, rowAt(name, place)] as const))
  return Object.fromEntries(entries)
}

function rowAt(name: keyof Rows, place: Place): OptionTable[string] {
  const { at, ...row }: OptionRow = optionRows[name]
  const own = at?.[place]
  if (own === undefined) return row
  const { help, short, engine, sets } = row
  return { ...('type' in own ? { help, short, engine, sets } : row), ...own } as OptionTable[string]
}

/** What the given options of a place are for the library: only those that differ from what it does anyway. */
export function engineOptions<P extends Place>(place: P, values: ValuesAt<P>): LibraryOptions<P> {
  const found: Record<string, unknown> = {}
  for (const [name, row] of Object.entries(optionsAt(place))) {
    const value = (values as Readonly<Record<string, unknown>>)[name]
    if (row.engine === undefined || value === undefined) continue
    if (row.type !== 'flag' || value !== (row.default ?? false)) found[row.engine] = row.sets ?? value
  }
  return found as LibraryOptions<P>
}

export function engineRules<P extends Place>(place: P): Record<keyof LibraryOptions<P>, OptionSpec> {
  const rows = Object.values(optionsAt(place)).filter(({ engine }) => engine !== undefined)
  return Object.fromEntries(rows.map((row) => [row.engine, row])) as Record<keyof LibraryOptions<P>, OptionSpec>
}

export function schemaOf(spec: OptionSpec): Readonly<Record<string, unknown>> {
  const usual = 'default' in spec && spec.default !== undefined ? { default: spec.default } : {}
  switch (spec.type) {
    case 'flag':
      return { type: 'boolean', ...usual }
    case 'whole': {
      const { min: minimum, max: maximum, or } = spec
      const whole = { type: 'integer', minimum, ...(maximum < Number.MAX_SAFE_INTEGER && { maximum }), ...usual }
      return or === undefined ? whole : { anyOf: [whole, { enum: or }] }
    }
    case 'one':
      return { type: 'string', enum: spec.choices, ...usual }
    case 'list':
      return { type: 'array', items: { enum: spec.choices } }
    case 'text':
      return { type: 'string', ...(spec.most !== undefined && { maxLength: spec.most }), ...usual }
    default:
      return spec.type === 'texts' ? { type: 'array', items: { type: 'string' } } : {}
  }
}
