/** Orders the spellings of a table by their UTF-16 units. */
import { spellingStart } from './spelling-table.js'
import type { SpellingTable } from './spelling-table.js'

/** Most numbers that fit into one key next to two units. */
const numberSpace = 2 ** 20

/**
 * Numbers by ascending spelling. First sorts keys made of the first two units and the number, which needs no call for
 * each comparison; then sorts those with the same first two units among themselves.
 */
export function sortSpellings(table: SpellingTable): Int32Array {
  const bySpelling = (a: number, b: number): number => compare(table, a, b)
  if (table.count > numberSpace) return Int32Array.from({ length: table.count }, (_, number) => number).sort(bySpelling)
  const keys = new Float64Array(table.count)
  fillKeys(table, keys)
  keys.sort()
  const order = new Int32Array(table.count)
  for (let start = 0, end = 0; start < keys.length; start = end) {
    const next = (Math.floor(keys[start]! / numberSpace) + 1) * numberSpace
    for (; end < keys.length && keys[end]! < next; end++) order[end] = keys[end]! % numberSpace
    if (end - start > fewAlike) order.subarray(start, end).sort(bySpelling)
    else if (end - start > 1) insertBySpelling(table, order, start, end)
  }
  return order
}

/** A missing second unit counts as 0 and sorts first. */
function fillKeys(table: SpellingTable, keys: Float64Array): void {
  const { pool, ends } = table
  for (let number = 0; number < keys.length; number++) {
    const start = spellingStart(table, number)
    const second = start + 1 < ends[number]! ? pool[start + 1]! : 0
    keys[number] = (pool[start]! * 65536 + second) * numberSpace + number
  }
}

/** Up to this many words with the same beginning are sorted without a call for each comparison. */
const fewAlike = 16

function insertBySpelling(table: SpellingTable, order: Int32Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const number = order[i]!
    let at = i
    while (at > start && compare(table, order[at - 1]!, number) > 0) order[at] = order[--at]!
    order[at] = number
  }
}

/** Negative if spelling `a` sorts before `b`. */
function compare(table: SpellingTable, a: number, b: number): number {
  const { pool, ends } = table
  let i = spellingStart(table, a)
  let j = spellingStart(table, b)
  const left = ends[a]! - i
  const right = ends[b]! - j
  for (const end = i + Math.min(left, right); i < end; i++, j++) {
    if (pool[i] !== pool[j]) return pool[i]! - pool[j]!
  }
  return left - right
}
