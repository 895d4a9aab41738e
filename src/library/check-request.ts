/** Checks the options of searching, for callers in plain JavaScript or with values from elsewhere. */
import { engineRules } from '../base/options/places.js'
import { optionRows } from '../base/options/rows.js'
import { callback, flag, items, object, oneOf, place, signal, text, texts, whole } from '../base/options/spec.js'
import { checkOptions, checkValue, isRight, type Rules } from '../base/options/options.js'
import { unitVector } from '../storage/segment/vectors/codec.js'
import { areFieldTypes } from '../text/own-fields.js'
import type * as Types from './types.js'

/** Maximum hits on one page. */
const mostHits = 10_000

const searchRules = {
  ...engineRules('search'),
  ...engineRules('/api/search'),
  limit: whole(0, mostHits),
  offset: whole(0),
  // The fields to sort and count by depend on the index and are checked in own-fields.ts.
  sort: text,
  facets: texts,
  snippets: flag,
  snippetLength: whole(0),
  fold: {
    ...oneOf(['similar', 'true', 'false']),
    isRight: (value) => ['similar', true, false].includes(value as string),
  },
  locate: flag,
  synonyms: place,
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

const readingRules: Rules<Types.ReadingOptions> = { match: optionRows.match, lenient: flag }

/** @throws XunzhangError USAGE */
export function checkReading(query: string, options: Types.ReadingOptions): void {
  checkValue('query', query, text)
  checkOptions(options, readingRules)
}

/** @throws XunzhangError USAGE */
export function checkKwic(query: string, options: Types.KwicOptions): void {
  checkValue('query', query, text)
  checkOptions<Types.KwicOptions>(options, {
    ...readingRules,
    sort: optionRows.sort.at.kwic,
    context: optionRows.context,
    limit: whole(0),
  })
}

/** @throws XunzhangError USAGE */
export function checkTimeline(queries: readonly string[], options: Types.TimelineOptions): void {
  checkValue('queries', queries, texts)
  checkOptions<Types.TimelineOptions>(options, {
    ...readingRules,
    by: optionRows.by,
    relative: flag,
    articlesOnly: flag,
  })
}

/** @throws XunzhangError USAGE */
export function checkCollocates(query: string, options: Types.CollocatesOptions): void {
  checkValue('query', query, text)
  const { window } = optionRows
  const side = oneOf(['left', 'right', 'both'])
  const counts = { least: whole(1), limit: whole(0) }
  const flags = { functionWords: flag, examples: flag }
  checkOptions<Types.CollocatesOptions>(options, { ...readingRules, window, side, ...counts, ...flags })
}

/** @throws XunzhangError USAGE */
export function checkTerms(options: Types.TermsOptions): void {
  checkOptions<Types.TermsOptions>(options, { sort: optionRows.sort.at.terms, limit: whole(0) })
}

const openRules: Rules<Types.OpenOptions> = { create: flag, allowPartial: flag, timeout: whole(1), apiKey: text }

/** @throws XunzhangError USAGE */
export function checkSearch(query: string, options: Types.SearchOptions): void {
  checkValue('query', query, text)
  checkOptions(options, searchRules)
}

/** @throws XunzhangError USAGE */
export function checkOpening(dir: string, options: Types.OpenOptions): void {
  checkValue('dir', dir, place)
  checkOptions(options, openRules)
}

const creationRules: Rules<Types.CreateOptions> = {
  fields: object(areFieldTypes),
  tokenizer: optionRows.tokenizer,
  lexicon: text,
}

/** @throws XunzhangError USAGE */
export function checkCreation(dir: string, options: Types.CreateOptions): void {
  checkValue('dir', dir, place)
  checkOptions(options, creationRules)
}

const addRules: Rules<Types.AddOptions> = { signal, onProgress: callback, onProblem: callback, jobs: whole(1, 1024) }

/** @throws XunzhangError USAGE */
export function checkAdding(articles: Types.Articles, options: Types.AddOptions): void {
  checkValue('articles', articles, items)
  checkOptions(options, addRules)
}

/** @throws XunzhangError USAGE */
export function checkIds(ids: Iterable<string | number>): void {
  checkValue('ids', ids, items)
}

const commitRules: Rules<Types.CommitOptions> = { signal, onProgress: callback, jobs: whole(1, 1024) }

/** @throws XunzhangError USAGE */
export function checkCommitting(options: Types.CommitOptions): void {
  checkOptions(options, commitRules)
}
