import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeFileSystem } from '../../src/storage/store/file-system.js'
import { openPagedFile } from '../../src/storage/store/paged/reader.js'
import { pageSize } from '../../src/storage/store/paged/tail.js'
import { PagedFileWriter, writePagedFile } from '../../src/storage/store/paged/writer.js'
import { createMemoryDisk, systemError } from './memory-disk.js'

const path = '/disk/file'

/** Bytes that tell where they are. */
function patterned(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at * 2654435761) >>> 24)
}

const mebibyte = 1 << 20

const version = 2

describe('a paged file', () => {
  const lengths = fc.oneof(
    fc.integer({ min: 0, max: 5 * pageSize }),
    fc.constantFrom(0, 1, pageSize - 1, pageSize, pageSize + 1, 2 * pageSize),
    fc.constantFrom(mebibyte, mebibyte + 1, mebibyte + 6 * pageSize),
  )

  it('gives back any part of what was written in any pieces, with any cache', () => {
    const parts = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    )
    const pieces = fc.integer({ min: 1, max: 3 * pageSize })
    const property = fc.property(lengths, pieces, parts, (length, piece, places) => {
      const disk = createMemoryDisk('/disk')
      const content = patterned(length)
      const writer = new PagedFileWriter(disk, path, version)
      for (let at = 0; at < length; at += piece) writer.write(content.subarray(at, at + piece))
      expect(writer.position()).toBe(length)
      expect(writer.finish()).toBe(disk.files().get(path)!.length)
      for (const cache of ['mirror', 'window'] as const) {
        const file = openPagedFile(disk, path, { version, cache })
        expect(file.size).toBe(length)
        const views = places.map(([a, b]) => {
          const [start, end] = [a, b].map((share) => Math.round(share * length)).sort((x, y) => x - y) as [
            number,
            number,
          ]
          return { start, end, view: file.read(start, end) }
        })
        // Views stay as they are while others are read.
        for (const { start, end, view } of views) expect(Buffer.compare(view, content.subarray(start, end))).toBe(0)
        file.verify()
        file.close()
      }
      expect(disk.openHandles()).toBe(0)
    })
    fc.assert(property, { numRuns: 60 })
  })

  it('reads nothing after it is closed: the handle may be that of another file', () => {
    const disk = createMemoryDisk('/disk')
    writePagedFile(disk, path, version, patterned(3 * pageSize))
    const file = openPagedFile(disk, path, { version, cache: 'mirror' })
    file.read(0, 1)
    file.close()
    expect(() => file.read(pageSize, pageSize + 1)).toThrow('the index is closed')
    expect(() => file.close()).not.toThrow()
  })

  it('gives the right bytes as a stream too, each view until the next reading, and goes through a file in little room', () => {
    const disk = createMemoryDisk('/disk')
    const content = patterned(3 * mebibyte + 5)
    writePagedFile(disk, path, version, content)
    const reads = fc.array(fc.tuple(fc.nat(content.length), fc.nat(mebibyte / 2)), { maxLength: 60, size: 'max' })
    fc.assert(
      fc.property(reads, (places) => {
        const file = openPagedFile(disk, path, { version, cache: 'stream' })
        for (const [start, length] of places) {
          const end = Math.min(start + length, content.length)
          expect(Buffer.compare(file.read(start, end), content.subarray(start, end))).toBe(0)
        }
        file.close()
      }),
      { numRuns: 40 },
    )
    const file = openPagedFile(disk, path, { version, cache: 'stream' })
    const rooms = new Set<ArrayBufferLike>()
    for (let at = 0; at < content.length - 999; at += 999) rooms.add(file.read(at, at + 999).buffer)
    expect(rooms.size).toBeLessThan(8)
    file.close()
  })

  it('reads no more than the pages it needs', () => {
    const disk = createMemoryDisk('/disk')
    writePagedFile(disk, path, version, patterned(20 * pageSize))
    let bytes = 0
    const counting = {
      ...disk,
      read: (handle: number, into: Uint8Array, position: number) => {
        bytes += into.length
        return disk.read(handle, into, position)
      },
    }
    const file = openPagedFile(counting, path, { version, cache: 'mirror' })
    bytes = 0
    for (let again = 0; again < 3; again++) file.read(7 * pageSize + 5, 9 * pageSize - 5)
    expect(bytes).toBe(2 * pageSize)
  })

  it('says so where it became shorter after it was opened', () => {
    const disk = createMemoryDisk('/disk')
    writePagedFile(disk, path, version, patterned(3 * pageSize))
    const read: typeof disk.read = (handle, into, position) =>
      position === pageSize ? disk.read(handle, into.subarray(0, 9), position) : disk.read(handle, into, position)
    const file = openPagedFile({ ...disk, read }, path, { version, cache: 'mirror' })
    const parameters = { what: 'short', found: 9, expected: pageSize, at: pageSize }
    const damage = { code: 'INDEX_DAMAGED', reason: 'INDEX_FILE', parameters }
    expect(() => file.read(pageSize, pageSize + 1)).toThrow(expect.objectContaining(damage))
    expect([...file.read(0, 9)]).toEqual([...patterned(9)])
    file.close()
  })

  it('is not called damaged where the system has no handle left', () => {
    const disk = createMemoryDisk('/disk')
    writePagedFile(disk, path, version, patterned(9))
    for (const code of ['EMFILE', 'ENFILE']) {
      const openRead = (): never => {
        throw systemError(code, path)
      }
      const open = () => openPagedFile({ ...disk, openRead }, path, { version, cache: 'mirror' })
      expect(open).toThrow(
        expect.objectContaining({ reason: 'NOT_WRITABLE', parameters: { what: 'handles' }, where: path }),
      )
    }
  })

  it('pads to a boundary with zeros', () => {
    const disk = createMemoryDisk('/disk')
    const writer = new PagedFileWriter(disk, path, version)
    writer.write(Uint8Array.of(1, 2, 3))
    writer.align(8)
    writer.align(8)
    expect(writer.position()).toBe(8)
    writer.finish()
    const file = openPagedFile(disk, path, { version, cache: 'mirror' })
    expect([...file.read(0, 8)]).toEqual([1, 2, 3, 0, 0, 0, 0, 0])
  })

  it('has a checksum that names its content', () => {
    const checksumOf = (content: Uint8Array): number => {
      const disk = createMemoryDisk('/disk')
      writePagedFile(disk, path, version, content)
      return openPagedFile(disk, path, { version, cache: 'mirror' }).checksum
    }
    const content = patterned(3 * pageSize)
    const other = content.slice()
    other[pageSize + 9]! ^= 1
    expect(checksumOf(content)).toBe(checksumOf(content.slice()))
    expect(checksumOf(other)).not.toBe(checksumOf(content))
  })

  it('leaves nothing when it is given up', () => {
    const disk = createMemoryDisk('/disk')
    const writer = new PagedFileWriter(disk, path, version)
    writer.write(patterned(100 * pageSize))
    writer.abort()
    writer.abort()
    expect(disk.files().size).toBe(0)
    expect(disk.openHandles()).toBe(0)
  })
})

describe("what a disk may show in a file's place", () => {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-store-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const open = (name: string) => () => openPagedFile(nodeFileSystem, join(folder, name), { version, cache: 'mirror' })

  it.each([
    ['nothing', () => undefined, /[\\/]x: the file is missing\. Rebuild/],
    [
      'a folder',
      (at: string) => mkdirSync(at),
      /[\\/]x: the file (cannot be read \(E\w+\)|has \d+ bytes|has no trailer)/,
    ],
    ['an empty file', (at: string) => writeFileSync(at, ''), /[\\/]x: the file has 0 bytes, expected at least 24/],
    ['some other file', (at: string) => writeFileSync(at, 'x'.repeat(999)), /[\\/]x: the file has no trailer/],
  ] as const)('%s: it says so, with the remedy', (_, make, expected) => {
    rmSync(join(folder, 'x'), { recursive: true, force: true })
    make(join(folder, 'x'))
    expect(open('x')).toThrow(expected)
    expect(open('x')).toThrow(/Rebuild with buildIndex\(\{ force: true \}\)\.$/)
  })
})
