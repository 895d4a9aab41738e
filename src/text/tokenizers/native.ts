/**
 * Segments Han text into the most probable sequence of dictionary words (a unigram model, like jieba's without its
 * hidden Markov model): best(i) = max over words w at i of log p(w) + best(i + |w|), computed from the end of a run.
 *
 * A character that begins no word counts as one occurrence of the rarest word. Of equal sums, the one with the shorter
 * first word wins. Both rules are those of cppjieba, so that the segmentation is the same.
 */
import { BASE_BITS, BASE_MASK, CODE_BITS, CODE_MASK, KIND_MASK } from '../lexicon/double-array.js'
import type { Lexicon } from '../lexicon/open.js'
import type { TrieView } from '../lexicon/format.js'
import type { Tokenizer } from '../analysis/tokenizer.js'

/** Runs are segmented in windows of this many units; the buffers of one window fit into the L1 cache. */
const WINDOW = 2048

interface NativeOptions {
  /** Units of a window, ≥ 64; the result doesn't depend on it unless a window contains no word boundary. */
  readonly window?: number
}

export function createNativeTokenizer(lexicon: Lexicon, options: NativeOptions = {}): Tokenizer {
  const window = options.window ?? WINDOW
  const cutter = createCutter(lexicon, window)
  return {
    id: `native:${lexicon.hash}`,
    wordCount: lexicon.wordCount,
    ...(lexicon.user === undefined ? {} : { firstUserWord: lexicon.user.firstId }),
    spell: (id, into) => lexicon.spell(id, into),
    get spellings() {
      return lexicon.spellings()
    },
    cut(units, start, end, ends, ids, at) {
      while (end - start > window) {
        const border = lastBorder(lexicon, units, start, start + window)
        at = cutter(units, start, border, ends, ids, at)
        start = border
      }
      return cutter(units, start, end, ends, ids, at)
    },
  }
}

type Cutter = (units: Uint16Array, start: number, end: number, ends: Int32Array, ids: Int32Array, at: number) => number

/** Hot: this loop decides the speed of everything; plain arrays, no calls, no allocation. */
function createCutter(lexicon: Lexicon, window: number): Cutter {
  const { weights, unknown, user } = lexicon
  const { codeOf, root, slots, bases, leaves, words } = lexicon.trie
  const path = createPath(window)
  const { best, step } = path
  const codes = new Uint16Array(window + 1)
  const seconds = new Int32Array(window + 1)

  return (units, start, end, ends, ids, at) => {
    const count = end - start
    for (let i = 0; i < count; i++) codes[i] = codeOf[units[start + i]!]!
    // Each of these reads misses the cache. Issued one after the other, with no branch in between, they are waited for
    // together.
    for (let i = 0; i < count - 1; i++) {
      const base = root[codes[i]! << 1]!
      seconds[i] = base === 0 ? CODE_MASK : slots[base + codes[i + 1]!]!
    }
    seconds[count - 1] = CODE_MASK
    codes[count] = 0
    best[count] = 0
    for (let i = count - 1; i >= 0; i--) {
      const first = codes[i]! << 1
      let taken = root[first + 1]!
      let length = 1
      let sum: number
      if (taken >= 0) sum = weights[taken]! + best[i + 1]!
      else {
        if (isPair(units, start + i, end)) length = 2
        sum = unknown + best[i + length]!
      }
      let code = codes[i + 1]!
      let entry = seconds[i]!
      for (let j = i + 2; (entry & CODE_MASK) === code; j++) {
        const node = entry >>> CODE_BITS
        if (node < words) {
          const candidate = weights[node]! + best[j]!
          if (candidate > sum) {
            sum = candidate
            taken = node
            length = j - i
          }
          if (node < leaves) break
        }
        if (j === count) break
        const children = bases[node - leaves]!
        code = codes[j]!
        if (((children >>> (BASE_BITS + (code & KIND_MASK))) & 1) === 0) break
        entry = slots[(children & BASE_MASK) + code]!
      }
      best[i] = sum
      step[i] = (taken << 8) | length
      if (user !== undefined) addUserWords(user, weights, units, start, i, count, path)
    }
    for (let i = 0; i < count; at++) {
      const taken = step[i]!
      i += taken & 255
      ids[at] = taken >> 8
      ends[at] = start + i
    }
    return at
  }
}

/**
 * The best segmentation from each unit of a window on: its log probability, and word ID << 8 | units of the first word.
 */
interface Path {
  readonly best: Float64Array
  readonly step: Int32Array
}

function createPath(window: number): Path {
  return { best: new Float64Array(window + 1), step: new Int32Array(window + 1) }
}

/**
 * Tries the user's words that start at `i`, as the loop above does with the lexicon's. A word of one character always
 * replaces the same character without an ID (a negative step), but a longer word only if it is likelier.
 */
function addUserWords(
  user: TrieView,
  weights: Float32Array,
  units: Uint16Array,
  start: number,
  i: number,
  count: number,
  path: Path,
): void {
  const { codeOf, root, slots, bases, leaves, words, firstId } = user
  const first = codeOf[units[start + i]!]!
  let node = root[2 * first + 1]!
  let base = root[2 * first]!
  const single = isPair(units, start + i, start + count) ? i + 2 : i + 1
  for (let j = i + 1; ; j++) {
    if (node >= 0 && node < words) {
      const candidate = weights[firstId + node]! + path.best[j]!
      if (candidate > path.best[i]! || (j === single && path.step[i]! < 0)) {
        path.best[i] = candidate
        path.step[i] = ((firstId + node) << 8) | (j - i)
      }
    }
    if (base === 0 || j >= count) return
    const code = codeOf[units[start + j]!]!
    const entry = slots[base + code]!
    if ((entry & CODE_MASK) !== code) return
    node = entry >>> CODE_BITS
    base = node < leaves ? 0 : bases[node - leaves]! & BASE_MASK
  }
}

/**
 * The last position in (start, limit] that no dictionary word can span, so that segmenting both sides separately gives
 * the same result as together. If hostile text has no such position, `limit` itself, moved off a surrogate pair.
 */
function lastBorder(lexicon: Lexicon, units: Uint16Array, start: number, limit: number): number {
  let border = start
  let reach = start
  for (let i = start; i < limit; i++) {
    if (i >= reach) border = i
    reach = Math.max(reach, isPair(units, i, units.length) ? i + 2 : i + 1, farthest(lexicon.trie, units, i, limit + 1))
    if (lexicon.user !== undefined) reach = Math.max(reach, farthest(lexicon.user, units, i, limit + 1))
  }
  if (reach <= limit) border = limit
  return border > start ? border : limit - (isPair(units, limit - 1, units.length) ? 1 : 0)
}

/** The farthest end of a path of the trie that starts at `i`, whether or not it is a word. */
function farthest(trie: TrieView, units: Uint16Array, i: number, end: number): number {
  const { codeOf, root, slots, bases, leaves } = trie
  let base = root[2 * codeOf[units[i]!]!]!
  let j = i + 1
  while (base !== 0 && j < end) {
    const code = codeOf[units[j]!]!
    const entry = slots[base + code]!
    if ((entry & CODE_MASK) !== code) break
    const node = entry >>> CODE_BITS
    base = node < leaves ? 0 : bases[node - leaves]! & BASE_MASK
    j++
  }
  return j
}

function isPair(units: Uint16Array, at: number, end: number): boolean {
  return (units[at]! & 0xfc00) === 0xd800 && at + 1 < end && (units[at + 1]! & 0xfc00) === 0xdc00
}
