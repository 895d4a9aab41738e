/** Parts that no writer makes, each where its reader looks: refused as damage, never used, never an endless loop. */
import { describe, expect, it } from 'vitest'
import { isXunzhangError } from '../../src/base/errors.js'
import { createDecodedText, decodeText } from '../../src/storage/segment/articles/text-codec.js'
import { encodeTable, formatVersion, readTable, type SegmentTable } from '../../src/storage/segment/format.js'
import { addArticle, SegmentBuilder, writeSegment } from '../../src/storage/segment/builder/segment-builder.js'
import { checkManifest } from '../../src/storage/segment/manifest.js'
import { openPairs } from '../../src/storage/segment/pairs/reader.js'
import {
  blockSize,
  decodeBlock,
  decodePostings,
  encodePostings,
  readAhead,
  readSkips,
  type PostingList,
} from '../../src/storage/segment/postings/codec.js'
import { createEntryBlock, getEntry } from '../../src/storage/segment/postings/entry.js'
import { createTermCursor, nextTerm, openTerms } from '../../src/storage/segment/terms/reader.js'
import { openVocabulary, type Vocabulary } from '../../src/storage/segment/vocabulary/codec.js'
import { kindOf, normalizedLength, surfaceLength } from '../../src/storage/segment/vocabulary/spellings.js'
import { createByteReader } from '../../src/storage/store/byte-reader.js'
import { createByteWriter, putVarint, written } from '../../src/storage/store/byte-writer.js'
import type { RandomAccess } from '../../src/storage/store/byte-reader.js'
import { createMemoryFileSystem } from '../../src/storage/store/file-system.js'
import { openPagedFile } from '../../src/storage/store/paged/reader.js'
import { analyzers, articleOf } from './support.js'

const source = { articles: 10, where: 'test.seg', section: 'dictionary' }

function damageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return isXunzhangError(error) ? error.code : String(error)
  }
  return 'nothing'
}

const isDamage = (work: () => unknown): void => expect(damageOf(work)).toBe('INDEX_DAMAGED')

const bytesOf = (...numbers: readonly number[]): Uint8Array => {
  const out = createByteWriter(16)
  for (const number of numbers) putVarint(out, number)
  return written(out).slice()
}

describe('the table of a segment', () => {
  const table = writtenTable()
  const read = (value: unknown, tail?: number): SegmentTable => {
    const bytes = encodeTable(value as SegmentTable)
    if (tail !== undefined) new DataView(bytes.buffer).setUint32(bytes.length - 4, tail, true)
    const all = Buffer.concat([new Uint8Array(1 << 20), bytes])
    return readTable({
      name: 'test.seg',
      size: all.length,
      read: (from: number, to: number) => all.subarray(from, to),
    } as unknown as RandomAccess)
  }
  const sections = (changes: Record<string, unknown>): unknown => ({
    ...table,
    sections: { ...table.sections, ...changes },
  })

  const halved = ([first, second, ...rest]: readonly number[]): number[] => [first! - 0.5, second! + 0.5, ...rest]

  it('is read where it is as written', () => {
    expect(read(table)).toEqual(table)
  })

  it.each([
    ['is no object', []],
    ['has a count that is none', { ...table, articles: -1 }],
    ['has more articles than a segment may have', { ...table, articles: 2 ** 25 }],
    ['has no list of counts', { ...table, termCounts: 5 }],
    ['has a count of terms that is none', { ...table, termCounts: table.termCounts.map(() => 'x') }],
    [
      'has counts of terms that are no whole numbers, in the right sum',
      { ...table, termCounts: halved(table.termCounts) },
    ],
    ['has counts of terms that give another sum', { ...table, terms: table.terms + 1 }],
    ['has counts of terms for too few fields', { ...table, termCounts: [table.terms] }],
    ['has no sections', { ...table, sections: 3 }],
    ['has a section that is no place', sections({ texts: 'x' })],
    ['has a section behind the end', sections({ texts: [0, 2 ** 30] })],
    ['has a section at an odd place', sections({ lengths: [3, table.sections['lengths']![1]] })],
    ['has a section too short for its articles', sections({ days: [table.sections['days']![0], 0] })],
    ['has half a unit in its vocabulary', sections({ 'vocabulary.long': [table.sections['vocabulary.long']![0], 1] })],
  ])('is refused if it %s', (_, value) => isDamage(() => read(value)))

  it('is refused where a section is missing, as of another version', () => {
    const { texts: _, ...rest } = table.sections
    expect(damageOf(() => read({ ...table, sections: rest }))).toBe('INDEX_VERSION')
  })

  it.each([0, 1 << 17, 2 ** 31])('is refused where its length is %d', (length) => isDamage(() => read(table, length)))

  it('is refused in a file of three bytes', () => {
    const bytes = new Uint8Array(3)
    isDamage(() =>
      readTable({
        name: 'x',
        size: 3,
        read: (a: number, b: number) => bytes.subarray(a, b),
      } as unknown as RandomAccess),
    )
  })

  function writtenTable(): SegmentTable {
    const fs = createMemoryFileSystem()
    const [, analyzer] = analyzers()[1]!
    const builder = new SegmentBuilder(analyzer)
    addArticle(builder, articleOf(0, ['题目', '正文里的字', '', '标签', '作者', '']))
    writeSegment(builder, fs, '/1.seg')
    const file = openPagedFile(fs, '/1.seg', { version: formatVersion, cache: 'mirror' })
    return readTable(file)
  }
})

