import { expect, it } from 'vitest'
import { encodeTable, formatVersion } from '../../src/storage/segment/format.js'
import { writePagedFile } from '../../src/storage/store/paged/writer.js'
import { createMemoryDisk } from '../store/memory-disk.js'
import { openWritten } from './support.js'

it('names the section that a whole file of another layout lacks', () => {
  const disk = createMemoryDisk('/disk')
  const counts = { articles: 0, vocabulary: 0, pairs: 0, terms: 0, postings: 0, bodyUnits: 0, sourceBytes: 0 }
  const table = encodeTable({
    ...counts,
    termCounts: [0, 0, 0, 0, 0],
    sections: { postings: [0, 0], texts: [0, 0], records: [0, 0] },
  })
  writePagedFile(disk, '/disk/a.seg', formatVersion, table)
  expect(() => openWritten(disk, '/disk/a.seg')).toThrow(/a\.seg: section "title.pairs.index" is missing.*force: true/)
})
