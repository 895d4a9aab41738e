/** What a search takes, for programs in plain JavaScript or that pass on what they were given. */
import { checkOptions, checkValue, flag, listOf, oneOf, place, text, whole } from '../errors/options.js'
import type { Rules } from '../errors/options.js'
import { facetNames } from '../search/facets.js'
import { sortOrders } from '../search/scoring/sort-key.js'
import type { OpenOptions, SearchOptions } from './types.js'

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