describe('the sources of a manifest', () => {
  const manifest = {
    ...{ version: formatVersion, generation: 1, analyzer: 'a', tokenizer: 'native', lexicon: '', clean: true },
    ...{ roots: ['/a'], segments: [], catalog: '1.files', catalogChecksum: 5, nextFile: 2 },
  }
  const check = (entry: unknown): unknown => checkManifest({ ...manifest, sources: [entry] }, 'manifest.json').sources

  it('are read with their rules', () => {
    const entry = { kind: 'folder', name: 'a', rules: { noIgnore: true, exclude: ['*.tmp'] } }
    expect(check(entry)).toEqual([entry])
  })

  it.each([
    ['of no known kind', { kind: 'disk', name: 'a' }],
    ['whose name leads elsewhere', { kind: 'folder', name: '../a' }],
    ['whose rules are no object', { kind: 'folder', name: 'a', rules: 3 }],
    ['with a rule that is no list of paths', { kind: 'folder', name: 'a', rules: { exclude: [5] } }],
    ['that are no object', 'folder'],
  ])('are refused: one %s', (_, entry) => isDamage(() => check(entry)))

  it('are refused where there are more of them than roots', () => {
    const entry = { kind: 'folder', name: 'a' }
    isDamage(() => checkManifest({ ...manifest, sources: [entry, entry] }, 'manifest.json'))
  })

  it('are refused in a manifest that is no object', () => isDamage(() => checkManifest(['x'], 'manifest.json')))
})

describe('a vocabulary', () => {
  const open = (first: number, second: number, rest: Partial<Vocabulary> = {}): Vocabulary => ({
    ...openVocabulary(
      1,
      {
        entries: new Uint8Array(Int32Array.of(first, second).buffer),
        long: new Uint8Array(0),
        changed: new Uint8Array(0),
        originals: new Uint8Array(0),
      },
      'test.seg',
    ),
    ...rest,
  })
  const shortEntry = (length: number, kind = 0, changed = 0): number => (length << 16) | (kind << 19) | changed

  it('is refused where a token has a kind that is none', () =>
    isDamage(() => kindOf(open(0x4e00, shortEntry(1, 7)), 0)))

  it('is refused where a token is asked for that it has not', () => {
    const vocabulary = open(0x4e00, shortEntry(1))
    expect(normalizedLength(vocabulary, 0)).toBe(1)
    isDamage(() => normalizedLength(vocabulary, 1))
    isDamage(() => normalizedLength(vocabulary, NaN))
  })

  it('is refused where the originals of its tokens end before they begin, or behind the end', () => {
    const changed = shortEntry(1, 0, 1 << 22)
    const entries = Int32Array.of(0x4e00, changed, 0x4e01, changed)
    const tokens = { count: 2, entries, originals: new Uint16Array(4) }
    const backwards = open(0, changed, { ...tokens, changed: Uint32Array.of(0, 3, 1, 2) })
    isDamage(() => surfaceLength(backwards, 1))
    const beyond = open(0, changed, { ...tokens, changed: Uint32Array.of(0, 9, 1, 9) })
    isDamage(() => surfaceLength(beyond, 0))
    const missing = open(0, changed, { ...tokens, changed: Uint32Array.of(0, 1) })
    isDamage(() => surfaceLength(missing, 1))
  })

  it('is refused by a text that names a token that it has not, or ends within one', () => {
    const vocabulary = open(0x4e00, shortEntry(1))
    const decode = (...bytes: readonly number[]) =>
      decodeText(Uint8Array.from([...bytes, 0, 0, 0, 0]), 0, bytes.length, vocabulary, createDecodedText())
    isDamage(() => decode(1))
    isDamage(() => decode(250, 255, 255))
    isDamage(() => decode(192))
  })
})

