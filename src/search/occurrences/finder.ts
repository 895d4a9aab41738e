/**
 * Finds where a part of a query occurs in a text. Matching only decides whether it occurs; this needs the text.
 *
 * A word or string occurs wherever its characters do, a Latin word only as a whole. A prefix extends to the end of its
 * word. Alternatives occur where any of them does. Several words in brackets occur together, as ranges as short as
 * possible.
 */
import { operandsOf } from '../../query/index.js'
import type { NearNode, QueryNode } from '../../query/index.js'
import { normalize } from '../../text/normalize.js'
import { createNeedle, indexOf, wordEnd } from '../matching/needle.js'
import type { Needle } from '../matching/needle.js'
import { inOrder, near } from './nearby.js'
import type { Occurrence, Occurrences } from './nearby.js'

/** Finds all occurrences in a text's normalised units; those of one string may overlap. */
export type Finder = (units: Uint16Array) => Occurrences

/** @param node a part that has positions in a text: see `NearNode`; other parts have no occurrences */
export function createFinder(node: QueryNode): Finder {
  switch (node.kind) {
    case 'text':
      return needleFinder(needleOf(node.text, true, true))
    case 'exact':
      return needleFinder(needleOf(node.text, false, false))
    case 'prefix':
      return needleFinder(needleOf(node.text, true, false), true)
    case 'boost':
      return createFinder(node.operand)
    case 'or': {
      const finders = node.operands.map(createFinder)
      return (units) => united(finders.map((find) => find(units)))
    }
    case 'and': {
      const finders = node.operands.map(createFinder)
      return (units) => finders.map((find) => find(units)).reduce((a, b) => near(a, b, Infinity, units))
    }
    case 'near':
      return nearFinder(node)
    default:
      return () => []
  }
}

function nearFinder({ operands, within, ordered }: NearNode): Finder {
  const finders = operands.map(createFinder)
  return (units) => {
    const places: Occurrences[] = []
    for (const find of finders) {
      const found = find(units)
      if (found.length === 0) return []
      places.push(found)
    }
    if (ordered && typeof within === 'number') return inOrder(places, within, units)
    return places.reduce((a, b) => near(a, b, within, units))
  }
}

function needleOf(source: string, wholeStart: boolean, wholeEnd: boolean): Needle | undefined {
  const text = normalize(source).text.trim()
  return text === '' ? undefined : createNeedle(text, wholeStart, wholeEnd)
}

/** @param goesOn whether an occurrence extends to the end of its Latin word */
function needleFinder(needle: Needle | undefined, goesOn = false): Finder {
  if (needle === undefined) return () => []
  const { length } = needle.units
  return (units) => {
    const found: Occurrence[] = []
    for (let at = indexOf(units, units.length, needle); at >= 0; at = indexOf(units, units.length, needle, at + 1)) {
      const end = at + length
      found.push({ start: at, end: goesOn ? wordEnd(units, end) : end })
    }
    return found
  }
}

/** The union of lists, ordered by start, then end, without duplicates. */
export function united(lists: readonly Occurrences[]): Occurrences {
  const held = lists.filter((list) => list.length > 0)
  if (held.length < 2) return held[0] ?? []
  const all = held.flat().sort((a, b) => a.start - b.start || a.end - b.end)
  return all.filter(({ start, end }, i) => all[i - 1]?.start !== start || all[i - 1]?.end !== end)
}

/** The words and strings that an occurrence was made of, in the order of the text. */
export function piecesOf(occurrence: Occurrence): Occurrences {
  return occurrence.parts === undefined
    ? [occurrence]
    : occurrence.parts.flatMap(piecesOf).sort((a, b) => a.start - b.start)
}

/** The outermost proximity nodes that are not excluded. */
export function nearNodes(node: QueryNode | undefined): readonly NearNode[] {
  if (node === undefined || node.kind === 'not') return []
  return node.kind === 'near' ? [node] : operandsOf(node).flatMap(nearNodes)
}
