/**
 * The spellings of a lexicon, read back from its trie: in the file they would be 40 % of it. The first word takes about
 * 10 ms for 500,000 nodes, each further one a few steps up the trie; all 350,000 at once take about 10 ms more.
 */
import { textOf } from '../units.js'
import type { Spellings } from '../analysis/tokenizer.js'
import { BASE_MASK, CODE_BITS, CODE_MASK } from './double-array.js'
import type { TrieView } from './trie-view.js'

/** In units. */
export const LONGEST_WORD = 255

export interface Speller {
  /** Writes a word's units to the start of `into`, which has room for {@link LONGEST_WORD}. @returns how many */
  readonly spell: (id: number, into: Uint16Array) => number
  readonly spelling: (id: number) => string
  readonly all: () => Spellings
}

/**
 * @param alphabet by code: the unit
 * @param units of all words together
 */
export function createSpeller(trie: TrieView, alphabet: Uint16Array, units: number): Speller {
  let ancestry: Ancestry | undefined
  let all: Spellings | undefined
  const reversed = new Uint16Array(LONGEST_WORD)
  const scratch = new Uint16Array(LONGEST_WORD)

  const spell = (id: number, into: Uint16Array): number => {
    if (!(id >= 0 && id < trie.words)) throw new RangeError(`no word ${id} of ${trie.words}`)
    const { first, above } = (ancestry ??= ancestryOf(trie, alphabet))
    let length = 0
    let node = id
    for (; first[node] === 0; node = above[node]! >>> CODE_BITS)
      reversed[length++] = alphabet[above[node]! & CODE_MASK]!
    into[0] = first[node]!
    for (let i = 1; i <= length; i++) into[i] = reversed[length - i]!
    return length + 1
  }
  const spellAll = (): Spellings => {
    const made = { units: new Uint16Array(units), lengths: new Uint8Array(trie.words) }
    for (let id = 0, at = 0; id < trie.words; id++) {
      const length = (made.lengths[id] = spell(id, scratch))
      for (let i = 0; i < length; i++) made.units[at++] = scratch[i]!
    }
    return made
  }
  return {
    spell,
    spelling: (id) => textOf(scratch, 0, spell(id, scratch)),
    all: () => (all ??= spellAll()),
  }
}

interface Ancestry {
  /** By node: its unit if it is a first character, otherwise 0. */
  readonly first: Uint16Array
  /** By node: its parent << 13 | the code of its last unit. */
  readonly above: Int32Array
}

/** No two nodes share a base, so the base that a slot belongs to names the parent. */
function ancestryOf({ slots, bases, root, leaves }: TrieView, alphabet: Uint16Array): Ancestry {
  const nodes = leaves + bases.length
  const [first, above] = [new Uint16Array(nodes), new Int32Array(nodes)]
  const owner = new Int32Array(slots.length)
  for (let inner = 0; inner < bases.length; inner++) owner[bases[inner]! & BASE_MASK] = leaves + inner
  for (let code = 1; code < alphabet.length; code++) {
    const base = root[2 * code]!
    const node = base === 0 ? root[2 * code + 1]! : owner[base]!
    if (node >= 0) first[node] = alphabet[code]!
  }
  for (let slot = 0; slot < slots.length; slot++) {
    const code = slots[slot]! & CODE_MASK
    if (code !== CODE_MASK) above[slots[slot]! >>> CODE_BITS] = (owner[slot - code]! << CODE_BITS) | code
  }
  return { first, above }
}