describe('a posting list', () => {
  const documents = Array.from({ length: 3 * blockSize + 5 }, (_, i) => i * 3)
  const lengths = new Uint32Array(documents.at(-1)! + 1).fill(20)
  const list = (change: (bytes: Uint8Array) => void = () => {}, articles = lengths.length): PostingList => {
    const out = createByteWriter(64)
    encodePostings(
      Uint32Array.from(documents, (d) => d * 256 + 1),
      0,
      documents.length,
      lengths,
      out,
    )
    const bytes = new Uint8Array(out.length + readAhead)
    bytes.set(written(out))
    change(bytes)
    const only = { onlyDocument: -1, onlyFrequency: 0, where: 'test.seg' }
    return { documentFrequency: documents.length, articles, bytes, ...only }
  }
  /** Articles, then frequencies. */
  const allOf = (one: PostingList): number[] => {
    const [articles, frequencies] = [new Int32Array(documents.length), new Uint8Array(documents.length)]
    decodePostings(one, articles, frequencies)
    return [...articles, ...frequencies]
  }
  const decode = (one: PostingList): number =>
    decodePostings(one, new Int32Array(documents.length), new Uint8Array(documents.length))
  const allByBlocks = (one: PostingList): number[] => {
    const skips = readSkips(one)
    const [articles, frequencies] = [[] as number[], [] as number[]]
    for (let block = 0; block < skips.count; block++) {
      const [some, times] = [new Int32Array(blockSize), new Uint8Array(blockSize)]
      const count = decodeBlock(one, skips, block, some, times)
      articles.push(...some.subarray(0, count))
      frequencies.push(...times.subarray(0, count))
    }
    return [...articles, ...frequencies]
  }

  it('decodes as a whole and by blocks', () => {
    expect(decode(list())).toBe(documents.length)
    expect(allOf(list())).toEqual([...documents, ...documents.map(() => 1)])
    expect(allByBlocks(list())).toEqual(allOf(list()))
  })

  it('is refused where it names articles that the segment has not', () => {
    isDamage(() => decode(list(undefined, 100)))
    isDamage(() => readSkips(list(undefined, 100)))
  })

  it('of one block is refused where it names articles that the segment has not, or is of another length', () => {
    const short = (articles: number, spoil: (bytes: Uint8Array) => Uint8Array): PostingList => {
      const out = createByteWriter(64)
      encodePostings(Uint32Array.of(1, 5 * 256 + 9, 9 * 256 + 1), 0, 3, new Uint32Array(10), out)
      const bytes = spoil(Uint8Array.of(...written(out), ...new Uint8Array(readAhead)))
      return { documentFrequency: 3, articles, bytes, onlyDocument: -1, onlyFrequency: 0, where: 'test.seg' }
    }
    expect(decode(short(10, (bytes) => bytes))).toBe(3)
    isDamage(() => decode(short(10, (bytes) => bytes.fill(0xfe, 0, 2))))
    isDamage(() => decode(short(10, (bytes) => Uint8Array.of(...bytes, 0))))
  })

  it('is refused, or gives as many articles as it says, ascending, the same by blocks, whatever byte is changed', () => {
    const size = list().bytes.length - readAhead
    const answer = (read: (one: PostingList) => number[], one: PostingList): number[] | undefined => {
      try {
        return read(one)
      } catch (error) {
        isDamage(() => {
          throw error
        })
        return undefined
      }
    }
    let answered = 0
    for (let at = 0; at < size; at++) {
      for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
        const spoilt = list((bytes) => (bytes[at] = value))
        const all = answer(allOf, spoilt)
        expect(answer(allByBlocks, spoilt), `${at}: ${value}`).toEqual(all)
        if (all === undefined) continue
        answered++
        const articles = all.slice(0, documents.length)
        expect(articles.every((article, i) => i === 0 || article > articles[i - 1]!)).toBe(true)
        expect([all.length, articles.at(-1)! < lengths.length]).toEqual([2 * documents.length, true])
      }
    }
    expect(answered).toBeGreaterThan(0)
  })

  it('is refused where its skip table says that a block ends at another article', () => {
    const shifted = list((bytes) => {
      // Behind the table's length: what the first block spans (383, two bytes) and the second (384, two more).
      const second = bytes.findIndex((byte, at) => at > 3 && byte === 0xff && bytes[at + 1] === 0x02)
      expect([bytes[1], bytes[2], second > 0]).toEqual([0xfd, 0x02, true])
      bytes[1]!++
      bytes[second]!--
    })
    isDamage(() => decode(shifted))
    isDamage(() => allByBlocks(shifted))
  })
})

