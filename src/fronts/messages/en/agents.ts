import { plural } from '../../../base/sentence.js'

const listed = (words: readonly string[]): string => words.join(', ')

export const agents = {
  found: (total: number, first: number, last: number) => `${plural(total, 'article')} found; ${first}–${last}:`,
  more: (cursor: string) => `More: call again with cursor "${cursor}".`,
  nothing: 'Nothing found.',
  has: (present: readonly string[], absent: readonly string[]) =>
    `${present.length === 0 ? '' : `has ${listed(present)}, `}lacks ${listed(absent)}`,
  unknown: (words: readonly string[]) => `In no article: ${listed(words)}.`,
  by: (numbers: readonly number[]) => `by ${listed(numbers.map((number) => `q${number}`))}`,
  merged: (totals: readonly number[]) => listed(totals.map((total, i) => `q${i + 1}: ${plural(total, 'article')}`)),
  dropped: (what: string) => `Ignored: ${what}.`,
  also: (ids: readonly string[]) => `same text: ${listed(ids)}`,
  words: (words: readonly { word: string; articles: number }[]) =>
    `Articles by word: ${words.map(({ word, articles }) => `${word} ${articles}`).join(', ')}.`,
  wider: (total: number, query: string) => `The wider query ${query} finds ${plural(total, 'article')}; the best:`,
  relaxed: (strings: readonly string[]) =>
    `No article contains every quoted string; no longer required: ${strings.map((text) => `"${text}"`).join(', ')}`,
  didYouMean: (queries: readonly string[]) => `Did you mean: ${queries.join(' · ')}`,
  filteredAway: 'The filters leave nothing.',
  noWords: 'The query contains no word to look for.',
  budgetTooSmall: (budget: number) => `The answer does not fit into ${budget} bytes. Raise "budget".`,
  missing: (id: string) => `No article has the ID or path "${id}". "search" and "list" show them.`,
  missingQuote: (text: string) => `No article contains "${text}". Search for its words.`,
  unasked: 'Give an id, a path, or a quote.',
  lines: (first: number, last: number, all: number) => `lines ${first}–${last} of ${all}`,
  goOn: (line: number) => `Go on with from=${line}.`,
  notInText: (text: string) => `"${text}" does not occur in the text; this is its beginning.`,
  noSection: (text: string) => `No heading contains "${text}"; this is the beginning.`,
  outline: (headings: readonly string[]) => `Sections, with their lines: ${headings.join('; ')}`,
  beyond: (all: number) => `The text has ${plural(all, 'line')}; "from" counts lines of the text, not of the file.`,
  counted: (total: number) => `${plural(total, 'article')} counted`,
  values: (shown: number, all: number) => `${shown} of ${plural(all, 'value')}:`,
  periods: (by: string, undated: number) => `${by}, articles, occurrences (${undated} without a date):`,
  occurrences: (count: number, articles: number) => `${plural(count, 'occurrence')} in ${plural(articles, 'article')}:`,
  listedArticles: (total: number, isAtLeast: boolean) => `${isAtLeast ? 'at least ' : ''}${plural(total, 'article')}:`,
  unavailable: 'This collection cannot count that.',
  articles: (count: number) => plural(count, 'article'),
  holds: (articles: number, committed: string) => `${plural(articles, 'article')}; last updated ${committed}`,
  years: (first: string, last: string) => `dated ${first} to ${last}`,
  folders: (roots: readonly string[]) => `from ${roots.join(', ')}`,
}
