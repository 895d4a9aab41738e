/**
 * Words with one slip: of the words of the interactive queries of shared/data/crud, one character is replaced by one of
 * the same reading or of like shape, or changes places with its neighbour, so that hardly any article holds the text.
 * Is the right word the first suggestion?
 */
import { pinyinTable } from '../../src/engine/expanding.js'
import { lookAlikes } from '../../src/expand/suggest/look-alikes.js'
import type { Index } from '../../src/engine/types.js'
import { percent, quantile } from './figures.js'

export type Slip = 'reading' | 'shape' | 'order'

export interface SlipFigures {
  readonly slip: Slip
  readonly queries: number
  readonly first: string
  readonly amongThree: string
  readonly p50: number
  readonly p95: number
  readonly missed: readonly string[]
}

/** A text that more articles hold is no slip that anybody could notice. */
const few = 2

/** @param random numbers in [0, 1), always the same */
export async function measureSlips(
  index: Index,
  words: readonly string[],
  slip: Slip,
  most: number,
  random: () => number,
): Promise<SlipFigures> {
  const times: number[] = []
  const missed: string[] = []
  let first = 0
  let amongThree = 0
  for (const word of words) {
    if (times.length >= most) break
    const wrong = withSlip(word, slip, random)
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

function withSlip(word: string, slip: Slip, random: () => number): string | undefined {
  const at = Math.floor(random() * (slip === 'order' ? word.length - 1 : word.length))
  if (slip === 'order') return word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2)
  const others = slip === 'reading' ? homophones(word[at]!) : [...lookAlikes(word[at]!)]
  const other = others[Math.floor(random() * others.length)]
  return other === undefined ? undefined : word.slice(0, at) + other + word.slice(at + 1)
}

/** Of the characters in common use (GB 2312), those with the same usual reading, tone and all. */
function homophones(character: string): string[] {
  const table = pinyinTable()
  const reading = table.readingsOf(character)[0]
  if (reading === undefined) return []
  const all = table.charactersOf({ text: reading.slice(0, -1), tone: Number(reading.at(-1)) })
  return [...all].filter((other) => other !== character && isCommon(other) && table.readingsOf(other)[0] === reading)
}

let common: ReadonlySet<string> | undefined

function isCommon(character: string): boolean {
  common ??= commonCharacters()
  return common.has(character)
}

/** The rows of GB 2312 that hold its 3,755 characters of the first level. */
function commonCharacters(): Set<string> {
  const decoder = new TextDecoder('gb18030')
  const characters = new Set<string>()
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) characters.add(decoder.decode(new Uint8Array([row, cell])))
  }
  return characters
}
