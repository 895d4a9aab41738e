/** What an option accepts: one kind of row for the command line, the settings file, the API, agents and the library. */

/** What stands for a value in help; messages have the words. */
export type Operand =
  | ('file' | 'folder' | 'path' | 'fileOrInput' | 'pattern' | 'id' | 'word' | 'text' | 'field' | 'fieldName')
  | ('number' | 'numberOrAll' | 'size' | 'window' | 'context' | 'url' | 'address' | 'secret')
  | ('command' | 'options' | 'query' | 'queries' | 'judgements')

export type OptionSpec = (
  | { readonly type: 'flag'; readonly default?: boolean }
  /** Several `texts` are an option given several times, and every value counts. `most`: UTF-16 units. */
  | { readonly type: 'text' | 'texts'; readonly operand: Operand; readonly most?: number; readonly default?: string }
  /** A whole number, both bounds inclusive; `or`: or one of these words, of which `all` is read as Infinity. */
  | {
      readonly type: 'whole'
      readonly min: number
      readonly max: number
      readonly or?: readonly string[]
      readonly operand?: Operand
      readonly default?: number
    }
  /** Bytes: a number with an optional K, M or G. */
  | { readonly type: 'size' }
  /** One choice, or a list of several, joined by commas; `orField`: or a field of the collection's own. */
  | {
      readonly type: 'one' | 'list'
      readonly choices: readonly string[]
      readonly orField?: true
      readonly default?: string
    }
  /** These are options of the library alone. `place`: a path or an address. */
  | { readonly type: 'place' | 'id' | 'items' | 'callback' | 'signal' | 'object' }
) & {
  /** Checks a value of the library, where the type says too little. */
  readonly isRight?: (value: unknown) => boolean
}

export type ValueOf<S> = S extends { type: 'flag' }
  ? boolean
  : S extends { type: 'texts' }
    ? readonly string[]
    : S extends { type: 'whole'; or: readonly (infer Word)[] }
      ? number | Exclude<Word, 'all'>
      : S extends { type: 'whole' | 'size' }
        ? number
        : S extends { type: 'one'; choices: readonly (infer Choice)[] }
          ? Choice
          : S extends { type: 'list'; choices: readonly (infer Choice)[] }
            ? readonly Choice[]
            : string

export interface WantedValue {
  readonly type: OptionSpec['type']
  readonly min: number
  readonly max: number
  readonly choices: readonly string[]
}

export const flag = { type: 'flag' } as const
export const text = { type: 'text', operand: 'text' } as const
export const texts = { type: 'texts', operand: 'text' } as const
export const size = { type: 'size' } as const
export const callback = { type: 'callback' } as const
export const signal = { type: 'signal' } as const
/** An iterable or an async iterable; a string doesn't count, because its items would be its characters. */
export const items = { type: 'items' } as const
export const place = { type: 'place' } as const

export const object = (isRight: (value: unknown) => boolean) => ({ type: 'object', isRight }) as const
export const textOf = <const O extends Operand>(operand: O) => ({ type: 'text', operand }) as const
export const textsOf = <const O extends Operand>(operand: O) => ({ type: 'texts', operand }) as const
export const oneOf = <const C extends readonly string[]>(choices: C) => ({ type: 'one', choices }) as const
export const listOf = <const C extends readonly string[]>(choices: C) => ({ type: 'list', choices }) as const

/** A whole number; both bounds are inclusive. */
export const whole = (min: number, max = Number.MAX_SAFE_INTEGER) => ({ type: 'whole', min, max }) as const
