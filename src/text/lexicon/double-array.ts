/**
 * Lays a trie out as a double array: child `c` of the node with base `b` is in slot b + c if that slot's check is c.
 *
 * No two nodes share a base, so the check needs only the child's code, not its parent, and a slot fits into 32 bits:
 * node number << 13 | code. The number determines the kind of a node: below `leaves` it is a word without continuation,
 * below `words` a word that longer words begin with, from there on a prefix that is not a word. Only the last two kinds
 * have a base. So a step down the trie reads one word of memory, and four bytes a slot keep the array of a large
 * lexicon near the cache.
 *
 * Nodes are placed from the one with most children to those with one, first fit along a list of free slots (Aoe 1989).
 * With this list, the 350,000 words of a large lexicon take about a second.
 */
import { withCapacity } from '../../base/growing.js'

/** Codes of characters that follow another lie in [1, MAX_CODE]. */
export const MAX_CODE = 8190
/** Masks the code of a slot; alone it is the check of an empty slot, which no code equals. */
export const CODE_MASK = 8191
export const CODE_BITS = 13
/**
 * Each entry of the table of bases stores, above the base, the kinds of the codes of the node's children in this many
 * bits: bit `code & KIND_MASK`. Most nodes below the first level have one or two children, and most characters that
 * follow are not among them. The entry, which is already loaded, rules these out, so the slot, a random memory access,
 * is not read.
 */
export const BASE_BITS = 23
export const BASE_MASK = 2 ** BASE_BITS - 1
export const KIND_MASK = 7
/** Nodes are numbered below this. */
export const MAX_NODES = 2 ** (32 - CODE_BITS)

/** The children of node n are childCode/childNode[first[n], first[n] + count[n]), by ascending code. */
export interface Trie {
  readonly count: Int32Array
  readonly first: Int32Array
  readonly childCode: Uint16Array
  readonly childNode: Int32Array
}

interface DoubleArray {
  readonly slots: Int32Array
  /** Base of each node, 0 for those without children; without kinds. */
  readonly base: Int32Array
}

/** The table of bases: those of the nodes from `leaves` on, with the kinds of their children. */
export function basesOf({ count, first, childCode }: Trie, base: Int32Array, leaves: number): Int32Array {
  const bases = base.slice(leaves)
  for (let node = leaves; node < count.length; node++) {
    for (let child = first[node]!; child < first[node]! + count[node]!; child++)
      bases[node - leaves]! |= 1 << (BASE_BITS + (childCode[child]! & KIND_MASK))
  }
  return bases
}

/** @param codeCount one more than the largest code, so that a look-up never leaves the array */
export function placeTrie(trie: Trie, codeCount: number): DoubleArray {
  const { count, first, childCode, childNode } = trie
  const base = new Int32Array(count.length)
  const free = new FreeList()
  let size = 0
  for (const node of byChildren(count)) {
    const from = first[node]!
    // Smaller families fill the gaps between larger ones.
    if (count[node] !== size) free.rewind()
    size = count[node]!
    const b = free.fit(childCode, from, from + size)
    base[node] = b
    for (let child = from; child < from + size; child++) free.take(b + childCode[child]!)
  }
  const slots = new Int32Array(free.length + codeCount + 1).fill(CODE_MASK)
  for (let node = 0; node < count.length; node++) {
    for (let child = first[node]!; child < first[node]! + count[node]!; child++) {
      const code = childCode[child]!
      slots[base[node]! + code] = (childNode[child]! << CODE_BITS) | code
    }
  }
  return { slots, base }
}

/** Nodes with children, those with most first, otherwise in order. */
function byChildren(count: Int32Array): Int32Array {
  const nodes: number[] = []
  for (let node = 0; node < count.length; node++) if (count[node]! > 0) nodes.push(node)
  return Int32Array.from(nodes).sort((a, b) => count[b]! - count[a]! || a - b)
}

/** How many slots a family may try before families of its size skip the crowded front of the list. */
const PATIENCE = 512

class FreeList {
  #next = new Int32Array(0)
  #before = new Int32Array(0)
  #taken = new Uint8Array(0)
  #usedBase = new Uint8Array(0)
  #front = 1
  #end = 0

  constructor() {
    this.#grow(1 << 12)
  }

  /** One more than the last slot taken. */
  get length(): number {
    return this.#end
  }

  /** The smallest unused base for which all codes[from, to) (ascending) fall on free slots. */
  fit(codes: Uint16Array, from: number, to: number): number {
    const lead = codes[from]!
    let tries = 0
    for (let slot = this.#front; ; slot = this.#next[slot]!) {
      if (slot >= this.#next.length - 1) this.#grow(2 * this.#next.length)
      const base = slot - lead
      if (base > 0 && this.#usedBase[base] === 0 && this.#fits(base, codes, from, to)) {
        if (tries > PATIENCE) this.#front = slot
        this.#usedBase[base] = 1
        return base
      }
      tries++
    }
  }

  take(slot: number): void {
    this.#taken[slot] = 1
    const after = this.#next[slot]!
    const prior = this.#before[slot]!
    this.#next[prior] = after
    this.#before[after] = prior
    if (slot === this.#front) this.#front = after
    if (slot >= this.#end) this.#end = slot + 1
  }

  /** Restarts the search at the first free slot. */
  rewind(): void {
    this.#front = this.#next[0]!
  }

  #fits(base: number, codes: Uint16Array, from: number, to: number): boolean {
    while (base + codes[to - 1]! >= this.#next.length - 1) this.#grow(2 * this.#next.length)
    const taken = this.#taken
    for (let i = from + 1; i < to; i++) if (taken[base + codes[i]!] === 1) return false
    return true
  }

  #grow(capacity: number): void {
    const from = this.#next.length
    this.#next = withCapacity(this.#next, new Int32Array(capacity))
    this.#before = withCapacity(this.#before, new Int32Array(capacity))
    this.#taken = withCapacity(this.#taken, new Uint8Array(capacity))
    this.#usedBase = withCapacity(this.#usedBase, new Uint8Array(capacity))
    for (let slot = from; slot < capacity; slot++) {
      this.#next[slot] = slot + 1
      this.#before[slot] = slot - 1
    }
  }
}
