/**
 * Words with one slip. In a word of the interactive queries of shared/data/crud, one character is replaced by one of
 * the same syllable (the more frequent in the collection, the likelier) or of similar shape ({@link confusedWith}), is
 * swapped with its neighbour, or is left out, so that hardly any article contains the text. Is the right word the first
 * suggestion?
 */
import { pinyinTable } from '../../src/library/expansion/expanding.js'
import type { Index } from '../../src/library/types.js'
import { confusedWith } from './confusables.js'
import { percent, quantile } from './figures.js'

export type Slip = 'reading' | 'shape' | 'order' | 'missing'

export interface SlipFigures {
  readonly slip: Slip
  readonly queries: number
  readonly first: string
  readonly amongThree: string
  readonly p50: number
  readonly p95: number
  readonly missed: readonly string[]
}

/** The data from which slips are drawn. */
export interface SlipSource {
  /** Occurrences of each character in the collection. */
  readonly frequency: ReadonlyMap<string, number>
  /** Numbers in [0, 1), always the same. */
  readonly random: () => number
}

/** If more articles contain the text, nobody could recognise it as a slip. */
const few = 2

export async function measureSlips(
  index: Index,
  words: readonly string[],
  slip: Slip,
  most: number,
  source: SlipSource,
): Promise<SlipFigures> {
  const times: number[] = []
  const missed: string[] = []
  let first = 0
  let amongThree = 0
  for (const word of words) {
    if (times.length >= most) break
    const wrong = withSlip(word, slip, source)
    if (wrong === undefined || wrong === word) continue
    const count = async (text: string): Promise<number> => (await index.search(`"${text}"`, { countOnly: true })).total
    if ((await count(wrong)) > few || (await count(word)) <= few) continue
    const { suggestions = [], tookMs } = await index.search(wrong, { suggest: true, snippets: false })
    times.push(tookMs)
    if (suggestions[0]?.text === word) first++
    else missed.push(`${word} ${wrong}: ${suggestions.map(({ text }) => text).join(' ')}`)
    if (suggestions.some(({ text }) => text === word)) amongThree++
  }
  const queries = times.length
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)]
  return { slip, queries, first: percent(first, queries), amongThree: percent(amongThree, queries), p50, p95, missed }
}

function withSlip(word: string, slip: Slip, { frequency, random }: SlipSource): string | undefined {
  // Without one of its two characters nothing is left that could be a word.
  if (slip === 'missing' && word.length < 4) return undefined
  const at = Math.floor(random() * (slip === 'order' ? word.length - 1 : word.length))
  const [before, after] = [word.slice(0, at), word.slice(at + 1)]
  if (slip === 'missing') return before + after
  if (slip === 'order') return before + word[at + 1]! + word[at]! + word.slice(at + 2)
  const others = slip === 'reading' ? homophones(word[at]!) : confusedWith(word[at]!)
  const other = draw(others, (one) => (slip === 'reading' ? (frequency.get(one) ?? 0) : 1), random)
  return other === undefined ? undefined : before + other + after
}

function draw(from: readonly string[], weight: (one: string) => number, random: () => number): string | undefined {
  let left = random() * from.reduce((sum, one) => sum + weight(one), 0)
  return from.find((one) => (left -= weight(one)) < 0)
}

let bySyllable: ReadonlyMap<string, readonly string[]> | undefined

/** The other characters in common use that are mostly read as the same syllable, whatever the tone. */
function homophones(character: string): string[] {
  bySyllable ??= groupBySyllable()
  const same = bySyllable.get(syllableOf(character)) ?? []
  return same.filter((other) => other !== character)
}

function syllableOf(character: string): string {
  return pinyinTable().readingsOf(character)[0]?.slice(0, -1) ?? ''
}

function groupBySyllable(): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const character of commonCharacters()) {
    const syllable = syllableOf(character)
    if (syllable !== '') groups.set(syllable, [...(groups.get(syllable) ?? []), character])
  }
  return groups
}

/** The 3,755 characters of the first level of GB 2312, from the rows that contain them. */
function commonCharacters(): Set<string> {
  const decoder = new TextDecoder('gb18030')
  const characters = new Set<string>()
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) characters.add(decoder.decode(new Uint8Array([row, cell])))
  }
  return characters
}
