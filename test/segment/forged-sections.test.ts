/** Sections and columns that no writer makes, behind right checksums: refused as damage by whoever reads them. */
import { describe, expect, it } from 'vitest'
import { getRecord, putRecord } from '../../src/storage/segment/articles/record.js'
import { countTokens, mergeSegments } from '../../src/storage/segment/merge/merge.js'
import {
  longestText,
  surfaceText,
  createDecodedText,
  decodeText,
} from '../../src/storage/segment/articles/text-codec.js'
import { packText, surfaceLengthOf } from '../../src/storage/segment/articles/packed-text.js'
import { addArticle, SegmentBuilder, writeSegment } from '../../src/storage/segment/builder/segment-builder.js'
import { decodeFacets } from '../../src/storage/segment/facets.js'
import { Field } from '../../src/storage/segment/fields.js'
import { formatVersion, isInnerPath } from '../../src/storage/segment/format.js'
import { checkManifest } from '../../src/storage/segment/manifest.js'
import { decodeMoves, type Moves } from '../../src/storage/segment/moves.js'
import { openSegment, type SegmentReader } from '../../src/storage/segment/reader.js'
import { countRows, unitVector, SegmentVectors } from '../../src/storage/segment/vectors/codec.js'
import { openVocabulary } from '../../src/storage/segment/vocabulary/codec.js'
import type { Vocabulary } from '../../src/storage/segment/vocabulary/codec.js'
import { kindOf, normalizedLength, surfaceLength } from '../../src/storage/segment/vocabulary/spellings.js'
import { createByteWriter, putString, putVarint, written } from '../../src/storage/store/byte-writer.js'
import type { RandomAccess } from '../../src/storage/store/byte-reader.js'
import { createMemoryFileSystem } from '../../src/storage/store/file-system.js'
import { openPagedFile } from '../../src/storage/store/paged/reader.js'
import { writePagedFile } from '../../src/storage/store/paged/writer.js'
import { contentOf, takeApart, withSection } from '../prove/forged/segment-parts.js'
import { analyzers, articleOf } from './support.js'

const damage = (section: string): unknown =>
  expect.objectContaining({ code: 'INDEX_DAMAGED', parameters: expect.objectContaining({ section }) as unknown })
const vocabularyDamage = damage('vocabulary')

const content = writtenSegment()

function writtenSegment(): Uint8Array {
  const fs = createMemoryFileSystem()
  const builder = new SegmentBuilder(analyzers()[1]![1])
  for (const number of [0, 1, 2])
    addArticle(builder, articleOf(number, [`题目${number}`, '正文里的銀行', '', '标签', '作者', '']))
  writeSegment(builder, fs, '/1.seg')
  const file = openPagedFile(fs, '/1.seg', { version: formatVersion, cache: 'mirror' })
  return file.read(0, file.size).slice()
}

interface Rest {
  readonly moves?: Moves
  readonly toldApart?: readonly string[]
}

/** The segment with one section as `edit` leaves it. */
function forged(section: string, edit: (bytes: Uint8Array) => Uint8Array, rest: Rest = {}): SegmentReader {
  const fs = createMemoryFileSystem()
  const parts = takeApart(content)!
  writePagedFile(fs, '/1.seg', formatVersion, withSection(parts, section, edit(contentOf(parts, section))))
  const file = openPagedFile(fs, '/1.seg', { version: formatVersion, cache: 'mirror' })
  return openSegment(file, { moves: rest.moves, qualifiedFiles: new Set(rest.toldApart) })
}

const json = (value: unknown) => () => new TextEncoder().encode(JSON.stringify(value))
const same = (bytes: Uint8Array): Uint8Array => bytes

function withWord(at: number, value: number): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => {
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(at * 4, value, true)
    return bytes
  }
}

const varints = (...numbers: readonly number[]): Uint8Array => {
  const out = createByteWriter(16)
  for (const number of numbers) putVarint(out, number)
  return written(out).slice()
}

