/** What a search takes, for programs in plain JavaScript or that pass on what they were given. */
import { checkOptions, checkValue, flag, listOf, oneOf, place, text, texts, whole } from '../errors/options.js'
import type { Rules } from '../errors/options.js'
import { facetNames } from '../search/facets.js'
import { sortOrders } from '../search/scoring/sort-key.js'
import { spanNames } from '../reading/spans.js'
import type {
  CollocatesOptions,
  KwicOptions,
  OpenOptions,
  ReadingOptions,
  SearchOptions,
  TermsOptions,
  TimelineOptions,
} from './types.js'

/** A page of hits. */
const mostHits = 10_000

const searchRules: Rules<SearchOptions> = {
  limit: whole(0, mostHits),
  offset: whole(0),
  match: oneOf(['auto', 'all', 'any']),
  sort: oneOf(sortOrders),
  facets: listOf(facetNames),
  lenient: flag,
  snippets: flag,
  snippetLength: whole(0),
  fold: oneOf(['similar'], [true, false]),
  locate: flag,
  countOnly: flag,
  explain: flag,
  pinyin: flag,
  synonyms: place,
  variants: flag,
  like: text,
  suggest: flag,
}

const readingRules: Rules<ReadingOptions> = { match: oneOf(['auto', 'all', 'any']), lenient: flag }
const mostContext = 10_000

/** @throws XunzhangError USAGE */
export function checkReading(query: string, options: ReadingOptions): void {
  checkValue('query', query, text)
  checkOptions(options, readingRules)
}

/** @throws XunzhangError USAGE */
export function checkKwic(query: string, options: KwicOptions): void {
  checkValue('query', query, text)
  const context = typeof options.context === 'number' ? whole(0, mostContext) : oneOf(['sentence', 'paragraph'])
  const sort = oneOf(['article', 'date', 'oldest', 'left', 'right'])
  checkOptions<KwicOptions>(options, { ...readingRules, sort, context, limit: whole(0) })
}

/** @throws XunzhangError USAGE */
export function checkTimeline(queries: readonly string[], options: TimelineOptions): void {
  checkValue('queries', queries, texts)
  checkOptions<TimelineOptions>(options, { ...readingRules, by: oneOf(spanNames), relative: flag })
}

/** @throws XunzhangError USAGE */
export function checkCollocates(query: string, options: CollocatesOptions): void {
  checkValue('query', query, text)
  const window = typeof options.window === 'number' ? whole(0, mostContext) : oneOf(['sentence'])
  const side = oneOf(['left', 'right', 'both'])
  const counts = { least: whole(1), limit: whole(0) }
  const flags = { functionWords: flag, examples: flag }
  checkOptions<CollocatesOptions>(options, { ...readingRules, window, side, ...counts, ...flags })
}

/** @throws XunzhangError USAGE */
export function checkTerms(options: TermsOptions): void {
  checkOptions<TermsOptions>(options, { sort: oneOf(['count', 'value']), limit: whole(0) })
}

const openRules: Rules<OpenOptions> = { allowPartial: flag, timeout: whole(1), apiKey: text }

/** @throws XunzhangError USAGE */
export function checkSearch(query: string, options: SearchOptions): void {
  checkValue('query', query, text)
  checkOptions(options, searchRules)
}

/** @throws XunzhangError USAGE */
export function checkOpening(dir: string, options: OpenOptions): void {
  checkValue('dir', dir, place)
  checkOptions(options, openRules)
}
