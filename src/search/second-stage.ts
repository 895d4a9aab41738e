/**
 * The second stage: looks at the text of the best articles of the first, in one scan each (about 3 µs for 700
 * characters), for what posting lists can't tell: how closely the query's pairs and characters stand together, whether
 * neighbouring words keep their order, and single-character words.
 *
 * score = first / T + a·window + c·characters + o·order + d·single, each a share between 0 and about 1.
 */
import type { DecodedText } from '../segment/articles/text-codec.js'
import { isWholeWord } from './needle.js'
import { inverseDocumentFrequency, ranking } from './parameters.js'
import type { QueryWord } from './query-text.js'
import type { CollectionStatistics, WeightedTerm } from './statistics.js'

export interface SecondStage {
  /** Points that the text adds to first / T. Parts are told in the order of {@link partNames}. */
  score(text: DecodedText, parts?: Float64Array): number
}

export const partNames = ['window', 'characters', 'order', 'single'] as const

interface Unit {
  readonly text: string
  readonly latin: boolean
  readonly idf: number
}

/** Query characters get small numbers, so that pairs address a small square. */
const mostCharacters = 250

// Reused by all queries; set at the start of a scan series, cleared at its end.
const numberOf = new Uint8Array(65536)
const capacity = 1 << 16

interface Hits {
  readonly position: Int32Array
  readonly type: Int32Array
  count: number
}

const createHits = (): Hits => ({ position: new Int32Array(capacity), type: new Int32Array(capacity), count: 0 })
const pairHits = createHits()
const characterHits = createHits()
const unitHits = createHits()

/**
 * Prepares the second stage of a query; call `score` for each text, then `release`.
 * @returns undefined where there is nothing to look for
 */
export function prepareSecondStage(
  words: readonly QueryWord[],
  terms: readonly WeightedTerm[],
  statistics: CollectionStatistics,
): (SecondStage & { release(): void }) | undefined {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0)
  // A single pair or Latin word stands equally close to itself in every article.
  const [only] = words
  const alone = words.length === 1 && (only!.latin || only!.text.length <= 2)
  if (total === 0 || words.length === 0 || alone) return undefined
  const pattern = createPattern(words, terms, statistics, total)
  for (const [unit, number] of pattern.characters) numberOf[unit] = number
  return {
    score: (text, parts) => scoreText(text, pattern, parts),
    release: () => {
      for (const unit of pattern.characters.keys()) numberOf[unit] = 0
    },
  }
}

interface Pattern {
  readonly total: number
  /** Unit to number, from 1. */
  readonly characters: ReadonlyMap<number, number>
  readonly side: number
  /** By first × side + second: pair number, unit number of two-character words; −1 for none. */
  readonly pair: Int16Array
  readonly unitOfPair: Int16Array
  readonly longUnits: ReadonlyMap<number, readonly number[]>
  /** By character number: unit number of one-character words, or −1. */
  readonly unitOfCharacter: Int16Array
  readonly latinByFirst: ReadonlyMap<number, readonly { text: string; pair: number; unit: number }[]>
  readonly pairWeight: Float64Array
  readonly pairTotal: number
  readonly characterWeight: Float64Array
  readonly characterTotal: number
  readonly units: readonly Unit[]
  readonly before: readonly number[]
  readonly after: readonly number[]
  readonly orderWeight: readonly number[]
  readonly orderTotal: number
  readonly singles: readonly { readonly number: number; readonly idf: number }[]
}

