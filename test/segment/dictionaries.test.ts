import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openPairs } from '../../src/storage/segment/pairs/reader.js'
import type { PairDictionary } from '../../src/storage/segment/pairs/reader.js'
import { addPair, PairWriter, finishPairs, runEnd } from '../../src/storage/segment/pairs/writer.js'
import { decodePostings, readAhead, type PostingList } from '../../src/storage/segment/postings/codec.js'
import { PostingsSink } from '../../src/storage/segment/postings/entry.js'
import { listAt, nextTerm, openTerms, type TermDictionary } from '../../src/storage/segment/terms/reader.js'
import { addTerm, TermWriter, finishTerms, termsPerBlock } from '../../src/storage/segment/terms/writer.js'
import { textOf } from '../../src/text/units.js'

const articles = 400
const source = { articles, where: 'test.seg', section: 'dictionary' }
const lengths = Uint32Array.from({ length: articles }, (_, d) => d + 10)

/** A term's postings as [document, frequency], ascending. */
type Postings = readonly (readonly [number, number])[]

const postings: fc.Arbitrary<Postings> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: articles - 1 }), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 200,
    selector: ([document]) => document,
  })
  .map((list) => list.sort(([a], [b]) => a - b))

const pack = (list: Postings): Uint32Array =>
  Uint32Array.from(list, ([document, frequency]) => document * 256 + frequency)

function unpack(list: PostingList | undefined): Postings | undefined {
  if (list === undefined) return undefined
  const documents = new Int32Array(list.documentFrequency)
  const frequencies = new Uint8Array(list.documentFrequency)
  decodePostings(list, documents, frequencies)
  return Array.from(documents, (document, i) => [document, frequencies[i]!] as const)
}

/** A sink whose bytes can be read back. */
function createSink(): { sink: PostingsSink; read: (start: number, end: number) => Uint8Array } {
  const chunks: Uint8Array[] = []
  const sink = new PostingsSink((bytes) => void chunks.push(bytes.slice()))
  const read = (start: number, end: number): Uint8Array => {
    const all = Buffer.concat([...chunks, new Uint8Array(readAhead)])
    expect(end).toBeLessThanOrEqual(all.length)
    return all.subarray(start, end)
  }
  return { sink, read }
}

function buildPairs(model: ReadonlyMap<number, Postings>): PairDictionary {
  const { sink, read } = createSink()
  const writer = new PairWriter(sink, lengths)
  const keys = [...model.keys()].sort((a, b) => a - b)
  for (const key of keys) {
    const packed = pack(model.get(key)!)
    addPair(writer, Math.floor(key / 65536), key % 65536, packed, 0, packed.length)
  }
  const { index, groups, pairs } = finishPairs(writer)
  expect(pairs).toBe(model.size)
  sink.flush()
  return openPairs({ index, groups: (start, end) => groups.subarray(start, end), postings: read, source })
}

const unit = fc.oneof(fc.integer({ min: 0x4e00, max: 0x4e08 }), fc.integer({ min: 1, max: 0xffff }))
const pair = fc.tuple(unit, fc.oneof(unit, fc.constant(runEnd))).map(([first, second]) => first * 65536 + second)

/** Summed over dictionaries, second units stand in as many articles as their bigrams say, and each is met once. */
function expectSums(dictionaries: readonly PairDictionary[], firsts: Iterable<number>): void {
  const sums = { articles: new Int32Array(65536), met: new Uint16Array(65536), count: 0 }
  for (const first of [...firsts, 0]) {
    sums.count = 0
    sums.articles.fill(0)
    for (const dictionary of dictionaries) dictionary.addSeconds(first, sums)
    const seconds = [...new Set(dictionaries.flatMap((one) => [...(one.group(first)?.seconds ?? [])]))]
    expect([...sums.met.subarray(0, sums.count)].sort((a, b) => a - b)).toEqual(seconds.sort((a, b) => a - b))
    for (const second of seconds) {
      const all = dictionaries.reduce((sum, one) => sum + one.documentFrequency(first, second), 0)
      expect(sums.articles[second]).toBe(all)
    }
  }
}

