import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blockSize,
  decodeBlock,
  decodePostings,
  encodePostings,
  maxDocuments,
  readAhead,
  readSkips,
  type PostingList,
} from '../../src/storage/segment/postings/codec.js'
import { createByteReader, getVarint } from '../../src/storage/store/byte-reader.js'
import { createByteWriter, putByte, written } from '../../src/storage/store/byte-writer.js'

interface Posting {
  readonly document: number
  readonly frequency: number
}

/** The list as a reader gets it, garbage behind it. */
function encode(postings: readonly Posting[], lengths: Uint32Array): PostingList {
  const packed = Uint32Array.from(postings, ({ document, frequency }) => document * 256 + frequency)
  const out = createByteWriter(1)
  // Encoders append: what stands before must not matter, nor a capacity of one byte.
  putByte(out, 0xaa)
  const padded = Uint32Array.of(7, ...packed, 9)
  encodePostings(padded, 1, packed.length, lengths, out)
  const length = out.length
  for (let extra = 0; extra < readAhead; extra++) putByte(out, 0xff)
  expect(written(out)[0]).toBe(0xaa)
  const bytes = written(out).slice(1, length + readAhead)
  return {
    documentFrequency: postings.length,
    articles: lengths.length,
    bytes,
    onlyDocument: -1,
    onlyFrequency: 0,
    where: 'test.seg',
  }
}

function decode(list: PostingList): Posting[] {
  const documents = new Int32Array(list.documentFrequency)
  const frequencies = new Uint8Array(list.documentFrequency)
  expect(decodePostings(list, documents, frequencies)).toBe(list.documentFrequency)
  return Array.from(documents, (document, i) => ({ document, frequency: frequencies[i]! }))
}

/** What the skip table says of the content of each block. */
function boundsOf(bytes: Uint8Array, blocks: number): { maxFrequency: number; eighthOfShortest: number }[] {
  const reader = createByteReader(bytes)
  getVarint(reader)
  return Array.from({ length: blocks }, () => {
    getVarint(reader)
    getVarint(reader)
    return { maxFrequency: bytes[reader.at++]!, eighthOfShortest: getVarint(reader) }
  })
}

const gap = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 300 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 ** 21 }) },
)
const frequency = fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 255 }))

/** Ascending ids below 2^24. */
const postingLists = listsOf(gap, 2)

function listsOf(
  gaps: fc.Arbitrary<number>,
  minLength: number,
): fc.Arbitrary<{ postings: Posting[]; articles: number }> {
  const steps = fc.array(fc.tuple(gaps, frequency), { minLength, maxLength: 700, size: 'max' })
  return fc
    .tuple(steps, fc.integer({ min: 0, max: 999 }))
    .map(([steps, spare]) => {
      const postings: Posting[] = []
      let document = -1
      for (const [more, count] of steps) {
        document += more + 1
        if (document < maxDocuments) postings.push({ document, frequency: count })
      }
      return { postings, articles: Math.min(maxDocuments, (postings.at(-1)?.document ?? 0) + 1 + spare) }
    })
    .filter(({ postings }) => postings.length > 1)
}