function createPattern(
  words: readonly QueryWord[],
  terms: readonly WeightedTerm[],
  statistics: CollectionStatistics,
  total: number,
): Pattern {
  const idfOf = (frequency: number): number => (frequency === 0 ? 0 : inverseDocumentFrequency(statistics.articles, frequency))
  const frequencyOf = new Map(terms.map(({ term, documentFrequency }) => [term.key, documentFrequency]))
  const characters = new Map<number, number>()
  const numberCharacter = (unit: number): void => {
    if (!characters.has(unit) && characters.size < mostCharacters) characters.set(unit, characters.size + 1)
  }
  const units: Unit[] = []
  const unitNumber = new Map<string, number>()
  for (const { text, latin } of words) {
    if (!latin) for (let i = 0; i < text.length; i++) numberCharacter(text.charCodeAt(i))
    if (unitNumber.has(text)) continue
    unitNumber.set(text, units.length)
    const key = latin || text.length > 2 ? `t${text}` : `p${text}`
    const frequency = !latin && text.length === 1 ? statistics.characterFrequency(text.charCodeAt(0)) : (frequencyOf.get(key) ?? 0)
    units.push({ text, latin, idf: idfOf(frequency) })
  }
  const content = new Set(characters.keys())
  for (const { term } of terms) {
    if (term.first < 0) continue
    numberCharacter(term.first)
    numberCharacter(term.second)
  }
  const side = characters.size + 1
  const cell = (text: string): number => {
    const first = characters.get(text.charCodeAt(0))
    const second = characters.get(text.charCodeAt(1))
    return first === undefined || second === undefined ? 0 : first * side + second
  }
  const pair = new Int16Array(side * side).fill(-1)
  const pairWeight: number[] = []
  const latinPair = new Map<string, number>()
  for (const { term, weight } of terms) {
    if (term.first >= 0 && cell(term.text) > 0) pair[cell(term.text)] = pairWeight.push(weight) - 1
    else if (term.first < 0 && words.some(({ latin, text }) => latin && text === term.text)) {
      latinPair.set(term.text, pairWeight.push(weight) - 1)
    }
  }
  const characterWeight = new Float64Array(side)
  for (const unit of content) characterWeight[characters.get(unit)!] = idfOf(statistics.characterFrequency(unit))
  const unitOfPair = new Int16Array(side * side).fill(-1)
  const unitOfCharacter = new Int16Array(side).fill(-1)
  const longUnits = new Map<number, number[]>()
  const latinByFirst = new Map<number, { text: string; pair: number; unit: number }[]>()
  for (const [number, { text, latin }] of units.entries()) {
    if (latin) {
      const first = text.charCodeAt(0)
      const entry = { text, pair: latinPair.get(text) ?? -1, unit: number }
      latinByFirst.set(first, [...(latinByFirst.get(first) ?? []), entry])
    } else if (text.length === 1) unitOfCharacter[characters.get(text.charCodeAt(0)) ?? 0] = number
    else if (cell(text) === 0) continue
    else if (text.length === 2) unitOfPair[cell(text)] = number
    else longUnits.set(cell(text), [...(longUnits.get(cell(text)) ?? []), number])
  }
  const order = neighbours(words, units, unitNumber)
  return {
    total,
    characters,
    side,
    pair,
    unitOfPair,
    longUnits,
    unitOfCharacter,
    latinByFirst,
    pairWeight: Float64Array.from(pairWeight),
    pairTotal: pairWeight.reduce((sum, weight) => sum + weight, 0) || 1,
    characterWeight,
    characterTotal: characterWeight.reduce((sum, weight) => sum + weight, 0) || 1,
    units,
    ...order,
    singles: units.flatMap(({ text, latin, idf }) =>
      !latin && text.length === 1 && characters.has(text.charCodeAt(0)) ? [{ number: characters.get(text.charCodeAt(0))!, idf }] : [],
    ),
  }
}

function neighbours(
  words: readonly QueryWord[],
  units: readonly Unit[],
  unitNumber: ReadonlyMap<string, number>,
): Pick<Pattern, 'before' | 'after' | 'orderWeight' | 'orderTotal'> {
  const before: number[] = []
  const after: number[] = []
  const orderWeight: number[] = []
  const seen = new Set<string>()
  for (let i = 0; i + 1 < words.length; i++) {
    const a = unitNumber.get(words[i]!.text)!
    const b = unitNumber.get(words[i + 1]!.text)!
    if (a === b || seen.has(`${a} ${b}`)) continue
    seen.add(`${a} ${b}`)
    before.push(a)
    after.push(b)
    orderWeight.push(Math.min(units[a]!.idf, units[b]!.idf))
  }
  return { before, after, orderWeight, orderTotal: orderWeight.reduce((sum, weight) => sum + weight, 0) }
}

function scoreText(text: DecodedText, pattern: Pattern, parts: Float64Array | undefined): number {
  collectHits(text.units, text.unitCount, pattern)
  const { pairWindow, characterWindow, order, singleCharacter } = ranking
  const window = (pairWindow.weight * bestWindow(pairHits, pattern.pairWeight, pairWindow.length)) / pattern.pairTotal
  const characters =
    (characterWindow.weight * bestWindow(characterHits, pattern.characterWeight, characterWindow.length)) / pattern.characterTotal
  const ordered = pattern.orderTotal === 0 ? 0 : (order.weight * orderKept(pattern)) / pattern.orderTotal
  const single = (singleCharacter * singlesFound(pattern)) / pattern.total
  if (parts !== undefined) parts.set([window, characters, ordered, single])
  return window + characters + ordered + single
}

