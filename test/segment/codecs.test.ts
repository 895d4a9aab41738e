import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCatalog, writeCatalog, type CatalogEntry } from '../../src/storage/commit/catalog.js'
import { isInnerPath, formatVersion, dayNumber, isDay, noDate } from '../../src/storage/segment/format.js'
import { getRecord, getRecordFile, putRecord } from '../../src/storage/segment/articles/record.js'
import { yearOf } from '../../src/text/facets/year.js'
import {
  countDeleted,
  createDeletions,
  setDeleted,
  collectMoves,
  decodeMoves,
  encodeMoves,
  moveOf,
} from '../../src/storage/segment/moves.js'
import { FacetBuilder, decodeFacets } from '../../src/storage/segment/facets.js'
import { decodeManifest, encodeManifest, type Manifest } from '../../src/storage/segment/manifest.js'
import { createByteWriter, written } from '../../src/storage/store/byte-writer.js'
import { openPagedFile } from '../../src/storage/store/paged/reader.js'
import { createMemoryDisk } from '../store/memory-disk.js'

const uint32 = fc.integer({ min: 0, max: 0xffffffff })
const text = fc.string({ unit: 'binary' })
const hash = fc.tuple(uint32, uint32)

describe('a record', () => {
  it('comes back as it was, and its file alone', () => {
    const offsets = fc.tuple(fc.nat(2 ** 40), fc.nat(2 ** 34))
    const facts = fc.record({ id: text, date: text, url: text, tagCount: fc.nat(500), file: uint32, line: uint32 })
    fc.assert(
      fc.property(facts, offsets, hash, uint32, (known, [start, length], contentHash, bodyHash) => {
        const record = { ...known, start, end: start + length, contentHash, bodyHash }
        const out = createByteWriter(1)
        putRecord(out, record, record.file)
        expect(getRecord(written(out))).toEqual(record)
        expect(getRecordFile(written(out))).toBe(record.file)
      }),
    )
  })
})

describe('facets', () => {
  it('come back for each article: distinct values in order, empty ones left out', () => {
    const values = fc.array(fc.constantFrom('桥', '水文', 'Å', '', '桥'), { maxLength: 4 })
    fc.assert(
      fc.property(fc.array(values), (articles) => {
        const builder = new FacetBuilder()
        for (const list of articles) builder.add(list)
        const column = decodeFacets(builder.finish(), articles.length)!
        const found = articles.map((_, i) =>
          Array.from(column.numbers.subarray(column.start[i], column.start[i + 1]), (number) => column.values[number]),
        )
        expect(found).toEqual(articles.map((list) => [...new Set(list)].filter((value) => value !== '')))
      }),
    )
  })
})

describe('moves', () => {
  const shift = fc.record({
    lines: fc.integer({ min: -(2 ** 30), max: 2 ** 30 }),
    bytes: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  })
  const shifts = fc.array(fc.oneof(fc.constant({ lines: 0, bytes: 0 }), fc.constant({ lines: 1, bytes: 99 }), shift))

  it('tell for each article how far it moved, also after they were stored', () => {
    fc.assert(
      fc.property(shifts, (all) => {
        const moves = collectMoves(all.length, (article) => all[article])
        for (const [article, expected] of all.entries()) expect(moveOf(moves, article)).toEqual(expected)
        if (moves === undefined) return
        expect(decodeMoves(encodeMoves(moves), all.length)).toEqual(moves)
      }),
    )
  })

  it('are nothing where nothing moved, and one run where all moved alike', () => {
    expect(collectMoves(9, () => ({ lines: 0, bytes: 0 }))).toBeUndefined()
    const alike = collectMoves(1000, (article) => (article % 3 === 0 ? undefined : { lines: 2, bytes: 70 }))!
    expect(alike.start).toEqual([1])
  })
})