describe('the dictionary of pairs', () => {
  it('reads a large group', () => {
    const dictionary = buildPairs(new Map(Array.from({ length: 3000 }, (_, i) => [0x4e00 * 65536 + 3 * i, [[7, 2]]])))
    const group = dictionary.group(0x4e00)!
    expect(group.seconds.length).toBe(3000)
    for (const [i, second] of group.seconds.entries()) expect([second, group.list(i).onlyDocument]).toEqual([3 * i, 7])
    expectSums([dictionary, buildPairs(new Map([[0x4e00 * 65536 + 3, [[1, 1]]]]))], [0x4e00])
  })

  it('finds each bigram of a large group, and none between them', () => {
    const key = (i: number): number => 0x4e00 * 65536 + 3 * i
    const list = (i: number): Postings =>
      i % 5 === 0
        ? [[i % articles, 2]]
        : [
            [3, 1],
            [4 + (i % 300), 7],
          ]
    for (const size of [31, 32, 33, 64, 65, 700]) {
      const dictionary = buildPairs(new Map(Array.from({ length: size }, (_, i) => [key(i), list(i)])))
      for (let i = 0; i < size; i++) {
        expect(unpack(dictionary.find(0x4e00, 3 * i))).toEqual(list(i))
        expect(dictionary.documentFrequency(0x4e00, 3 * i)).toBe(list(i).length)
        expect(dictionary.find(0x4e00, 3 * i + 1)).toBeUndefined()
      }
      expect(dictionary.documentFrequency(0x4e00, 3 * size)).toBe(0)
      expect(dictionary.find(0x4e00, 0xffff)).toBeUndefined()
    }
  })

  it('answers as a map does', () => {
    const models = fc.array(fc.tuple(pair, postings), { maxLength: 40 }).map((entries) => new Map(entries))
    fc.assert(
      fc.property(models, fc.array(pair), (model, others) => {
        const dictionary = buildPairs(model)
        for (const key of [...model.keys(), ...others]) {
          const [first, second] = [Math.floor(key / 65536), key % 65536]
          expect(unpack(dictionary.find(first, second))).toEqual(model.get(key))
          expect(dictionary.documentFrequency(first, second)).toBe(model.get(key)?.length ?? 0)
        }
        const firsts = new Set([...model.keys()].map((key) => Math.floor(key / 65536)))
        expect([...dictionary.firstUnits]).toEqual([...firsts].sort((a, b) => a - b))
        for (const first of firsts) {
          const keys = [...model.keys()].filter((key) => Math.floor(key / 65536) === first).sort((a, b) => a - b)
          const group = dictionary.group(first)!
          expect([...group.seconds]).toEqual(keys.map((key) => key % 65536))
          expect(keys.map((_, i) => unpack(group.list(i)))).toEqual(keys.map((key) => model.get(key)))
          const holders = new Set(keys.flatMap((key) => model.get(key)!.map(([document]) => document)))
          expect(dictionary.characterFrequency(first)).toBe(holders.size)
        }
        expectSums([dictionary, dictionary], firsts)
        expect(dictionary.characterFrequency(0)).toBe(0)
        expect(dictionary.group(0)).toBeUndefined()
      }),
      { numRuns: 80 },
    )
  })
})

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
}

function buildTerms(model: ReadonlyMap<string, Postings>): TermDictionary {
  const { sink, read } = createSink()
  const writer = new TermWriter(sink, lengths)
  for (const term of [...model.keys()].sort()) {
    const packed = pack(model.get(term)!)
    // Behind other units, as the builder has them.
    const units = unitsOf(`头${term}`)
    addTerm(writer, units, 1, units.length, packed, 0, packed.length)
  }
  const { index, blocks, terms } = finishTerms(writer)
  expect(terms).toBe(model.size)
  sink.flush()
  const sections = { index, count: terms, size: blocks.length, postings: read, source }
  return openTerms({ ...sections, blocks: (start, end) => blocks.subarray(start, end) })
}

/** All terms by a cursor. */
function* walk(dictionary: TermDictionary): Generator<[string, Postings | undefined]> {
  const cursor = dictionary.cursor()
  while (nextTerm(cursor)) yield [textOf(cursor.units, 0, cursor.length), unpack(listAt(cursor))]
}

const term = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '桥', '渡', '\ud800', '\u{20bb7}'), minLength: 1, maxLength: 6 }),
  fc.string({ unit: 'binary', minLength: 1 }),
)
const termModels = fc
  .array(fc.tuple(term, fc.oneof({ weight: 9, arbitrary: fc.constant([[3, 1]] as Postings) }, postings)), {
    maxLength: 3 * termsPerBlock,
    size: 'max',
  })
  .map((entries) => new Map(entries))

describe('the dictionary of terms', () => {
  it('answers as a map does: exactly, and by scanning from any place', () => {
    fc.assert(
      fc.property(termModels, fc.array(term, { maxLength: 5 }), (model, others) => {
        const dictionary = buildTerms(model)
        const sorted = [...model.keys()].sort()
        expect(dictionary.count).toBe(model.size)
        for (const key of [...sorted, ...others, '']) {
          expect(unpack(dictionary.find(key))).toEqual(model.get(key))
          expect(dictionary.documentFrequency(key)).toBe(model.get(key)?.length ?? 0)
        }
        expect([...dictionary.scan()].map((entry) => [entry.term, unpack(entry.list())])).toEqual(
          sorted.map((key) => [key, model.get(key)]),
        )
        expect([...walk(dictionary)]).toEqual(sorted.map((key) => [key, model.get(key)]))
        for (const from of [...others, ...sorted.slice(0, 3), ...sorted.slice(-2)]) {
          expect([...dictionary.scan(from)].map((entry) => entry.term)).toEqual(sorted.filter((key) => key >= from))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('holds terms of any length', () => {
    const names = [1, 255, 256, 257, 1000].map((length) => 'a'.repeat(length))
    const dictionary = buildTerms(new Map(names.map((name, i) => [name, [[i, 1]]])))
    expect([...walk(dictionary)]).toEqual(names.map((name, i) => [name, [[i, 1]]]))
    expect(names.map((name) => unpack(dictionary.find(name)))).toEqual(names.map((_, i) => [[i, 1]]))
  })

  it('is found at the borders of its blocks', () => {
    const names = Array.from({ length: 3 * termsPerBlock }, (_, i) => `词${String(i).padStart(4, '0')}`)
    for (const count of [1, termsPerBlock - 1, termsPerBlock, termsPerBlock + 1, 3 * termsPerBlock]) {
      const dictionary = buildTerms(new Map(names.slice(0, count).map((name, i) => [name, [[i % articles, 1]]])))
      for (const [i, name] of names.entries()) {
        expect(unpack(dictionary.find(name))).toEqual(i < count ? [[i % articles, 1]] : undefined)
      }
    }
  })
})
