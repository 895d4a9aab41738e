/**
 * Collects which character pairs each article holds, and how often. Hot: every character of a collection passes
 * here once, so state lies in flat typed arrays and nothing is allocated per pair.
 *
 * A pair addresses one number: its last posting. Postings of the current article are those since it began, so that
 * number tells both whether the pair is new to the article and which count to raise. The commonest characters (those
 * met first) address it through a square table, so that frequent pairs share cache lines; others by open addressing.
 */
import { frequentUnits } from './frequent-units.js'
import { grown } from './growing.js'

const denseSide = 2048
const denseCells = denseSide * denseSide
const noId = 0xffff

export interface PairAccumulator {
  /** Adds the pairs of the run units[start, end), its end included. */
  addRun(units: Uint16Array, start: number, end: number): void
  /** Ends an article: postings so far belong to it and those before. */
  endArticle(): void
  /** All pairs in ascending order, with their postings as document × 256 + frequency. Spends the accumulator. */
  drain(each: (first: number, second: number, packed: Uint32Array, start: number, count: number) => void): void
}

/** One square table a thread: 16 MB are dear to allocate. Taken by one accumulator at a time. */
let spareTable: Int32Array | undefined

/** @param dense use the square table; worth it only for bodies */
export function createPairAccumulator(dense: boolean): PairAccumulator {
  const ids = new Uint16Array(65536)
  const unitOfId = new Uint16Array(denseSide)
  let nextId = 1
  for (let i = 0; i < frequentUnits.length; i++) {
    unitOfId[nextId] = frequentUnits.charCodeAt(i)
    ids[unitOfId[nextId]!] = nextId++
  }
  // By cell: below denseCells a place in the square table, above it a slot of the hash table. 0: not met yet.
  let lastPosting = dense ? (spareTable ?? new Int32Array(denseCells)) : new Int32Array(0)
  spareTable = undefined
  let usedCells = new Int32Array(1 << 12)
  let usedCount = 0
  let hashMask = (1 << 12) - 1
  let hashKeys = new Uint32Array(hashMask + 1)
  let hashSlots = new Int32Array(hashMask + 1)
  let slotKeys = new Uint32Array(1 << 11)
  let slotPosting = new Int32Array(1 << 11)
  let slots = 0
  let postingCell = new Int32Array(1 << 12)
  let postingFrequency = new Uint8Array(1 << 12)
  let postings = 0
  let articleStart = 0
  const articleEnds: number[] = []

  const growHash = (): void => {
    const keys = hashKeys
    const values = hashSlots
    hashMask = hashMask * 2 + 1
    hashKeys = new Uint32Array(hashMask + 1)
    hashSlots = new Int32Array(hashMask + 1)
    for (let i = 0; i < keys.length; i++) {
      if (values[i] === 0) continue
      let at = mix(keys[i]!) & hashMask
      while (hashSlots[at] !== 0) at = (at + 1) & hashMask
      hashKeys[at] = keys[i]!
      hashSlots[at] = values[i]!
    }
    slotKeys = grown(slotKeys, new Uint32Array(slotKeys.length * 2))
    slotPosting = grown(slotPosting, new Int32Array(slotPosting.length * 2))
  }

  /** The slot of a key, 0-based, new or known. */
  const slotOf = (key: number): number => {
    let at = mix(key) & hashMask
    let slot: number
    while ((slot = hashSlots[at]!) !== 0) {
      if (hashKeys[at] === key) return slot - 1
      at = (at + 1) & hashMask
    }
    if (slots === slotKeys.length) {
      growHash()
      return slotOf(key)
    }
    hashKeys[at] = key
    hashSlots[at] = slots + 1
    slotKeys[slots] = key
    return slots++
  }

  const use = (cell: number): void => {
    if (usedCount === usedCells.length) usedCells = grown(usedCells, new Int32Array(usedCount * 2))
    usedCells[usedCount++] = cell
  }

  const assignId = (unit: number): number => {
    if (nextId >= denseSide) return (ids[unit] = noId)
    unitOfId[nextId] = unit
    return (ids[unit] = nextId++)
  }

  const addRun = (units: Uint16Array, start: number, end: number): void => {
    if (postings + (end - start) + 1 > postingCell.length) {
      const size = Math.max(postingCell.length * 2, postings + (end - start) + 1)
      postingCell = grown(postingCell, new Int32Array(size))
      postingFrequency = grown(postingFrequency, new Uint8Array(size))
    }
    let unit = units[start]!
    let id = ids[unit]!
    if (id === 0) id = assignId(unit)
    for (let at = start + 1; at <= end; at++) {
      const next = at < end ? units[at]! : 0
      let secondId = 0
      if (next !== 0) {
        secondId = ids[next]!
        if (secondId === 0) secondId = assignId(next)
      }
      let cell: number
      let posting: number
      if (dense && id < denseSide && secondId < denseSide) {
        cell = ((((id >>> 6) << 5) | (secondId >>> 6)) << 12) | ((id & 63) << 6) | (secondId & 63)
        posting = lastPosting[cell]!
        if (posting <= articleStart) {
          if (posting === 0) use(cell)
          lastPosting[cell] = postings + 1
        }
      } else {
        const slot = slotOf(((unit << 16) | next) >>> 0)
        posting = slotPosting[slot]!
        if (posting <= articleStart) slotPosting[slot] = postings + 1
        cell = denseCells + slot
      }
      if (posting > articleStart) {
        if (postingFrequency[posting - 1]! < 255) postingFrequency[posting - 1]!++
      } else {
        postingCell[postings] = cell
        postingFrequency[postings++] = 1
      }
      unit = next
      id = secondId
    }
  }

  /** Cells with their keys, in ascending order of the keys. */
  const sortedCells = (): { cells: Int32Array; keys: Uint32Array } => {
    const count = usedCount + slots
    const cells = new Int32Array(count)
    const keys = new Uint32Array(count)
    for (let i = 0; i < usedCount; i++) {
      const cell = usedCells[i]!
      cells[i] = cell
      keys[i] = ((unitOfId[firstOf(cell)]! << 16) | unitOfId[secondOf(cell)]!) >>> 0
    }
    for (let slot = 0; slot < slots; slot++) {
      cells[usedCount + slot] = denseCells + slot
      keys[usedCount + slot] = slotKeys[slot]!
    }
    return sortByKey(cells, keys)
  }

  const drain: PairAccumulator['drain'] = (each) => {
    const { cells, keys } = sortedCells()
    // From here on `lastPosting` and `slotPosting` count, then point at the next free place of a cell's postings.
    for (let i = 0; i < usedCount; i++) lastPosting[usedCells[i]!] = 0
    slotPosting.fill(0)
    for (let p = 0; p < postings; p++) {
      const cell = postingCell[p]!
      if (cell < denseCells) lastPosting[cell]!++
      else slotPosting[cell - denseCells]!++
    }
    const starts = new Int32Array(cells.length + 1)
    for (let i = 0, sum = 0; i < cells.length; i++) {
      const cell = cells[i]!
      starts[i] = sum
      if (cell < denseCells) {
        const count = lastPosting[cell]!
        lastPosting[cell] = sum
        sum += count
      } else {
        const count = slotPosting[cell - denseCells]!
        slotPosting[cell - denseCells] = sum
        sum += count
      }
      starts[i + 1] = sum
    }
    const packed = new Uint32Array(postings)
    let p = 0
    for (let article = 0; article < articleEnds.length; article++) {
      for (const end = articleEnds[article]!; p < end; p++) {
        const cell = postingCell[p]!
        const at = cell < denseCells ? lastPosting[cell]!++ : slotPosting[cell - denseCells]!++
        packed[at] = article * 256 + postingFrequency[p]!
      }
    }
    for (let i = 0; i < usedCount; i++) lastPosting[usedCells[i]!] = 0
    if (dense) spareTable = lastPosting
    lastPosting = new Int32Array(0)
    for (let i = 0; i < cells.length; i++) {
      each(keys[i]! >>> 16, keys[i]! & 0xffff, packed, starts[i]!, starts[i + 1]! - starts[i]!)
    }
  }

  return {
    addRun,
    endArticle: () => {
      articleEnds.push(postings)
      articleStart = postings
    },
    drain,
  }
}

