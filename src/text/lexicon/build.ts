/** Compiles a word list into the binary of format.ts. Runs at build time, and for the few words of a user lexicon. */
import type { LexiconEntry, LexiconStatistics } from './entry.js'
import { BASE_MASK, basesOf, CODE_MASK, MAX_CODE, placeTrie } from './double-array.js'
import { growTrie } from './grow-trie.js'
import { writeLexicon } from './write.js'

/**
 * @param entries words in any order, no duplicates, of 1 to 255 units; their distinct prefixes number less than 524,288
 * @throws RangeError if a limit of the format is exceeded
 */
export function buildLexicon(entries: readonly LexiconEntry[], statistics: LexiconStatistics = {}): Uint8Array {
  const ranked = [...entries].sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1))
  check(ranked)
  const alphabet = alphabetOf(ranked)
  const grown = growTrie(ranked, alphabet)
  const { slots, base } = placeTrie(grown.trie, alphabet.length)
  if (slots.length > BASE_MASK) throw new RangeError('too many words')
  const root = new Int32Array(2 * alphabet.length).fill(-1)
  for (const { code, node } of grown.roots) {
    root[2 * code] = base[node]!
    root[2 * code + 1] = node < ranked.length ? node : -1
  }
  for (let code = 0; code < alphabet.length; code++) if (root[2 * code] === -1) root[2 * code] = 0
  const words = grown.order.map((rank) => ranked[rank]!)
  return writeLexicon(
    { words, leaves: grown.leaves, alphabet, slots, bases: basesOf(grown.trie, base, grown.leaves), root },
    statistics,
  )
}

function check(ranked: readonly LexiconEntry[]): void {
  for (const { word, frequency } of ranked) {
    if (word.length < 1 || word.length > 255) throw new RangeError(`a word has 1 to 255 units: ${word.slice(0, 20)}`)
    if (!(frequency > 0 && frequency <= 0xffffffff)) throw new RangeError(`not a frequency: ${frequency}`)
  }
}

/**
 * Units by code; codes 0 and {@link CODE_MASK} are unused. Units that follow another unit in a word come first, the
 * most frequent with small codes.
 */
function alphabetOf(ranked: readonly LexiconEntry[]): Uint16Array {
  const weight = new Float64Array(0x10000)
  const follows = new Uint8Array(0x10000)
  const units: number[] = []
  for (const { word, frequency } of ranked) {
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i)
      if (weight[unit] === 0) units.push(unit)
      weight[unit]! += frequency
      if (i > 0) follows[unit] = 1
    }
  }
  units.sort((a, b) => follows[b]! - follows[a]! || weight[b]! - weight[a]! || a - b)
  if (units.filter((unit) => follows[unit] === 1).length > MAX_CODE) throw new RangeError('too many characters')
  // With this code an empty slot would look like a child.
  if (units.length >= CODE_MASK) units.splice(CODE_MASK - 1, 0, 0)
  return Uint16Array.from([0, ...units])
}