describe('a segment', () => {
  it('is read where a section is as written', () => {
    const segment = forged('texts', same, { toldApart: ['folder/1.md'] })
    expect(segment.text(2, Field.body)).toBe('正文里的銀行')
    expect([segment.record(1).id, segment.record(2).id]).toEqual(['folder/1.md#id-1', 'id-2'])
    expect(segment.facets('author').values).toEqual(['作者'])
  })

  it('has texts that lie in its section', () => {
    for (const edit of [withWord(1, 1 << 30), withWord(0, 9), withWord(3, 0xffffffff)]) {
      const segment = forged('texts.start', edit)
      expect(() => [0, 1, 2].map((article) => segment.text(article, Field.body))).toThrow(damage('texts'))
    }
  })

  it('has fields that lie in their text', () => {
    const segment = forged('texts', (bytes) => bytes.fill(120, 0, 5))
    expect(() => segment.text(0, Field.body)).toThrow(
      expect.objectContaining({ parameters: { what: 'article', section: 'texts', article: 0 } }),
    )
    expect(segment.text(1, Field.body)).toBe('正文里的銀行')
  })

  it('has days of the calendar', () => {
    expect(() => forged('days', withWord(1, 200_000_000)).days).toThrow(damage('days'))
  })

  it('has a list of paths, one for each file that its records name', () => {
    for (const paths of [{}, 'a', [5]]) expect(() => forged('files', json(paths)).files).toThrow(damage('files'))
    const none = forged('files', json([]), { toldApart: ['a'] })
    expect(() => none.pathOf(0)).toThrow(damage('files'))
    expect(() => none.record(0)).toThrow(damage('files'))
  })

  it('names no file out of its folder', () => {
    for (const path of ['../a', '/a', 'a/../../b', 'a\0'])
      expect(() => forged('files', json([path])).pathOf(0), path).toThrow(damage('files'))
    expect(forged('files', json(['a..b/..c'])).pathOf(0)).toBe('a..b/..c')
  })

  it('has records of its articles, which no move takes before the start of their file', () => {
    expect(() => forged('records', (bytes) => bytes.fill(0)).record(1)).toThrow(damage('records'))
    for (const move of [
      { lines: [-99], bytes: [0] },
      { lines: [0], bytes: [-9999] },
    ]) {
      const segment = forged('records', same, { moves: { start: [1], ...move } })
      expect(() => segment.record(2)).toThrow(damage('records'))
      expect(segment.record(0).line).toBe(1)
    }
  })

  it('has facets of so many articles', () => {
    const segment = forged('facets.author', (bytes) => bytes.fill(0xff, 0, 2))
    expect(() => segment.facets('author')).toThrow(damage('facets.author'))
  })

  it('is not merged where a text is none, and nothing of the merge is left', () => {
    const fs = createMemoryFileSystem()
    for (const edit of [(bytes: Uint8Array) => bytes.fill(120, 0, 5), (bytes: Uint8Array) => bytes.fill(255, 5, 9)])
      expect(() => mergeSegments([forged('texts', same), forged('texts', edit)], fs, '/2.seg')).toThrow(damage('texts'))
    expect(fs.list('/')).toEqual([])
  })

  it('is not merged into more articles than it can number', () => {
    const segment = { ...forged('texts', same), articles: 2 ** 24 + 1, isDeleted: () => false }
    expect(() => mergeSegments([segment], createMemoryFileSystem(), '/2.seg')).toThrow(RangeError)
  })
})

describe('a path of a source file', () => {
  it.each(['C:\\a', 'c:a', '\\\\host\\a', '\\a', 'a\\..\\b', 'a/..\\b'])('leads elsewhere on Windows: %s', (path) => {
    expect([isInnerPath(path, true), isInnerPath(path, false)]).toEqual([false, true])
  })

  it.each(['a/b.md', 'a..b', '..a/b..', 'a b/桥:c.md'])('leads inside everywhere: %s', (path) => {
    expect([isInnerPath(path, true), isInnerPath(path, false)]).toEqual([true, true])
  })
})

describe('a column of facets', () => {
  const column = (values: readonly string[], ...rest: readonly number[]): Uint8Array => {
    const out = createByteWriter(16)
    putVarint(out, values.length)
    for (const value of values) putString(out, value)
    for (const number of rest) putVarint(out, number)
    return written(out)
  }

  it.each([
    ['counts more values than it has bytes', varints(200)],
    ['counts more of an article than it has bytes', column(['a'], 200)],
    ['names a value that it has not', column(['a'], 1, 1, 0)],
    ['goes on behind its articles', column(['a'], 1, 0, 0, 0)],
    ['ends before its articles do', column(['a'], 1)],
  ])('is refused where it %s', (_, bytes) => expect(decodeFacets(bytes, 2)).toBeUndefined())

  it('is read where it is as written', () => {
    expect(decodeFacets(column(['a', 'b'], 0, 2, 1, 0), 2)).toMatchObject({ values: ['a', 'b'] })
  })
})

