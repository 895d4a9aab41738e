/** Checks the options of searching, for callers in plain JavaScript or with values from elsewhere. */
import { engineRules } from '../base/options/places.js'
import { optionRows } from '../base/options/rows.js'
import { callback, flag, items, object, oneOf, place, signal, text, texts, whole } from '../base/options/spec.js'
import type { OptionSpec } from '../base/options/spec.js'
import { checkOptions, checkValue, isRight, type Rules } from '../base/options/options.js'
import { unitVector } from '../storage/segment/vectors/codec.js'
import { checkFieldTypes } from '../text/schema.js'
import { isTokenizerFunction } from '../text/tokenizers/given.js'
import type * as Types from './types.js'

const mostHits = 10_000

export const searchRules = {
  ...engineRules('search'),
  ...engineRules('/api/search'),
  limit: whole(0, mostHits),
  offset: whole(0),
  // The fields to sort and count by depend on the index and are checked in schema.ts.
  sort: text,
  facets: texts,
  snippets: flag,
  snippetLength: whole(0),
  fold: {
    ...oneOf(['similar', 'true', 'false']),
    isRight: (value) => ['similar', true, false].includes(value as string),
  },
  locate: flag,
  synonyms: { ...place, isRight: (value) => isRight(value, place) || isRight(value, texts) },
  signal,
  vector: object(isVector),
} satisfies Partial<Rules<Types.SearchOptions>>

/** Whether a value is a vector with a direction and has a valid weight and depth. */
function isVector(value: unknown): boolean {
  const { values, model, weight = 0, depth = 1, ...rest } = (value ?? {}) as Partial<Types.QueryVector>
  const isList = Array.isArray(values) || values instanceof Float32Array || values instanceof Float64Array
  return (
    isList &&
    values.every((one) => typeof one === 'number') &&
    unitVector(values) !== undefined &&
    (model === undefined || typeof model === 'string') &&
    weight >= 0 &&
    weight <= 1 &&
    isRight(depth, whole(1, mostHits)) &&
    Object.keys(rest).length === 0
  )
}

/** Makes a check of a first argument and of options. It throws XunzhangError USAGE, naming what is wrong. */
export const checking =
  <Value, Options>(name: string, spec: OptionSpec, rules: Rules<Options>) =>
  (value: Value, options: Options): void => {
    checkValue(name, value, spec)
    checkOptions(options, rules)
  }

const reading = { match: optionRows.match, lenient: flag }
const jobs = whole(1, 1024)

export const checkSearch = checking<string, Types.SearchOptions>('query', text, searchRules)
export const checkReading = checking<string, Types.ReadingOptions>('query', text, reading)
export const checkKwic = checking<string, Types.KwicOptions>('query', text, {
  ...reading,
  sort: optionRows.sort.at.kwic,
  context: optionRows.context,
  limit: optionRows.limit.at.kwic,
  signal,
})
export const checkTimeline = checking<readonly string[], Types.TimelineOptions>('queries', texts, {
  ...reading,
  by: optionRows.by,
  relative: flag,
  articlesOnly: flag,
})
export const checkCollocates = checking<string, Types.CollocatesOptions>('query', text, {
  ...reading,
  window: optionRows.window,
  side: oneOf(['left', 'right', 'both']),
  least: whole(1),
  limit: optionRows.limit.at.collocates,
  functionWords: flag,
  examples: flag,
})
export const checkCompleting = checking<string, Types.CompleteOptions>('typed', text, {
  limit: whole(1, mostHits),
  pinyin: flag,
})
/** @throws XunzhangError USAGE */
export const checkTerms = (options: Types.TermsOptions): void =>
  checkOptions<Types.TermsOptions>(options, { sort: optionRows.sort.at.terms, limit: optionRows.limit.at.terms })
/** @throws XunzhangError USAGE */
export const checkFolder = (dir: string): void => checkValue('dir', dir, place)

export const checkOpening = checking<string, Types.OpenOptions>('dir', place, {
  create: flag,
  allowPartial: flag,
  timeout: whole(1),
  tokenizer: object(isTokenizerFunction),
  apiKey: text,
})
export const creationRules = {
  fields: object(checkFieldTypes),
  tokenizer: {
    ...optionRows.tokenizer,
    isRight: (value) => isTokenizerFunction(value) || optionRows.tokenizer.choices.some((name) => name === value),
  },
  words: texts,
  lexicon: text,
} satisfies Rules<Types.CreateOptions>
export const checkCreation = checking<string, Types.CreateOptions>('dir', place, creationRules)
export const checkAdding = checking<Types.Articles, Types.AddOptions>('articles', items, {
  signal,
  onProgress: callback,
  onProblem: callback,
  jobs,
})

/** @throws XunzhangError USAGE */
export const checkIds = (ids: Iterable<string | number>): void => checkValue('ids', ids, items)

/** @throws XunzhangError USAGE */
export const checkCommitting = (options: Types.CommitOptions): void =>
  checkOptions(options, { signal, onProgress: callback, jobs })
