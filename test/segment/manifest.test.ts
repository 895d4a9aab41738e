/** What a manifest may say, at the border of what is allowed. */
import { describe, expect, it } from 'vitest'
import { formatVersion } from '../../src/storage/segment/format.js'
import { checkManifest } from '../../src/storage/segment/manifest.js'

const most = Number.MAX_SAFE_INTEGER
const checksum = 2 ** 32 - 1
const segment = {
  ...{ name: '1.seg', bytes: 9, articles: 5, checksum },
  deletions: { name: '2.deleted', count: 5, checksum },
  moves: { name: '3.moved', checksum },
  vectors: { name: '4.vectors', count: 5, checksum },
}
const manifest = {
  ...{ version: formatVersion, generation: 1, analyzer: 'a', tokenizer: 'native', lexicon: '', clean: true },
  ...{ roots: ['/a'], sources: [{ kind: 'folder', name: 'a', rules: { noIgnore: true, exclude: ['b'] } }] },
  ...{ emptyRoots: ['/b'], toldApart: ['c.md'], vectors: { model: 'm', dimensions: 3 }, segments: [segment] },
  ...{ catalog: '5.files', catalogChecksum: checksum, repeated: { name: '6.lines', checksum } },
  ...{ words: { name: '7.words', checksum }, nextFile: 8 },
}

const check = (changes: object): unknown => checkManifest({ ...manifest, ...changes }, 'manifest.json')
const withSegment = (changes: object): object => ({ segments: [{ ...segment, ...changes }] })
const refused = (key: string): unknown =>
  expect.objectContaining({ code: 'INDEX_DAMAGED', parameters: { what: 'value', key } })

describe('a manifest', () => {
  it('is read as it was written, without what nobody knows', () => {
    expect(check({})).toEqual(manifest)
    expect(check({ later: 1 })).toEqual(manifest)
  })

  it.each([
    ['generation', { generation: most }, { generation: -1 }],
    ['nextFile', { nextFile: 0 }, { nextFile: most + 1 }],
    ['catalogChecksum', { catalogChecksum: 0 }, { catalogChecksum: 2 ** 32 }],
    ['version', { version: formatVersion }, { version: formatVersion + 1 }],
    ['clean', { clean: false }, { clean: 1 }],
    ['analyzer', { analyzer: 'a'.repeat(1 << 16) }, { analyzer: 'a'.repeat((1 << 16) + 1) }],
    ['analyzer', { analyzer: '' }, { analyzer: 'a\n' }],
    ['lexicon', { lexicon: '/a\n' }, { lexicon: '/a\0' }],
    ['roots', { roots: ['-'] }, { roots: [['-']] }],
    ['emptyRoots', { emptyRoots: [] }, { emptyRoots: 'a' }],
    ['toldApart', { toldApart: ['a', 'b'] }, { toldApart: ['a', 7] }],
    ['catalog', { catalog: `${'9'.repeat(15)}.files` }, { catalog: `${'9'.repeat(16)}.files` }],
    ['catalog', { catalog: '0.files' }, { catalog: '.files' }],
    ['name', { words: { name: '8.words', checksum } }, { words: { name: '6.words.words', checksum } }],
    ['dimensions', { vectors: { model: '', dimensions: 1 } }, { vectors: { model: '', dimensions: 0 } }],
    ['dimensions', { vectors: { model: '', dimensions: 16_384 } }, { vectors: { model: '', dimensions: 16_385 } }],
    ['model', { vectors: { model: 'm', dimensions: 3 } }, { vectors: { dimensions: 3 } }],
    ['sources', { roots: ['/c'] }, { roots: ['/c', '/d'] }],
    ['segments', { segments: [] }, { segments: {} }],
  ])('says of %s no more than is allowed', (key, allowed, beyond) => {
    expect(check(allowed)).toMatchObject(allowed)
    expect(() => check(beyond)).toThrow(refused(key))
  })

  it.each([
    ['articles', { articles: 2 ** 24 }, { articles: 2 ** 24 + 1 }],
    ['bytes', { bytes: 0 }, { bytes: -1 }],
    ['checksum', { checksum: 0 }, { checksum: 2 ** 32 }],
    ['count', { deletions: { ...segment.deletions, count: 1 } }, { deletions: { ...segment.deletions, count: 0 } }],
    ['count', { deletions: segment.deletions }, { deletions: { ...segment.deletions, count: 6 } }],
    ['count', { vectors: { ...segment.vectors, count: 1 } }, { vectors: { ...segment.vectors, count: 0 } }],
    ['count', { vectors: segment.vectors }, { vectors: { ...segment.vectors, count: 6 } }],
    ['name', { moves: segment.moves }, { moves: { name: '2.deleted', checksum } }],
    ['moves', { moves: segment.moves }, { moves: [] }],
  ])('says of the %s of a segment no more than is allowed', (key, allowed, beyond) => {
    expect(check(withSegment(allowed))).toMatchObject(withSegment(allowed))
    expect(() => check(withSegment(beyond))).toThrow(refused(key))
  })

  it('names each file once', () => {
    expect(() => check({ segments: [segment, segment] })).toThrow(refused('name'))
    expect(() =>
      check({ segments: [{ ...segment, vectors: { ...segment.vectors, name: '5.vectors' } }] }),
    ).not.toThrow()
  })

  it('has vectors in its segments only where it says what they are', () => {
    const { vectors: _, ...rest } = manifest
    const { vectors: __, ...plain } = segment
    expect(checkManifest(rest, 'manifest.json')).toEqual({ ...rest, segments: [plain] })
  })
})