describe('moves of articles', () => {
  it.each([
    ['count more runs than there are articles', varints(4, 0, 2, 2)],
    ['have two runs of one article', varints(2, 1, 2, 2, 0, 2, 2)],
    ['begin behind the last article', varints(1, 3, 2, 2)],
    ['go on behind their end', varints(1, 1, 2, 2, 0)],
    ['are longer than what is exact', Uint8Array.of(1, 1, ...Array.from({ length: 7 }, () => 0xff), 0x7f, 2)],
  ])('are refused where they %s', (_, bytes) => expect(decodeMoves(bytes, 3)).toBeUndefined())

  it('may be none, of no article', () => {
    expect(decodeMoves(varints(0), 0)).toEqual({ start: [], lines: [], bytes: [] })
  })
})

describe('a record', () => {
  const record = { ...articleOf(1, []).record, file: 3 }
  const encode = (end: number): Uint8Array => {
    const out = createByteWriter(64)
    putRecord(out, { ...record, start: Number.MAX_SAFE_INTEGER, end }, 3)
    return written(out).slice()
  }

  it('is refused where it ends beyond what is exact, or goes on behind its end', () => {
    const right = encode(Number.MAX_SAFE_INTEGER)
    expect(getRecord(right)?.file).toBe(3)
    expect(getRecord(encode(Number.MAX_SAFE_INTEGER + 9))).toBeUndefined()
    expect(getRecord(Uint8Array.of(...right, 0))).toBeUndefined()
    expect(getRecord(right.slice(0, -1))).toBeUndefined()
  })
})

describe('the value of a manifest that names a file', () => {
  const manifest = {
    ...{ version: formatVersion, generation: 1, analyzer: 'a', tokenizer: 'native', lexicon: '', clean: true },
    ...{ roots: [], segments: [], catalog: '1.files', catalogChecksum: 5, nextFile: 2 },
  }

  it.each([7, null, ['1.files'], '1.seg', 'x1.files'])('is no %j', (catalog) => {
    expect(checkManifest(manifest, 'manifest.json').catalog).toBe('1.files')
    expect(() => checkManifest({ ...manifest, catalog }, 'manifest.json')).toThrow(
      expect.objectContaining({ code: 'INDEX_DAMAGED', parameters: { what: 'value', key: 'catalog' } }),
    )
  })
})

describe('a text', () => {
  const count = (bytes: readonly number[], tokens: number): boolean =>
    countTokens(Uint8Array.from(bytes), new Int32Array(tokens))

  it('counts for its tokens alone, each whole and in its field', () => {
    expect(count([1, 0, 0, 0, 0, 5, 6], 7)).toBe(true)
    expect(count([9, 0, 0, 0, 0, 5], 7)).toBe(false)
    expect(count([1, 0, 0, 0, 0, 7], 7)).toBe(false)
    expect(count([1, 0, 0, 0, 0, 192, 5], 500)).toBe(false)
    expect(count([2, 0, 0, 0, 0, 192, 5], 500)).toBe(true)
  })

  const longToken = (length: number): number => (4 << 16) | (length < 0xffff ? length : 0xffff)
  const vocabularyOf = (rest: Partial<Vocabulary>): Vocabulary => ({
    ...{ count: 1, where: '1.seg', entries: Int32Array.of(2, longToken(70_000)) },
    ...{ long: new Uint16Array(0), changed: new Uint32Array(0), originals: new Uint16Array(0), ...rest },
  })

  it('is refused where it is cut within the code of a token', () => {
    const [short, codes] = [1 << 16, Uint8Array.of(192, 0, 0, 0, 0)]
    const vocabulary = vocabularyOf({ count: 300, entries: new Int32Array(600).fill(short) })
    decodeText(codes, 0, 2, vocabulary, createDecodedText())
    expect(() => decodeText(codes, 0, 1, vocabulary, createDecodedText())).toThrow(vocabularyDamage)
  })

  it('is refused where a token is longer than a text may be, before room is made for it', () => {
    const length = longestText + 1
    // Stands for a section of that size.
    const long = { length: length + 2, 0: length & 0xffff, 1: length >>> 16 } as unknown as Uint16Array
    const decode = () => decodeText(Uint8Array.of(0), 0, 1, vocabularyOf({ long }), createDecodedText())
    expect(decode).toThrow(vocabularyDamage)
  })

  it('is refused where its tokens have originals longer than a text may be', () => {
    const originals = { length: longestText } as unknown as Uint16Array
    const changed = Uint32Array.of(0, longestText)
    const entries = Int32Array.of(0x4e00, (1 << 16) | (1 << 22))
    const vocabulary = vocabularyOf({ entries, originals, changed })
    const text = createDecodedText()
    decodeText(Uint8Array.of(0, 0), 0, 2, vocabulary, text)
    expect(() => surfaceText(text, vocabulary)).toThrow(vocabularyDamage)
    expect(() => surfaceLengthOf(packText(text, vocabulary), vocabulary, 0, 2)).toThrow(vocabularyDamage)
  })
})

