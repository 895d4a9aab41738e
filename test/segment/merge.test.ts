import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addArticle, SegmentBuilder, writeSegment } from '../../src/storage/segment/builder/segment-builder.js'
import type { IndexableArticle } from '../../src/storage/segment/builder/segment-builder.js'
import { createDeletions, setDeleted } from '../../src/storage/segment/moves.js'
import { fieldNames, indexedFields, type FieldId } from '../../src/storage/segment/fields.js'
import { mergeSegments } from '../../src/storage/segment/merge/merge.js'
import { planCompaction, planMerges, tier, mergeFactor } from '../../src/storage/segment/merge/policy.js'
import type { SegmentSize } from '../../src/storage/segment/merge/policy.js'
import { decodePostings, type PostingList } from '../../src/storage/segment/postings/codec.js'
import type { SegmentReader } from '../../src/storage/segment/reader.js'
import { kindOf, normalizedOf, surfaceOf } from '../../src/storage/segment/vocabulary/spellings.js'
import { createMemoryDisk, type MemoryDisk } from '../store/memory-disk.js'
import { analyzers, articleOf, openFleeting, openWritten } from './support.js'
import { volume } from '../support/volume.js'

const [, analyzer] = analyzers()[0]!

function build(disk: MemoryDisk, name: string, articles: readonly IndexableArticle[]): SegmentReader {
  const builder = new SegmentBuilder(analyzer)
  for (const article of articles) addArticle(builder, article)
  writeSegment(builder, disk, `/disk/${name}`)
  return openWritten(disk, `/disk/${name}`)
}

function postings(list: PostingList): [number, number][] {
  const documents = new Int32Array(list.documentFrequency)
  const frequencies = new Uint8Array(list.documentFrequency)
  decodePostings(list, documents, frequencies)
  return Array.from(documents, (document, i) => [document, frequencies[i]!])
}

/** All that a segment holds, whatever its numbers for tokens and files. */
function contentOf(segment: SegmentReader): unknown {
  const fields = Array.from({ length: indexedFields }, (_, field) => {
    const pairs = segment.pairs(field as FieldId)
    const groups = Array.from(pairs.firstUnits, (first) => {
      const group = pairs.group(first)!
      const lists = Array.from(group.seconds, (second, i) => [second, postings(group.list(i))])
      return [first, pairs.characterFrequency(first), lists]
    })
    const terms = Array.from(segment.terms(field as FieldId).scan(), (entry) => [entry.term, postings(entry.list())])
    return { groups, terms }
  })
  const articles = Array.from({ length: segment.articles }, (_, article) => {
    const { file, ...record } = segment.record(article)
    return {
      record,
      file: segment.files[file],
      texts: fieldNames.map((_name, field) => segment.text(article, field as FieldId)),
    }
  })
  const facets = (['author', 'tag'] as const).map((name) => {
    const { values, start, numbers } = segment.facets(name)
    return articles.map((_, i) => Array.from(numbers.subarray(start[i], start[i + 1]), (number) => values[number]))
  })
  const { vocabulary, table } = segment
  const tokens = Array.from({ length: vocabulary.count }, (_, id) => {
    return `${kindOf(vocabulary, id)} ${normalizedOf(vocabulary, id)} ${surfaceOf(vocabulary, id)}`
  })
  const counts = { pairs: table.pairs, terms: table.terms, postings: table.postings, termCounts: table.termCounts }
  const columns = { lengths: [...segment.lengths], days: [...segment.days], bodyUnits: table.bodyUnits }
  return { fields, articles, facets, tokens: tokens.sort(), ...counts, ...columns, sourceBytes: table.sourceBytes }
}

