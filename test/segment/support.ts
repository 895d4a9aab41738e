import { openAnalyzer } from '../../src/text/analyzers/analyzers.js'
import type { IndexableArticle } from '../../src/storage/segment/builder/segment-builder.js'
import { formatVersion } from '../../src/storage/segment/format.js'
import { openSegment } from '../../src/storage/segment/reader.js'
import type { SegmentReader } from '../../src/storage/segment/reader.js'
import { openPagedFile } from '../../src/storage/store/paged/reader.js'
import type { FileSystem } from '../../src/storage/store/file-system.js'
import type { Analyzer } from '../../src/text/analysis/analysis.js'

/** By words of the lexicon (characters alone where it isn't built), and by characters. */
export function analyzers(): [string, Analyzer][] {
  const names = ['native', 'bigram'] as const
  return names.map((tokenizer) => [tokenizer, openAnalyzer({ tokenizer, lexicon: '' })])
}

/** An article of a file of its own with these texts, its other facts made up from its number. */
export function articleOf(number: number, texts: readonly string[]): IndexableArticle {
  return {
    texts,
    record: {
      id: `id-${number}`,
      date: number % 4 === 0 ? '' : `2024-05-${String((number % 28) + 1).padStart(2, '0')}`,
      url: number % 3 === 0 ? `https://example.org/${number}` : '',
      tagCount: number % 2 === 0 ? 1 : 0,
      line: number + 1,
      start: number * 100,
      end: number * 100 + 50,
      contentHash: [number * 7919, number * 104729],
      bodyHash: number * 31,
    },
    path: `folder/${number % 5}.md`,
    sourceBytes: 50,
  }
}

export function openWritten(fs: FileSystem, path: string, deleted?: Uint8Array): SegmentReader {
  return openSegment(openPagedFile(fs, path, { version: formatVersion, cache: 'mirror' }), { deleted })
}

/** As {@link openWritten}, by views that are spoilt at the next reading: the least that a file promises. */
export function openFleeting(fs: FileSystem, path: string, deleted?: Uint8Array): SegmentReader {
  const file = openPagedFile(fs, path, { version: formatVersion, cache: 'mirror' })
  let last = new Uint8Array(0)
  const read = (start: number, end: number): Uint8Array => {
    last.fill(0xff)
    last = file.read(start, end).slice()
    return last
  }
  return openSegment({ ...file, read }, { deleted })
}
