/**
 * Finds pairs and chains of occurrences near each other, as ranges of the text: only the shortest ones, none of which
 * contains another (the minimal intervals of Clarke, Cormack and Burkowski, 1995, as in Lucene's interval queries).
 * Linear in the number of occurrences, except for sorting. The occurrences of one range never overlap.
 */
import { scopeEnds, type Scope } from '../../text/sentences.js'
import { firstAbove } from '../../text/sorted.js'
import { normalize } from '../../text/normalize.js'
import { createNeedle, eachPlace, wordEnd } from '../matching/needle.js'

/** A range of units [start, end), and the occurrences it was made of. */
export interface Occurrence {
  readonly start: number
  readonly end: number
  readonly parts?: readonly Occurrence[]
}

/** Ordered by start, then end. */
export type Occurrences = readonly Occurrence[]

/** Limits on where a partner of an occurrence may begin and end; they ascend with the end of the occurrence. */
interface Reach {
  mayBegin(first: Occurrence, partner: Occurrence): boolean
  mayEnd(first: Occurrence, partner: Occurrence): boolean
}

/**
 * Pairs of occurrences, one of each kind, in either order.
 * @param within the largest distance in characters, or the unit of text that must contain both
 */
export function near(a: Occurrences, b: Occurrences, within: number | Scope, units: Uint16Array): Occurrences {
  if (a.length === 0 || b.length === 0) return []
  const reach =
    typeof within === 'number' ? distanceReach(within, characterIndex(units)) : scopeReach(scopeEnds(units, within))
  return shortest([...pairs(a, b, reach), ...pairs(b, a, reach)])
}

function distanceReach(distance: number, index: CharacterIndex): Reach {
  return {
    mayBegin: ({ end }, { start }) => index(start) - index(end) <= distance,
    mayEnd: () => true,
  }
}

function scopeReach(ends: readonly number[]): Reach {
  const isInside = (first: Occurrence, end: number): boolean => end <= (ends[firstAbove(ends, first.start)] ?? 0)
  return {
    mayBegin: (first, { start }) => isInside(first, start),
    mayEnd: (first, { end }) => isInside(first, end),
  }
}

/** The number of characters before a unit. */
type CharacterIndex = (unit: number) => number

/** Characters of the supplementary planes take two units; most texts have none. */
function characterIndex(units: Uint16Array): CharacterIndex {
  if (!units.some(isLowSurrogate)) return (unit) => unit
  const before = new Int32Array(units.length + 1)
  for (let at = 0; at < units.length; at++) {
    const isSecond = isLowSurrogate(units[at]!) && at > 0 && (units[at - 1]! & 0xfc00) === 0xd800
    before[at + 1] = before[at]! + (isSecond ? 0 : 1)
  }
  return (unit) => before[unit]!
}

const isLowSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xdc00

/** Pairs each occurrence with the partner after it that ends first. */
function* pairs(before: Occurrences, after: Occurrences, reach: Reach): Generator<Occurrence> {
  // Partners that may still be the first to end, by start, with ascending ends. Entries before `head` are used up.
  const window: Occurrence[] = []
  let head = 0
  let next = 0
  for (const first of [...before].sort((a, b) => a.end - b.end)) {
    for (; next < after.length && reach.mayBegin(first, after[next]!); next++) {
      const partner = after[next]!
      while (window.length > head && window.at(-1)!.end >= partner.end) window.pop()
      window.push(partner)
    }
    while (head < window.length && window[head]!.start < first.end) head++
    const partner = window[head]
    if (partner !== undefined && reach.mayEnd(first, partner)) {
      yield { start: first.start, end: partner.end, parts: [first, partner] }
    }
  }
}

/** Leaves out ranges that contain another. */
function shortest(ranges: Occurrence[]): Occurrence[] {
  ranges.sort((a, b) => b.start - a.start || a.end - b.end)
  let end = Infinity
  const kept = ranges.filter((range) => range.end < end && (end = range.end) >= 0)
  return kept.reverse()
}

/** A chain of occurrences in order, and the number of characters between its neighbours in total. */
interface Chain {
  readonly gaps: number
  readonly parts: Occurrence[]
}

/** One occurrence of each kind, in order, with at most `distance` characters between neighbours in total. */
export function inOrder(kinds: readonly Occurrences[], distance: number, units: Uint16Array): Occurrences {
  const index = characterIndex(units)
  let chains = kinds[0]!.map((first): Chain => ({ gaps: 0, parts: [first] }))
  for (const kind of kinds.slice(1)) chains = prolonged(chains, kind, distance, index)
  return shortest(chains.map(({ parts }) => ({ start: parts[0]!.start, end: parts.at(-1)!.end, parts })))
}

/** Appends each occurrence to the chain before it that then has the smallest gaps. */
function prolonged(chains: readonly Chain[], kind: Occurrences, distance: number, index: CharacterIndex): Chain[] {
  const left = (chain: Chain): number => chain.gaps - index(endOf(chain))
  const sorted = [...chains].sort((a, b) => endOf(a) - endOf(b))
  const longer: Chain[] = []
  let best: Chain | undefined
  let next = 0
  for (const part of kind) {
    for (; next < sorted.length && endOf(sorted[next]!) <= part.start; next++) {
      const chain = sorted[next]!
      if (best === undefined || left(chain) <= left(best)) best = chain
    }
    if (best === undefined) continue
    const gaps = left(best) + index(part.start)
    if (gaps <= distance) longer.push({ gaps, parts: [...best.parts, part] })
  }
  return longer
}

const endOf = ({ parts }: Chain): number => parts.at(-1)!.end

/*
 * Finds where a part of a query occurs in a text. Matching only decides whether it occurs; this needs the text.
 *
 * A word or string occurs wherever its characters do, a Latin word only as a whole. A prefix extends to the end of its
 * word. Alternatives occur where any of them does. Several words in brackets occur together, as ranges as short as
 * possible.
 */

/** Finds all occurrences in a text's normalised units; those of one string may overlap. */
export type Finder = (units: Uint16Array) => Occurrences

/** @param wholeStart, wholeEnd as in `planPhrase`; what only begins as a word extends to the end of that word */
export function stringFinder(source: string, wholeStart: boolean, wholeEnd: boolean): Finder {
  const text = normalize(source).text.trim()
  if (text === '') return () => []
  const needle = createNeedle(text, wholeStart, wholeEnd)
  const goesOn = wholeStart && !wholeEnd
  return (units) => {
    const found: Occurrence[] = []
    eachPlace(units, needle, (start) => {
      const end = start + needle.units.length
      return found.push({ start, end: goesOn ? wordEnd(units, end) : end }) > 0
    })
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