const [a, b] = [0x61, 0x62]
/** In one article, number 0, once. */
const entry = [1, 0]

/** Blocks of two terms, refused by whoever reads them. */
const brokenTerms: [what: string, numbers: number[]][] = [
  ['shares more with the last than that has', [0, 1, a, ...entry, 2, 1, b, ...entry]],
  ['shares something with a term before the first', [1, 1, a, ...entry, 0, 1, b, ...entry]],
  ['is longer than its block', [0, 200, a]],
  ['comes before the last', [0, 1, b, ...entry, 0, 1, a, ...entry]],
  ['is the last again', [0, 1, a, ...entry, 1, 0, ...entry]],
  ['has a unit that is none', [0, 1, 0x10000, ...entry, 0, 1, b, ...entry]],
  ['is followed by bytes of no term', [0, 1, a, ...entry, 0, 1, b, ...entry, 7]],
]

describe('an entry of a dictionary', () => {
  const read = (...numbers: readonly number[]): number[] => {
    const block = createEntryBlock(1, source)
    const offset = getEntry(createByteReader(bytesOf(...numbers)), block, 0, 7)
    return [block.documentFrequency[0]!, block.start[0]!, block.length[0]!, offset]
  }

  it('has an article of the segment and a frequency up to 255, or the length of its list', () => {
    expect(read(1, 9 * 2)).toEqual([1, 9 * 256 + 1, 0, 7])
    expect(read(1, 9 * 2 + 1, 253)).toEqual([1, 9 * 256 + 255, 0, 7])
    expect(read(2, 5)).toEqual([2, 7, 5, 12])
    expect(read(10, 5)).toEqual([10, 7, 5, 12])
  })

  it.each([[0], [11, 5], [1, 10 * 2], [1, 9 * 2 + 1, 254]])('is refused as %j', (...numbers) =>
    isDamage(() => read(...numbers)),
  )
})

