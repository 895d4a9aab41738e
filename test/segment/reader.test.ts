import { expect, it } from 'vitest'
import { encodeTable, formatVersion } from '../../src/segment/format.js'
import { writePagedFile } from '../../src/store/paged-file.js'
import { createMemoryDisk } from '../store/memory-disk.js'
import { openWritten } from './support.js'

it('names the section that a whole file of another layout lacks', () => {
  const disk = createMemoryDisk('/disk')
  const counts = { articles: 1, vocabulary: 1, pairs: 1, terms: 1, postings: 1, bodyUnits: 1, sourceBytes: 1 }
  const table = encodeTable({
    ...counts,
    termCounts: [1],
    sections: { postings: [0, 0], texts: [0, 0], records: [0, 0] },
  })
  writePagedFile(disk, '/disk/a.seg', formatVersion, table)
  expect(() => openWritten(disk, '/disk/a.seg').lengths).toThrow(/a\.seg: section "lengths" is missing.*--force/)
})
