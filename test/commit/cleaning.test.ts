/** What is removed of an index's folder, and what never is. */
import { beforeEach, describe, expect, it } from 'vitest'
import { fileNumbers, removeAfterFailure, removeLeftovers } from '../../src/storage/commit/commit.js'
import { formatVersion } from '../../src/storage/segment/format.js'
import { encodeManifest, type Manifest } from '../../src/storage/segment/manifest.js'
import { createMemoryFileSystem, type FileSystem } from '../../src/storage/store/file-system.js'
import { acquireLock, lockName } from '../../src/storage/store/lock.js'

const dir = '/index'
const named = (name: string) => ({ name, checksum: 1 })
const manifest: Manifest = {
  ...{ version: formatVersion, generation: 1, analyzer: 'a', tokenizer: 'native', lexicon: '', clean: true, roots: [] },
  segments: [
    {
      ...{ ...named('1.seg'), bytes: 9, articles: 9, deletions: { ...named('2.deleted'), count: 1 } },
      ...{ moves: named('3.moved'), vectors: { ...named('4.vectors'), count: 1 } },
    },
  ],
  ...{ catalog: '5.files', catalogChecksum: 1, repeated: named('6.lines'), words: named('7.words'), nextFile: 8 },
  vectors: { model: '', dimensions: 3 },
}
const wanted = ['manifest.json', '1.seg', '2.deleted', '3.moved', '4.vectors', '5.files', '6.lines', '7.words']
const left = ['8.seg', '9.deleted', '10.moved', '11.vectors', '12.files', '13.lines', '14.words', 'manifest.json.tmp']
const strangers = ['notes.txt', '15.txt', 'a1.seg', '1.seg.bak', 'manifest.json.old']

let fs: FileSystem
beforeEach(() => {
  fs = createMemoryFileSystem()
  fs.makeFolder(dir)
  for (const name of [...wanted, ...left, ...strangers])
    put(name, name === 'manifest.json' ? encodeManifest(manifest) : new Uint8Array(1))
})

function put(name: string, bytes: Uint8Array): void {
  const handle = fs.createExclusive(`${dir}/${name}`)
  fs.write(handle, bytes)
  fs.close(handle)
}

const sorted = (...names: readonly string[]): string[] => [...names].sort()

describe('leftovers', () => {
  it('are the files of an index that its manifest does not name, and nothing else', () => {
    removeLeftovers(fs, dir, manifest)
    expect(fs.list(dir)).toEqual(sorted(...wanted, ...strangers))
  })

  it('are all files of an index where no manifest stands, but for the manifest itself', () => {
    removeLeftovers(fs, dir, undefined)
    expect(fs.list(dir)).toEqual(sorted('manifest.json', ...strangers))
  })

  it('that cannot be removed keep no other from going, and are no failure of the commit', () => {
    const remove = (path: string): void => {
      if (path.endsWith('8.seg')) throw new Error('EBUSY')
      fs.remove(path)
    }
    removeLeftovers({ ...fs, remove }, dir, manifest)
    expect(fs.list(dir)).toEqual(sorted('8.seg', ...wanted, ...strangers))
    const list = (): never => {
      throw new Error('EIO')
    }
    expect(() => removeLeftovers({ ...fs, list }, dir, manifest)).not.toThrow()
  })
})

describe('the numbers of new files', () => {
  it.each([
    ['are above all that are there', 8, [16, 17]],
    ['are above what an earlier commit may have given', 20, [20, 21]],
    ['are the lowest that are free where nothing can be counted on from', Number.MAX_SAFE_INTEGER, [16, 17]],
  ])('%s', (_, nextFile, expected) => {
    const next = fileNumbers(fs, dir, { ...manifest, nextFile })
    expect([next(), next()]).toEqual(expected)
  })

  it('begin with 1 in an empty folder, and above a broken index', () => {
    expect(fileNumbers(fs, '/other', undefined)()).toBe(1)
    expect(fileNumbers(fs, dir, undefined)()).toBe(16)
    put('99999999999999999999.seg', new Uint8Array(1))
    expect(fileNumbers(fs, dir, manifest)()).toBe(16)
  })
})

describe('a run that failed', () => {
  it('removes what it wrote once the manifest that stands is safe', () => {
    const lock = acquireLock(fs, dir)
    let isSafe = false
    const watched: FileSystem = {
      ...fs,
      syncFolder: () => void (isSafe = true),
      remove: (path) => (expect(isSafe).toBe(true), fs.remove(path)),
    }
    removeAfterFailure({ fs: watched, dir, lock })
    expect(fs.list(dir)).toEqual(sorted(...wanted, ...strangers, lockName))
  })

  it.each([
    ['the lock is lost', () => fs.remove(`${dir}/${lockName}`)],
    ['the manifest cannot be read', () => refuse('readFile', 'manifest.json')],
    ['the folder cannot be synced', () => refuse('syncFolder', dir)],
  ])('removes nothing where %s', (_, happen) => {
    const lock = acquireLock(fs, dir)
    happen()
    expect(() => removeAfterFailure({ fs, dir, lock })).not.toThrow()
    expect(fs.list(dir)).toEqual(expect.arrayContaining(left))
  })
})

/** From now on the system refuses this for a path with this ending. */
function refuse(call: 'readFile' | 'syncFolder', ending: string): void {
  const before = fs
  const refusing = (path: string): never => {
    throw new Error(`EIO: ${path}`)
  }
  fs = { ...before, [call]: (path: string) => (path.endsWith(ending) ? refusing(path) : before[call](path)) }
}
