/** `kazakh~`: every word within a few edits. */
import type { FuzzyNode } from '../../query/index.js'
import { fuzzyFinder, fuzzySet } from '../matching/fuzzy.js'
import type { Operator } from './operator.js'
import { scoringText } from './string.js'

export const fuzzy: Operator<FuzzyNode> = () => ({
  match: (leaf, { text, edits }, { fields }, within) => fuzzySet(leaf, fields, text, edits, within),
  texts: (node, fields, boost) => [scoringText(node, fields, boost)],
  find: ({ text, edits }) => fuzzyFinder(text, edits),
  places: ({ text, edits }, fields) => [{ fields, find: fuzzyFinder(text, edits) }],
  condition: ({ text, edits }, server, fields) => server.fuzzy(text, edits, fields),
})