const word = fc.constantFrom(
  '渡口',
  '银行',
  '銀行',
  'ABC',
  'abc',
  'ＡＢＣ',
  '工程师们',
  '2024',
  '。',
  '\n',
  '\u200b',
  '船',
  '3.14',
  '\ud800',
)
const text = fc.array(word, { maxLength: 15 }).map((words) => words.join(''))
const texts = fc.array(text, { minLength: fieldNames.length, maxLength: fieldNames.length })
/** Articles with whether they are deleted, in a few segments. */
const segments = fc.array(fc.array(fc.tuple(texts, fc.boolean()), { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 4,
})

describe('merging', () => {
  it('gives what building from the articles that are left gives: the same terms, postings, texts, records, facets', () => {
    fc.assert(
      fc.property(segments, (input) => {
        const disk = createMemoryDisk('/disk')
        let number = 0
        const alive: IndexableArticle[] = []
        const readers = input.map((articles, segment) => {
          const deleted = createDeletions(articles.length)
          const all = articles.map(([content, isDeleted], i) => {
            const article = articleOf(number++, content)
            if (isDeleted) setDeleted(deleted, i)
            else alive.push(article)
            return article
          })
          build(disk, `${segment}.seg`, all)
          return openFleeting(disk, `/disk/${segment}.seg`, deleted)
        })
        const { table } = mergeSegments(readers, disk, '/disk/merged.seg')
        expect(table.articles).toBe(alive.length)
        expect(contentOf(openWritten(disk, '/disk/merged.seg'))).toEqual(contentOf(build(disk, 'whole.seg', alive)))
      }),
      { numRuns: volume(60, 3000) },
    )
  })

  it('is the same bytes every time, and leaves nothing behind when it fails', () => {
    const disk = createMemoryDisk('/disk')
    const parts = [0, 1, 2].map((part) =>
      build(
        disk,
        `${part}.seg`,
        [0, 1, 2].map((i) => articleOf(part * 3 + i, ['渡口', `第${part}篇${i}`, '', '', '', ''])),
      ),
    )
    mergeSegments(parts, disk, '/disk/a.seg')
    mergeSegments(parts, disk, '/disk/b.seg')
    const files = disk.files()
    expect(files.get('/disk/a.seg')).toEqual(files.get('/disk/b.seg'))
    const failing = {
      ...disk,
      sync: () => {
        throw new Error('full')
      },
    }
    expect(() => mergeSegments(parts, failing, '/disk/c.seg')).toThrow('full')
    expect(disk.exists('/disk/c.seg')).toBe(false)
  })
})

describe('building', () => {
  it('leaves nothing behind when it fails', () => {
    const disk = createMemoryDisk('/disk')
    const builder = new SegmentBuilder(analyzer)
    addArticle(builder, articleOf(1, ['渡口', '渡口的银行', '', '', '', '']))
    const sync = (): never => {
      throw new Error('full')
    }
    expect(() => writeSegment(builder, { ...disk, sync }, '/disk/a.seg')).toThrow('full')
    expect([disk.exists('/disk/a.seg'), disk.openHandles()]).toEqual([false, 0])
  })
})

describe('the policy of merging', () => {
  const size = fc.record({ bytes: fc.integer({ min: 100, max: 1 << 28 }), articles: fc.nat(1000) })

  it('keeps the number of segments to the logarithm of the collection, each article rewritten as often at most', () => {
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 400, size: 'max' }), (arrivals) => {
        let segments: { bytes: number; articles: number; deleted: number }[] = []
        let written = 0
        let total = 0
        for (const { bytes, articles } of arrivals) {
          segments.push({ bytes, articles, deleted: 0 })
          total += bytes
          for (let plan = planMerges(segments); plan.length > 0; plan = planMerges(segments)) {
            const next: typeof segments = []
            let at = 0
            for (const [first, last] of plan) {
              const merged = segments.slice(first, last)
              expect(merged.length).toBeGreaterThan(0)
              const sum = (pick: 'bytes' | 'articles'): number => merged.reduce((all, one) => all + one[pick], 0)
              next.push(...segments.slice(at, first), { bytes: sum('bytes'), articles: sum('articles'), deleted: 0 })
              written += sum('bytes')
              at = last
            }
            segments = [...next, ...segments.slice(at)]
          }
        }
        // Large segments are left alone: they add one for every quarter of a gigabyte, at worst.
        expect(segments.length).toBeLessThanOrEqual((mergeFactor - 1) * 6 + total / (1 << 27))
        expect(written).toBeLessThanOrEqual(total * 12)
      }),
      { numRuns: 60 },
    )
  })

  it('leaves large segments alone when a few small ones come behind them', () => {
    const [large, small] = [6 << 20, 1000].map((bytes) => ({ bytes, articles: 9, deleted: 0 })) as [
      SegmentSize,
      SegmentSize,
    ]
    const fresh = Array.from({ length: 6 }, () => large)
    for (let updates = 0; updates < 8; updates++)
      expect(planMerges([...fresh, ...Array.from({ length: updates }, () => small)])).toEqual([])
    expect(planMerges([...fresh, ...Array.from({ length: 8 }, () => small)])).toEqual([[6, 14]])
    expect(planMerges([...fresh, small, large, small])).toEqual([[0, 8]])
  })

  it('compacts into as few segments as 32-bit offsets and 24-bit article numbers allow', () => {
    const gigabyte = 2 ** 30
    const of = (bytes: number, articles: number, deleted = 0) => ({ bytes, articles, deleted })
    expect(planCompaction([])).toEqual([])
    expect(planCompaction([of(gigabyte, 9), of(gigabyte, 9), of(gigabyte, 9)])).toEqual([[0, 3]])
    expect(planCompaction(Array.from({ length: 7 }, () => of(gigabyte, 9)))).toEqual([
      [0, 3],
      [3, 6],
      [6, 7],
    ])
    expect(planCompaction([of(9, 2 ** 24 - 1), of(9, 2)])).toEqual([
      [0, 1],
      [1, 2],
    ])
    expect(planCompaction([of(9, 2 ** 24, 1), of(9, 1)])).toEqual([[0, 2]])
  })

  it('counts sizes by the eightfold, from 256 KiB on', () => {
    const kibibyte = 2 ** 10
    const sizes = [0, 256 * kibibyte, 256 * kibibyte + 1, 2048 * kibibyte, 2048 * kibibyte + 1]
    expect(sizes.map(tier)).toEqual([0, 0, 1, 1, 2])
  })

  it('merges up to a gigabyte and to as many articles as a segment can number, and compacts up to three', () => {
    const eight = (bytes: number, articles: number) =>
      Array.from({ length: mergeFactor }, () => ({ bytes, articles, deleted: 0 }))
    const plus = ([first, ...rest]: SegmentSize[], more: Partial<SegmentSize>) => [{ ...first!, ...more }, ...rest]
    const [size, count] = [2 ** 27, 2 ** 21]
    expect(planMerges(eight(size, count))).toEqual([[0, mergeFactor]])
    expect(planMerges(plus(eight(size, count), { bytes: size + 1 }))).toEqual([])
    expect(planMerges(plus(eight(size, count), { articles: count + 1 }))).toEqual([])
    const full = { bytes: 3 * 2 ** 30, articles: 2 ** 24, deleted: 0 }
    const none = { bytes: 0, articles: 0, deleted: 0 }
    expect(planCompaction([full, none])).toEqual([[0, 2]])
    for (const more of [{ bytes: 1 }, { articles: 1 }])
      expect(planCompaction([full, { ...none, ...more }])).toHaveLength(2)
  })

  it('never merges more articles than a segment can number', () => {
    const tiny = { bytes: 1000, articles: 3 * 2 ** 21, deleted: 0 }
    for (const [first, last] of planMerges(Array.from({ length: 20 }, () => tiny))) {
      expect((last - first) * tiny.articles).toBeLessThanOrEqual(2 ** 24)
    }
  })

  it('writes a segment anew once a third of it is deleted, and never does nothing for ever', () => {
    expect(planMerges([{ bytes: 9, articles: 10, deleted: 3 }])).toEqual([])
    expect(planMerges([{ bytes: 9, articles: 10, deleted: 4 }])).toEqual([[0, 1]])
    expect(planMerges([])).toEqual([])
    expect(planMerges([{ bytes: 9, articles: 0, deleted: 0 }])).toEqual([])
  })
})
