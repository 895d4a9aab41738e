/** Closeness and order, computed from the hits of a scan. */
import { scratchArray } from '../../../base/growing.js'
import type { Pattern } from './pattern.js'
import type { Hits } from './scan.js'

const countsOf = scratchArray(new Int32Array(4096))

/** Largest weight of distinct types whose hits begin within `length` of one another: two pointers over the hits. */
export function bestWindow({ position, type, count }: Hits, weight: Float64Array, length: number): number {
  const counts = countsOf(weight.length)
  counts.fill(0, 0, weight.length)
  let sum = 0
  let best = 0
  let left = 0
  for (let right = 0; right < count; right++) {
    const entering = type[right]!
    if (counts[entering]!++ === 0) sum += weight[entering]!
    const limit = position[right]! - length
    while (position[left]! < limit) {
      const leaving = type[left++]!
      if (--counts[leaving]! === 0) sum -= weight[leaving]!
    }
    if (sum > best) best = sum
  }
  return best
}

/** Buffers of {@link orderKept}, by unit and by neighbours. */
const lastEndOf = scratchArray(new Int32Array(256))
const keptOf = scratchArray(new Uint8Array(256))

/** A position so far before the text that no unit begins within a gap of it. */
const never = -1_000_000

/** Weight of neighbours (u, v) of the query for which v begins somewhere 0 to `gap` characters after an end of u. */
export function orderKept({ position, type, count }: Hits, { units, neighbours }: Pattern, gap: number): number {
  const { before, endingIn, weight } = neighbours
  const lastEnd = lastEndOf(units.length)
  const kept = keptOf(before.length)
  lastEnd.fill(never, 0, units.length)
  kept.fill(0, 0, before.length)
  let sum = 0
  for (let i = 0; i < count; i++) {
    const unit = type[i]!
    const at = position[i]!
    for (const pair of endingIn[unit]!) {
      const distance = at - lastEnd[before[pair]!]!
      if (kept[pair] === 1 || distance < 0 || distance > gap) continue
      kept[pair] = 1
      sum += weight[pair]!
    }
    lastEnd[unit] = at + units[unit]!.text.length
  }
  return sum
}

/** Sum of the idf of the single-character words that occur anywhere. */
export function singlesFound({ type, count }: Hits, { singles, side }: Pattern): number {
  if (singles.length === 0) return 0
  const present = new Uint8Array(side)
  for (let i = 0; i < count; i++) present[type[i]!] = 1
  return singles.reduce((sum, { number, idf }) => sum + (present[number] === 1 ? idf : 0), 0)
}
