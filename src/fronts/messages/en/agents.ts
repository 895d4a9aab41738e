import { plural } from '../../../base/sentence.js'

export const agents = {
  found: (total: number, first: number, last: number, isAtLeast: boolean) =>
    `${isAtLeast ? 'at least ' : ''}${plural(total, 'article')} found; ${first}–${last}:`,
  more: (cursor: string) => `More: call again with cursor "${cursor}".`,
  nothing: 'Nothing found.',
  words: (words: readonly { word: string; articles: number }[]) =>
    `Articles by word: ${words.map(({ word, articles }) => `${word} ${articles}`).join(', ')}.`,
  withSome: (total: number, query: string) => `${plural(total, 'article')} with some of the words: query ${query}`,
  relaxed: (strings: readonly string[]) =>
    `No article contains every quoted string; no longer required: ${strings.map((text) => `"${text}"`).join(', ')}`,
  didYouMean: (queries: readonly string[]) => `Did you mean: ${queries.join(' · ')}`,
  noWords: 'The query contains no word to look for.',
  budgetTooSmall: (budget: number) => `The answer does not fit into ${budget} bytes. Raise "budget".`,
  lines: (first: number, last: number, all: number) => `lines ${first}–${last} of ${all}`,
  goOn: (line: number) => `Go on with from=${line}.`,
  notInText: (text: string) => `"${text}" does not occur in the text; this is its beginning.`,
  beyond: (all: number) => `The text has ${plural(all, 'line')}; "from" counts lines of the text, not of the file.`,
  counted: (total: number) => `${plural(total, 'article')} counted`,
  values: (shown: number, all: number) => `${shown} of ${plural(all, 'value')}:`,
  holds: (articles: number, committed: string) => `${plural(articles, 'article')}; last updated ${committed}`,
  years: (first: string, last: string) => `dated ${first} to ${last}`,
  folders: (roots: readonly string[]) => `from ${roots.join(', ')}`,
}