/** As FORMAT.md says it, bit by bit. */
function plainEncoding(postings: readonly Posting[], lengths: Uint32Array): number[] {
  const parameter = (range: number, count: number): number => Math.max(0, Math.floor(Math.log2((0.69 * range) / count)))
  const stream = (part: readonly Posting[], before: number, k: number): number[] => {
    const bits = part.map(({ document, frequency }, i) => {
      const gap = document - (i === 0 ? before : part[i - 1]!.document) - 1
      const low = (width: number): string => (width === 0 ? '' : (gap % 2 ** width).toString(2).padStart(width, '0'))
      const quotient = Math.floor(gap / 2 ** k)
      const code = quotient < 16 ? `${'1'.repeat(quotient)}0${low(k)}` : '1'.repeat(16) + low(24)
      const count = frequency.toString(2)
      return code + '0'.repeat(count.length - 1) + count
    })
    return (bits.join('').match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
  }
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
  if (postings.length <= 128) return stream(postings, -1, parameter(lengths.length, postings.length))
  const skips: number[] = []
  const blocks: number[] = []
  let before = -1
  for (let at = 0; at < postings.length; at += 128) {
    const part = postings.slice(at, at + 128)
    const last = part.at(-1)!.document
    const k = parameter(last - before, part.length)
    const block = [k, ...stream(part, before, k)]
    const shortest = Math.min(...part.map(({ document }) => lengths[document]!))
    const most = Math.max(...part.map(({ frequency }) => frequency))
    skips.push(...varint(last - before - 1), ...varint(block.length), most, ...varint(Math.floor(shortest / 8)))
    blocks.push(...block)
    before = last
  }
  return [...varint(skips.length), ...skips, ...blocks]
}

const lengthsOf = (articles: number): Uint32Array => Uint32Array.from({ length: articles }, (_, d) => (d * 37) % 5000)

describe('a posting list', () => {
  it('comes back as it was: any ascending ids, any frequencies from 1 to 255', () => {
    fc.assert(
      fc.property(postingLists, ({ postings, articles }) => {
        expect(decode(encode(postings, new Uint32Array(articles)))).toEqual(postings)
      }),
      { numRuns: 150 },
    )
  })

  it('has the bytes that the format describes', () => {
    const gaps = fc.oneof({ weight: 9, arbitrary: fc.nat(3) }, fc.nat(300), fc.nat(3000))
    const lists = fc.oneof(listsOf(gaps, 2), listsOf(fc.nat(40), blockSize + 1))
    fc.assert(
      fc.property(lists, ({ postings, articles }) => {
        const lengths = lengthsOf(articles)
        expect([...encode(postings, lengths).bytes.slice(0, -readAhead)]).toEqual(plainEncoding(postings, lengths))
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    ['every article', 1, 3000, 1],
    ['every article, often', 1, 3000, 255],
    ['one in a hundred', 100, 5000, 3],
    ['the ends of the id space alone', maxDocuments - 1, 2, 255],
    ['a whole block and one more', 5, blockSize + 1, 2],
    ['exactly one block', 5, blockSize, 2],
    ['exactly two blocks', 70000, 2 * blockSize - 20, 1],
  ])('comes back as it was: %s', (_, step, count, times) => {
    const postings = Array.from({ length: count }, (_unused, i) => ({ document: i * step, frequency: times }))
    expect(decode(encode(postings, new Uint32Array(postings.at(-1)!.document + 1)))).toEqual(postings)
  })

  it('comes back as it was where dense stretches and wide gaps alternate', () => {
    const documents = Array.from({ length: 40 }, (_, stretch) =>
      Array.from({ length: 31 }, (_unused, i) => stretch * 400_000 + i),
    ).flat()
    const postings = documents.map((document, i) => ({ document, frequency: (i % 255) + 1 }))
    expect(decode(encode(postings, new Uint32Array(maxDocuments)))).toEqual(postings)
  })

  it('can be decoded block by block, and its skip table bounds what a block holds', () => {
    const documents = new Int32Array(blockSize)
    const frequencies = new Uint8Array(blockSize)
    const long = listsOf(fc.integer({ min: 0, max: 40 }), blockSize + 1)
    fc.assert(
      fc.property(long, ({ postings, articles }) => {
        const lengths = lengthsOf(articles)
        const list = encode(postings, lengths)
        const skips = readSkips(list)
        const bounds = boundsOf(list.bytes, skips.count)
        expect(skips.count).toBe(Math.ceil(postings.length / blockSize))
        for (let block = skips.count - 1; block >= 0; block--) {
          const expected = postings.slice(block * blockSize, (block + 1) * blockSize)
          const count = decodeBlock(list, skips, block, documents, frequencies)
          expect(
            Array.from({ length: count }, (_, i) => ({ document: documents[i], frequency: frequencies[i] })),
          ).toEqual(expected)
          expect(skips.lastDocument[block]).toBe(expected.at(-1)!.document)
          const shortest = Math.min(...expected.map(({ document }) => lengths[document]!))
          expect(bounds[block]).toEqual({
            maxFrequency: Math.max(...expected.map((posting) => posting.frequency)),
            eighthOfShortest: shortest >>> 3,
          })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('gives the blocks that may hold some articles, and no others', () => {
    const long = listsOf(fc.integer({ min: 0, max: 40 }), 2)
    const places = fc.uniqueArray(fc.nat(699), { maxLength: 4 })
    fc.assert(
      fc.property(long, places, fc.boolean(), ({ postings, articles }, places, isBeside) => {
        const list = encode(postings, new Uint32Array(articles))
        const room = { documents: new Int32Array(postings.length), frequencies: new Uint8Array(postings.length) }
        // The ends of blocks in any case: what is wanted is the last of one, or the article behind it.
        const held = [...places, blockSize - 1, 2 * blockSize].filter((at) => at < postings.length)
        const asked = held.map((at) => postings[at]!.document + (isBeside ? 1 : 0)).sort((a, b) => a - b)
        const wanted = Int32Array.from(new Set(asked))
        const count = decodePostings(list, room.documents, room.frequencies, wanted)
        const found = Array.from({ length: count }, (_, i) => ({
          document: room.documents[i]!,
          frequency: room.frequencies[i]!,
        }))
        const isWanted = ({ document }: Posting): boolean => wanted.includes(document)
        expect(found.filter(isWanted)).toEqual(postings.filter(isWanted))
        expect(count).toBeLessThanOrEqual(blockSize * Math.max(1, wanted.length))
      }),
      { numRuns: 100 },
    )
  })

  it('takes little more than the entropy of its gaps: 6.4 bits where one article in ten holds the term', () => {
    let state = 7
    const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
    const postings: Posting[] = []
    for (let document = 0; document < 50_000; document++) if (random() < 0.1) postings.push({ document, frequency: 1 })
    const bits = (encode(postings, new Uint32Array(50_000)).bytes.length * 8) / postings.length
    // The gaps' entropy is 4.69 bits; the frequency takes one more, skip tables half of one.
    expect(bits).toBeLessThan(6.5)
  })
})