describe('a vocabulary', () => {
  const none = new Uint8Array(0)
  const bytesOf = (...numbers: readonly number[]): Uint8Array => new Uint8Array(Int32Array.from(numbers).buffer)
  const walk = (entries: Uint8Array, changed: Uint8Array = none, originals: Uint8Array = none): void => {
    const vocabulary = openVocabulary(1, { entries, long: none, changed, originals }, '1.seg')
    kindOf(vocabulary, 0)
    surfaceLength(vocabulary, 0)
  }
  const [one, isChanged] = [1 << 16, 1 << 22]

  it('is not merged where a token has a kind or a length that is none', () => {
    expect(() => walk(bytesOf(0x4e00, one))).not.toThrow()
    expect(() => walk(bytesOf(0x4e00, one | (7 << 19)))).toThrow(vocabularyDamage)
    expect(() => walk(bytesOf(0x4e00, 5 << 16))).toThrow(vocabularyDamage)
  })

  it('is not merged where the original of a token is that of another', () => {
    const originals = new Uint8Array(2)
    expect(() => walk(bytesOf(0x4e00, one | isChanged), bytesOf(0, 1), originals)).not.toThrow()
    expect(() => walk(bytesOf(0x4e00, one | isChanged), bytesOf(3, 1), originals)).toThrow(vocabularyDamage)
  })

  it('has no token whose length or units are not there', () => {
    const lengthOf = (start: number, entry: number): number => {
      const sections = { entries: bytesOf(start, entry), long: new Uint8Array(20), changed: none, originals: none }
      return normalizedLength(openVocabulary(1, sections, '1.seg'), 0)
    }
    expect(lengthOf(3, (4 << 16) | 7)).toBe(7)
    expect(lengthOf(2, (4 << 16) | 0xffff)).toBe(0)
    for (const [start, entry] of [
      [4, (4 << 16) | 7],
      [-1, (4 << 16) | 7],
      [0, (5 << 16) | 7],
      [0, (4 << 16) | 0xffff],
      [1, (4 << 16) | 0xffff],
      [-5, (4 << 16) | 0xffff],
    ] as const)
      expect(() => lengthOf(start, entry), `${start} ${entry}`).toThrow(vocabularyDamage)
  })
})

describe('vectors of a segment', () => {
  const open = (bytes: Uint8Array, articles: number, count: number): SegmentVectors => {
    const read = (start: number, end: number) => bytes.subarray(start, end)
    return new SegmentVectors({ name: '1.vectors', size: bytes.length, read } as RandomAccess, articles, count, 4)
  }

  it('are read where they are those of its articles, and else refused', () => {
    const rows = new Uint8Array(16)
    new DataView(rows.buffer).setFloat32(8, 0.001, true)
    expect(countRows(rows, 2, 8)).toBe(1)
    expect([...open(rows, 2, 1).rows.scales]).toEqual([0, Math.fround(0.001)])
    expect(open(rows, 2, 1).bytes()).toEqual(rows)
    for (const [articles, count] of [
      [2, 2],
      [3, 1],
    ] as const)
      expect(() => open(rows, articles, count).rows).toThrow(
        expect.objectContaining({ reason: 'INDEX_FILE', parameters: { what: 'content' } }),
      )
  })

  it('have a direction', () => {
    expect([...unitVector([3, 4])!]).toEqual([Math.fround(0.6), Math.fround(0.8)])
    for (const values of [[], [0, 0], [NaN, 1], [Infinity, 1], [1e300, 1e300]])
      expect(unitVector(values), String(values)).toBeUndefined()
  })
})
