import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addRun,
  beginArticle,
  clearPairs,
  PairAccumulator,
  drainPairs,
  endArticle,
} from '../../src/storage/segment/builder/pair-accumulator.js'
import { openPairs } from '../../src/storage/segment/pairs/reader.js'
import { PairWriter, finishPairs, runEnd } from '../../src/storage/segment/pairs/writer.js'
import { decodePostings, readAhead } from '../../src/storage/segment/postings/codec.js'
import { PostingsSink } from '../../src/storage/segment/postings/entry.js'

/** The runs of an article. */
type Runs = readonly (readonly number[])[]

function fill(pairs: PairAccumulator, articles: readonly Runs[]): void {
  for (const runs of articles) {
    const units = Uint16Array.from(runs.flat())
    beginArticle(pairs, units.length)
    let at = 0
    for (const { length } of runs) addRun(pairs, units, at, (at += length))
    endArticle(pairs)
  }
}

/** Every pair with its postings, "document×frequency", and every first unit with its articles. */
function drained(pairs: PairAccumulator, articles: number): [Map<string, string>, Map<number, number>] {
  const chunks: Uint8Array[] = []
  const sink = new PostingsSink((bytes) => void chunks.push(bytes.slice()))
  const writer = new PairWriter(sink, new Uint32Array(articles).fill(9))
  drainPairs(pairs, writer)
  const { index, groups } = finishPairs(writer)
  sink.flush()
  const bytes = Buffer.concat([...chunks, new Uint8Array(readAhead)])
  const postings = (start: number, end: number): Uint8Array => bytes.subarray(start, end)
  const source = { articles, where: 'test.seg', section: 'pairs' }
  const dictionary = openPairs({ index, groups: (start, end) => groups.subarray(start, end), postings, source })
  const lists = new Map<string, string>()
  const holders = new Map<number, number>()
  for (const first of dictionary.firstUnits) {
    holders.set(first, dictionary.characterFrequency(first))
    const group = dictionary.group(first)!
    for (const [i, second] of group.seconds.entries()) {
      const list = group.list(i)
      const documents = new Int32Array(list.documentFrequency)
      const frequencies = new Uint8Array(list.documentFrequency)
      decodePostings(list, documents, frequencies)
      lists.set(`${first} ${second}`, Array.from(documents, (d, at) => `${d}×${frequencies[at]}`).join(' '))
    }
  }
  return [lists, holders]
}

/** The same, counted in maps. */
function expected(articles: readonly Runs[]): [Map<string, string>, Map<number, number>] {
  const counts = new Map<string, Map<number, number>>()
  const holders = new Map<number, Set<number>>()
  for (const [article, runs] of articles.entries()) {
    for (const run of runs) {
      for (const [i, first] of run.entries()) {
        const key = `${first} ${run[i + 1] ?? runEnd}`
        if (!counts.has(key)) counts.set(key, new Map())
        const list = counts.get(key)!
        list.set(article, Math.min(255, (list.get(article) ?? 0) + 1))
        if (!holders.has(first)) holders.set(first, new Set())
        holders.get(first)!.add(article)
      }
    }
  }
  const lists = [...counts].map(([key, list]) => [key, [...list].map(([d, n]) => `${d}×${n}`).join(' ')] as const)
  return [new Map(lists), new Map([...holders].map(([first, set]) => [first, set.size]))]
}

const unit = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0x4e00, max: 0x4e05 }) },
  fc.integer({ min: 1, max: 0xffff }),
)
const runs = fc.array(fc.array(unit, { minLength: 1, maxLength: 30 }), { maxLength: 4 })
const collection = fc.array(runs, { maxLength: 30 })

describe('pairs of a batch', () => {
  it('are those of a map: postings, frequencies, articles of each first unit; batch after batch', () => {
    fc.assert(
      fc.property(fc.array(collection, { minLength: 1, maxLength: 3 }), (batches) => {
        const pairs = new PairAccumulator()
        for (const articles of batches) {
          clearPairs(pairs)
          fill(pairs, articles)
          expect(drained(pairs, articles.length)).toEqual(expected(articles))
        }
      }),
    )
  })

  it('are counted up to 255 in an article', () => {
    const pairs = new PairAccumulator()
    const articles = [[new Array<number>(300).fill(0x554a)], [[0x554a]]]
    fill(pairs, articles)
    expect(drained(pairs, 2)).toEqual(expected(articles))
  })

  it('are told apart in more articles than fit above the ranks of many units', () => {
    const articles = Array.from({ length: 140_000 }, (_, a) => [[0x4e00 + (a % 16_500), 0x4e00 + (a % 3)]])
    const pairs = new PairAccumulator()
    fill(pairs, articles)
    expect(drained(pairs, articles.length)).toEqual(expected(articles))
  })

  it('are whole again after a batch that failed halfway', () => {
    const articles = Array.from({ length: 40 }, (_, a) => [[0x4e00 + a, 0x4e01, 0x4e02, 0x4e00, 0x4e01]])
    const pairs = new PairAccumulator()
    fill(pairs, articles)
    let lists = 0
    const failing = new PostingsSink(() => undefined)
    failing.flushIfFull = () => {
      if (++lists === 3) throw new Error('disk full')
    }
    expect(() => drainPairs(pairs, new PairWriter(failing, new Uint32Array(40)))).toThrow('disk full')
    clearPairs(pairs)
    fill(pairs, articles)
    expect(drained(pairs, 40)).toEqual(expected(articles))
  })
})