/** One scan. Hot: positions go to flat arrays. Beyond 65,536 hits of a kind the rest of a text is left out. */
function collectHits(units: Uint16Array, count: number, pattern: Pattern): void {
  const { side, pair, unitOfPair, unitOfCharacter, longUnits, latinByFirst } = pattern
  const { position: pairPosition, type: pairType } = pairHits
  const { position: characterPosition, type: characterType } = characterHits
  const { position: unitPosition, type: unitType } = unitHits
  const hasLatin = latinByFirst.size > 0
  const hasLong = longUnits.size > 0
  let pairs = 0
  let characters = 0
  let found = 0
  let number = count > 0 ? numberOf[units[0]!]! : 0
  for (let at = 0; at < count; at++) {
    const next = at + 1 < count ? numberOf[units[at + 1]!]! : 0
    if (number !== 0) {
      if (characters === capacity || found + 4 > capacity || pairs === capacity) break
      characterPosition[characters] = at
      characterType[characters++] = number
      const single = unitOfCharacter[number]!
      if (single >= 0) {
        unitPosition[found] = at
        unitType[found++] = single
      }
      if (next !== 0) {
        const cell = number * side + next
        const type = pair[cell]!
        if (type >= 0) {
          pairPosition[pairs] = at
          pairType[pairs++] = type
        }
        const unit = unitOfPair[cell]!
        if (unit >= 0) {
          unitPosition[found] = at
          unitType[found++] = unit
        }
        if (hasLong) {
          for (const long of longUnits.get(cell) ?? none) {
            if (found === capacity || !startsWith(units, at, pattern.units[long]!.text)) continue
            unitPosition[found] = at
            unitType[found++] = long
          }
        }
      }
    }
    if (hasLatin) {
      for (const { text, pair: type, unit } of latinByFirst.get(units[at]!) ?? none) {
        if (!startsWith(units, at, text) || !isWholeWord(units, count, at, at + text.length)) continue
        if (pairs === capacity || found === capacity) break
        if (type >= 0) {
          pairPosition[pairs] = at
          pairType[pairs++] = type
        }
        unitPosition[found] = at
        unitType[found++] = unit
      }
    }
    number = next
  }
  pairHits.count = pairs
  characterHits.count = characters
  unitHits.count = found
}

function startsWith(units: Uint16Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (units[at + i] !== text.charCodeAt(i)) return false
  return true
}

const none: readonly never[] = []

let counts = new Int32Array(4096)

/** Largest weight of distinct types whose hits begin within `length` of one another: two pointers over the hits. */
function bestWindow({ position, type, count }: Hits, weight: Float64Array, length: number): number {
  if (counts.length < weight.length) counts = new Int32Array(weight.length * 2)
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

/** Weight of neighbours (u, v) of the query for which somewhere v begins 0 to `gap` characters after an end of u. */
function orderKept(pattern: Pattern): number {
  const { before, after, orderWeight, units } = pattern
  const lastEnd = new Int32Array(units.length).fill(-1_000_000)
  const kept = new Uint8Array(before.length)
  let sum = 0
  for (let i = 0; i < unitHits.count; i++) {
    const unit = unitHits.type[i]!
    const at = unitHits.position[i]!
    for (let j = 0; j < before.length; j++) {
      if (after[j] !== unit || kept[j] === 1) continue
      const gap = at - lastEnd[before[j]!]!
      if (gap < 0 || gap > ranking.order.gap) continue
      kept[j] = 1
      sum += orderWeight[j]!
    }
    lastEnd[unit] = at + units[unit]!.text.length
  }
  return sum
}

function singlesFound({ singles, side }: Pattern): number {
  if (singles.length === 0) return 0
  const present = new Uint8Array(side)
  for (let i = 0; i < characterHits.count; i++) present[characterHits.type[i]!] = 1
  return singles.reduce((sum, { number, idf }) => sum + (present[number] === 1 ? idf : 0), 0)
}
