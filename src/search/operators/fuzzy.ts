/** `kazakh~`: every word within a few edits. */
import type { FuzzyNode } from '../../query/index.js'
import { fuzzySet, isHan, longestFuzzy, withinDistance } from '../matching/fuzzy.js'
import type { Operator } from './operator.js'
import { scoringText } from './string.js'
import { CharClass } from '../../text/characters/char-class.js'
import { classAt } from '../../text/characters/char-table.js'
import { normalize } from '../../text/normalize.js'
import { textOf } from '../../text/units.js'
import { wordEnd } from '../matching/needle.js'
import { stringFinder, type Finder, type Occurrence } from '../occurrences/nearby.js'

export const fuzzy: Operator<FuzzyNode> = () => ({
  match: (leaf, { text, edits }, { fields }, within) => fuzzySet(leaf, fields, text, edits, within),
  texts: (node, fields, boost) => [scoringText(node, fields, boost)],
  find: ({ text, edits }) => fuzzyFinder(text, edits),
  places: ({ text, edits }, fields) => [{ fields, find: fuzzyFinder(text, edits) }],
  condition: ({ text, edits }, server, fields) => server.fuzzy(text, edits, fields),
})

/** Finds whole Latin words; for Han, the shortest stretches with the fewest edits. Occurrences don't overlap. */
function fuzzyFinder(source: string, edits: number): Finder {
  const word = normalize(source).text.trim()
  const allowed = Math.min(edits, Array.from(word).length - 1)
  if (allowed <= 0 || word.length > longestFuzzy) {
    return stringFinder(source, true, true)
  }
  return isHan(word) ? hanFinder(word, allowed) : latinFinder(word, allowed)
}

function latinFinder(word: string, edits: number): Finder {
  return (units) => {
    const found: Occurrence[] = []
    for (let at = 0; at < units.length;) {
      const isWord = classAt(units, at, units.length) === CharClass.alnum
      const end = isWord ? Math.max(at + 1, wordEnd(units, at + 1)) : at + 1
      if (isWord && Math.abs(end - at - word.length) <= edits && withinDistance(textOf(units, at, end), word, edits)) {
        found.push({ start: at, end })
      }
      at = end
    }
    return found
  }
}

function hanFinder(word: string, edits: number): Finder {
  const letters = new Set(Array.from({ length: word.length }, (_, at) => word.charCodeAt(at)))
  return (units) => {
    const found: Occurrence[] = []
    for (let start = 0; start < units.length;) {
      const end = letters.has(units[start]!) ? closestEnd(units, start, word, edits) : 0
      if (end > 0) found.push({ start, end })
      start = end > 0 ? end : start + 1
    }
    return found
  }
}

/** The end of the shortest stretch from `start` with the fewest edits; 0 if all have more than `edits`. */
function closestEnd(units: Uint16Array, start: number, word: string, edits: number): number {
  for (let allowed = 0; allowed <= edits; allowed++) {
    const last = Math.min(units.length, start + word.length + allowed)
    for (let end = start + Math.max(1, word.length - allowed); end <= last; end++) {
      if (withinDistance(textOf(units, start, end), word, allowed)) return end
    }
  }
  return 0
}
