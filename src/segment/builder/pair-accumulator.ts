/**
 * Collects which character pairs each article holds, and how often. Hot: every character of a collection passes
 * here once, so state lies in flat typed arrays and nothing is allocated per pair.
 *
 * A pair gets a slot when first seen. The commonest characters address their slot through a square table, so that
 * frequent pairs share cache lines; the rest through open addressing. `state` holds, side by side for one cache
 * line, the last article that held the pair and that posting's number: repeats only raise a count.
 */

const denseSide = 2048
const noId = 0xffff

export interface PairAccumulator {
  /** Distinct pairs. */
  readonly slots: number
  readonly postings: number
  /** Adds the pairs of the run units[start, end), its end included. */
  addRun(units: Uint16Array, start: number, end: number, article: number): void
  /** Ends an article: postings so far belong to it and those before. */
  endArticle(): void
  /** All pairs as first × 65536 + second, ascending, with their postings. */
  drain(each: (key: number, packed: Uint32Array, start: number, count: number) => void): void
}

/** @param dense use the square table (16 MB); worth it only for bodies */
export function createPairAccumulator(dense: boolean): PairAccumulator {
  const ids = new Uint16Array(65536)
  let nextId = 1
  ids[0] = 0
  const table = new Int32Array(dense ? denseSide * denseSide : 0)
  let hashMask = (1 << 12) - 1
  let hashKeys = new Uint32Array(hashMask + 1)
  let hashSlots = new Int32Array(hashMask + 1)
  let hashed = 0
  let slotKeys = new Uint32Array(1 << 12)
  let state = new Int32Array(1 << 13)
  let slots = 0
  let postingSlot = new Int32Array(1 << 14)
  let postingFrequency = new Uint8Array(1 << 14)
  let postings = 0
  let articleEnds: number[] = []

  const newSlot = (key: number): number => {
    if (slots === slotKeys.length) {
      slotKeys = grown(slotKeys, new Uint32Array(slots * 2))
      state = grown(state, new Int32Array(slots * 4))
    }
    slotKeys[slots] = key
    state[2 * slots] = -1
    return ++slots
  }

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
  }

  const hashedSlot = (key: number): number => {
    let at = mix(key) & hashMask
    let slot: number
    while ((slot = hashSlots[at]!) !== 0) {
      if (hashKeys[at] === key) return slot
      at = (at + 1) & hashMask
    }
    slot = newSlot(key)
    hashKeys[at] = key
    hashSlots[at] = slot
    if (++hashed * 2 > hashMask) growHash()
    return slot
  }

  const assignId = (unit: number): number => {
    const id = nextId < denseSide ? nextId++ : noId
    ids[unit] = id
    return id
  }

  const addRun = (units: Uint16Array, start: number, end: number, article: number): void => {
    if (postings + (end - start) > postingSlot.length) {
      const size = Math.max(postingSlot.length * 2, postings + (end - start))
      postingSlot = grown(postingSlot, new Int32Array(size))
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
      let slot: number
      if (dense && id < denseSide && secondId < denseSide) {
        const cell = id * denseSide + secondId
        slot = table[cell]!
        if (slot === 0) slot = table[cell] = newSlot(((unit << 16) | next) >>> 0)
      } else {
        slot = hashedSlot(((unit << 16) | next) >>> 0)
      }
      const at2 = 2 * (slot - 1)
      if (state[at2] === article) {
        const posting = state[at2 + 1]!
        if (postingFrequency[posting]! < 255) postingFrequency[posting]!++
      } else {
        state[at2] = article
        state[at2 + 1] = postings
        postingSlot[postings] = slot - 1
        postingFrequency[postings++] = 1
      }
      unit = next
      id = secondId
    }
  }

  const drain: PairAccumulator['drain'] = (each) => {
    const order = sortedSlots(slotKeys, slots)
    const { packed, start } = groupBySlot(order, slots, postingSlot, postingFrequency, articleEnds)
    for (let i = 0; i < slots; i++) {
      const slot = order[i]!
      each(slotKeys[slot]!, packed, start[i]!, start[i + 1]! - start[i]!)
    }
    articleEnds = []
  }

  return {
    get slots() {
      return slots
    },
    get postings() {
      return postings
    },
    addRun,
    endArticle: () => void articleEnds.push(postings),
    drain,
  }
}

function mix(key: number): number {
  const product = Math.imul(key, 0x9e3779b1)
  return (product ^ (product >>> 15)) >>> 0
}

export function grown<T extends Uint32Array | Int32Array | Uint8Array | Uint16Array>(from: T, to: T): T {
  to.set(from as never)
  return to
}

/** Slot numbers in ascending order of their keys: two passes of a radix sort over 16 bits. */
function sortedSlots(keys: Uint32Array, count: number): Int32Array {
  let from = Int32Array.from({ length: count }, (_, slot) => slot)
  let to = new Int32Array(count)
  for (const shift of [0, 16]) {
    const starts = new Int32Array(65537)
    for (let i = 0; i < count; i++) starts[((keys[i]! >>> shift) & 0xffff) + 1]!++
    for (let i = 0; i < 65536; i++) starts[i + 1]! += starts[i]!
    for (let i = 0; i < count; i++) {
      const slot = from[i]!
      to[starts[(keys[slot]! >>> shift) & 0xffff]!++] = slot
    }
    ;[from, to] = [to, from]
  }
  return from
}

/**
 * Orders postings by the rank of their slot, articles staying ascending: one counting sort.
 * @param order slots by rank
 * @param articleEnds for each article, the number of postings up to its end
 * @returns postings as document × 256 + frequency, and where each rank begins
 */
export function groupBySlot(
  order: Int32Array,
  slots: number,
  postingSlot: Int32Array,
  postingFrequency: Uint8Array,
  articleEnds: readonly number[],
): { packed: Uint32Array; start: Int32Array } {
  const postings = articleEnds.at(-1) ?? 0
  const rank = new Int32Array(slots)
  for (let i = 0; i < slots; i++) rank[order[i]!] = i
  const start = new Int32Array(slots + 1)
  for (let p = 0; p < postings; p++) start[rank[postingSlot[p]!]! + 1]!++
  for (let i = 0; i < slots; i++) start[i + 1]! += start[i]!
  // `next` by slot, so that the scatter below does one look-up less.
  const next = new Int32Array(slots)
  for (let slot = 0; slot < slots; slot++) next[slot] = start[rank[slot]!]!
  const packed = new Uint32Array(postings)
  let p = 0
  for (const [article, end] of articleEnds.entries()) {
    for (; p < end; p++) packed[next[postingSlot[p]!]!++] = article * 256 + postingFrequency[p]!
  }
  return { packed, start }
}