/** Cells lie in tiles of 64 × 64, row by row: pairs of frequent characters fill a few tiles, not a line of each row. */
function firstOf(cell: number): number {
  return ((cell >>> 17) << 6) | ((cell >>> 6) & 63)
}

function secondOf(cell: number): number {
  return (((cell >>> 12) & 31) << 6) | (cell & 63)
}

function mix(key: number): number {
  const product = Math.imul(key, 0x9e3779b1)
  return (product ^ (product >>> 15)) >>> 0
}

/** Two passes of a radix sort over 16 bits. */
function sortByKey(cells: Int32Array, keys: Uint32Array): { cells: Int32Array; keys: Uint32Array } {
  const count = cells.length
  const toCells = new Int32Array(count)
  const toKeys = new Uint32Array(count)
  radixPass(keys, cells, toKeys, toCells, 0)
  radixPass(toKeys, toCells, keys, cells, 16)
  return { cells, keys }
}

function radixPass(keys: Uint32Array, cells: Int32Array, toKeys: Uint32Array, toCells: Int32Array, shift: number): void {
  const starts = new Int32Array(65537)
  const count = keys.length
  for (let i = 0; i < count; i++) starts[((keys[i]! >>> shift) & 0xffff) + 1]!++
  for (let i = 0; i < 65536; i++) starts[i + 1]! += starts[i]!
  for (let i = 0; i < count; i++) {
    const at = starts[(keys[i]! >>> shift) & 0xffff]!++
    toKeys[at] = keys[i]!
    toCells[at] = cells[i]!
  }
}