describe('dictionaries for merging', () => {
  const terms = (...numbers: readonly number[]) => {
    const bytes = bytesOf(...numbers)
    return createTermCursor({
      ...{ count: 2, source },
      open: () => ({ bytes, postings: 0 }),
      postings: () => new Uint8Array(8),
    })
  }
  const walk = (cursor: ReturnType<typeof terms>): void => {
    while (nextTerm(cursor));
  }

  it('read what is as written', () => {
    expect(damageOf(() => walk(terms(0, 1, a, ...entry, 0, 1, b, ...entry)))).toBe('nothing')
  })

  it.each(brokenTerms)('refuse a term that %s', (_, numbers) => isDamage(() => walk(terms(...numbers))))

  it('hold terms longer than what was made room for', () => {
    const long = Array.from({ length: 300 }, () => a)
    expect(damageOf(() => walk(terms(0, 300, ...long, ...entry, 300, 1, b, ...entry)))).toBe('nothing')
  })

  it('refuse bigrams whose first characters do not ascend', () => {
    const words = new Uint8Array(4 + 4 + 7 * 4)
    new Uint32Array(words.buffer, 0, 1)[0] = 2
    new Uint16Array(words.buffer, 4, 2).set([b, a])
    const none = () => new Uint8Array(4)
    isDamage(() => openPairs({ index: words, groups: none, postings: none, source }).firstUnits)
  })

  it.each([
    ['of no article', [0, 0]],
    ['of more articles than there are', [11, 1]],
    ['of an article that is not there', [1, 2 * 10]],
    ['with a frequency that is none', [1, 1, 255]],
  ])('refuse a list %s', (_, numbers) => isDamage(() => walk(terms(0, 1, a, ...numbers, 0, 1, b, ...entry))))

  it('refuse an index of bigrams of another length than its count', () => {
    const none = () => new Uint8Array(4)
    isDamage(() => openPairs({ index: Uint8Array.of(5, 0, 0, 0), groups: none, postings: none, source }))
    isDamage(() => openPairs({ index: new Uint8Array(2), groups: none, postings: none, source }))
  })

  it('refuse a group of bigrams that says more than it holds', () => {
    const words = new Uint8Array(4 + 4 + 4 * 4)
    const numbers = new Uint32Array(words.buffer)
    numbers[0] = 1
    new Uint16Array(words.buffer, 4, 1)[0] = a
    const open = (...group: readonly number[]) => {
      const bytes = bytesOf(...group)
      numbers[3] = bytes.length
      return openPairs({
        index: words,
        groups: (start, end) => bytes.subarray(start, end),
        postings: () => new Uint8Array(8),
        source,
      })
    }
    const sums = () => ({ articles: new Int32Array(0x10000), met: new Uint16Array(0x10000), count: 0 })
    for (const group of [
      [200, 0],
      [2, b, ...entry],
      [1, 0x10000, ...entry],
      [1, b, ...entry, 9, 9],
    ]) {
      isDamage(() => open(...group).find(a, b))
      isDamage(() => open(...group).group(a))
      isDamage(() => open(...group).addSeconds(a, sums()))
    }
    expect(open(1, b, ...entry).find(a, b)?.onlyDocument).toBe(0)
  })
})

describe('dictionaries for searching', () => {
  const index = (...places: readonly (readonly number[])[]): Uint8Array => {
    const entries = places.map((place) => bytesOf(...place))
    const starts = entries.map((_, at) => entries.slice(0, at).reduce((sum, { length }) => sum + length, 0))
    return Buffer.concat([new Uint8Array(Uint32Array.of(places.length, ...starts).buffer), ...entries])
  }
  const terms = (block: readonly number[], places = index([1, a, 0, 0]), count = 2) => {
    const bytes = bytesOf(...block)
    const sections = { count, size: bytes.length, postings: () => new Uint8Array(8), source }
    return openTerms({ ...sections, index: places, blocks: (start, end) => bytes.subarray(start, end) })
  }
  const sound = [0, 1, a, ...entry, 0, 1, b, ...entry]

  it('read what is as written', () => {
    expect(terms(sound).find('b')?.onlyDocument).toBe(0)
    expect([...terms(sound).scan()].map(({ term }) => term)).toEqual(['a', 'b'])
  })

  it.each([...brokenTerms, ['stands in no article', [0, 1, a, 0, 0, 0, 1, b, ...entry]]])(
    'refuse a term that %s',
    (_, block) => isDamage(() => terms(block).find('b')),
  )

  it('refuse an index of terms that has other blocks than they need, or ends within one', () => {
    isDamage(() => terms(sound, index()))
    isDamage(() => terms(sound, index([1, a, 0, 0], [1, b, 0, 0])))
    isDamage(() => terms(sound, Uint8Array.of(1, 0, 0, 0, 0)))
    isDamage(() => terms(sound, index([1, a])).find('b'))
    isDamage(() => terms(sound, index([99, a, 0, 0])).find('b'))
  })

  it('refuse a character that stands in more articles than there are', () => {
    const words = new Uint8Array(4 + 4 + 4 * 4)
    const numbers = new Uint32Array(words.buffer)
    numbers[0] = 1
    new Uint16Array(words.buffer, 4, 1)[0] = a
    const frequency = (articles: number): number => {
      numbers[5] = articles
      const none = () => new Uint8Array(4)
      return openPairs({ index: words, groups: none, postings: none, source }).characterFrequency(a)
    }
    expect(frequency(10)).toBe(10)
    isDamage(() => frequency(11))
  })
})