describe('deletions', () => {
  it('are one bit an article', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.array(fc.nat()), (count, picks) => {
        const articles = new Set(picks.map((pick) => pick % count))
        const bits = createDeletions(count)
        for (const article of articles) setDeleted(bits, article)
        expect(bits.length).toBe(Math.ceil(count / 8))
        expect(countDeleted(bits)).toBe(articles.size)
        const more = createDeletions(count, bits)
        setDeleted(more, 0)
        expect(countDeleted(more)).toBe(new Set([...articles, 0]).size)
        expect(countDeleted(bits)).toBe(articles.size)
      }),
    )
  })
})

describe('days', () => {
  it.each([
    ['1970-01-01', 0],
    ['1970-01-02T23:59:59+08:00', 1],
    ['1969-12-31', -1],
    ['2024-02-29', 19782],
    ['', noDate],
    ['someday', noDate],
  ])('of %s are %i', (date, expected) => {
    expect(dayNumber(date)).toBe(expected)
  })
})

describe('a day', () => {
  it('lies in the calendar, or is none', () => {
    expect([noDate, 0, 1e8, -1e8].map(isDay)).toEqual([true, true, true, true])
    expect([1e8 + 1, -1e8 - 1, noDate + 1].map(isDay)).toEqual([false, false, false])
  })

  it('has a year of four digits at least', () => {
    expect([0, -1, 19_782, -700_000].map(yearOf)).toEqual(['1970', '1969', '2024', '0053'])
  })
})

describe('the catalog', () => {
  const path = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom('a', '/', '桥', '𠮷', '𠮸'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
      minLength: 1,
    })
    .filter(isInnerPath)
  const entries: fc.Arbitrary<CatalogEntry[]> = fc.uniqueArray(
    fc.record({
      path,
      size: fc.nat(2 ** 45),
      mtimeMs: fc.nat(2 ** 43),
      hash,
      problems: fc.nat(9),
      changedUs: fc.nat(2 ** 52),
      inode: fc.integer(),
    }),
    { selector: (entry) => entry.path },
  )

  it('gives back every file, in the order of their paths', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const disk = createMemoryDisk('/disk')
        writeCatalog(disk, '/disk/1.files', all)
        const { checksum } = openPagedFile(disk, '/disk/1.files', { version: formatVersion, cache: 'mirror' })
        const catalog = readCatalog(disk, '/disk/1.files', checksum)
        expect([...catalog.values()]).toEqual(all.sort((a, b) => (a.path < b.path ? -1 : 1)))
        expect([...catalog.keys()]).toEqual(all.map((entry) => entry.path))
      }),
    )
  })
})

describe('the manifest', () => {
  it('comes back as it was', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{C}/u.test(text))
    const name = (ending: string) => fc.nat(9).map((number) => `${number}.${ending}`)
    const deletions = fc.record({ name: name('deleted'), count: fc.integer({ min: 1, max: 5 }), checksum: uint32 })
    const segment = fc.record(
      {
        name: name('seg'),
        bytes: fc.nat(),
        articles: fc.integer({ min: 5, max: 1 << 24 }),
        checksum: uint32,
        deletions,
      },
      { requiredKeys: ['name', 'bytes', 'articles', 'checksum'] },
    )
    const isApart = (all: readonly { readonly name: string }[]): boolean =>
      new Set(all.map(({ name }) => name)).size === all.length
    const manifest: fc.Arbitrary<Manifest> = fc.record({
      version: fc.constant(formatVersion),
      generation: fc.nat(),
      analyzer: text,
      tokenizer: text,
      lexicon: text,
      clean: fc.boolean(),
      roots: fc.array(text.map((part) => join('/', part))),
      segments: fc.uniqueArray(segment, { selector: ({ name, deletions }) => deletions?.name ?? name }).filter(isApart),
      catalog: name('files'),
      catalogChecksum: uint32,
      nextFile: fc.nat(),
    })
    fc.assert(
      fc.property(manifest, (one) => {
        expect(decodeManifest(encodeManifest(one), 'manifest.json')).toEqual(one)
      }),
    )
  })
})
