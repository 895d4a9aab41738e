/** Writes the sections of format.ts. */
import type { LexiconEntry, LexiconStatistics } from './entry.js'
import { HEADER_BYTES, MAGIC, sectionsOf, VERSION, type Counts } from './format.js'
import { hashBytes } from './hash.js'

interface Parts {
  readonly words: readonly LexiconEntry[]
  readonly leaves: number
  readonly alphabet: Uint16Array
  readonly slots: Int32Array
  readonly bases: Int32Array
  readonly root: Int32Array
}

export function writeLexicon(parts: Parts, statistics: LexiconStatistics): Uint8Array {
  const { words, alphabet } = parts
  const runs = runsOf(words)
  const counts = {
    words: words.length,
    leaves: parts.leaves,
    inner: parts.bases.length,
    codes: alphabet.length - 1,
    slots: parts.slots.length,
    runs: runs.length / 2,
    units: words.reduce((sum, { word }) => sum + word.length, 0),
  }
  const at = sectionsOf(counts)
  const bytes = new Uint8Array(at.end)
  const { buffer } = bytes
  new Int32Array(buffer, at.slots, counts.slots).set(parts.slots)
  new Int32Array(buffer, at.bases, counts.inner).set(parts.bases)
  new Int32Array(buffer, at.root, parts.root.length).set(parts.root)
  new Uint32Array(buffer, at.runs, runs.length).set(runs)
  new Uint16Array(buffer, at.alphabet, alphabet.length).set(alphabet)
  writeHeader(bytes, counts, statistics, words)
  return bytes
}

function writeHeader(bytes: Uint8Array, counts: Counts, statistics: LexiconStatistics, words: readonly LexiconEntry[]) {
  const { words: n, leaves, inner, codes, slots, runs, units } = counts
  const frequencies = words.map(({ frequency }) => frequency)
  const header = new Uint32Array(bytes.buffer, 0, HEADER_BYTES / 4)
  header.set([MAGIC, VERSION, 0, 0, n, leaves, inner, codes, slots, runs, units])
  header[11] = statistics.least ?? frequencies.reduce((least, frequency) => Math.min(least, frequency), Infinity)
  new Float64Array(bytes.buffer, 48, 1)[0] =
    statistics.total ?? frequencies.reduce((sum, frequency) => sum + frequency, 0)
  const hash = hashBytes(bytes)
  header[2] = parseInt(hash.slice(0, 8), 16)
  header[3] = parseInt(hash.slice(8), 16)
}

function runsOf(words: readonly LexiconEntry[]): number[] {
  const runs: number[] = []
  for (const { frequency } of words) {
    if (runs.length > 0 && runs.at(-2) === frequency) runs[runs.length - 1]!++
    else runs.push(frequency, 1)
  }
  return runs
}
