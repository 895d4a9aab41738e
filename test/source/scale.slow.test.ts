import { describe, expect, it } from 'vitest'
import { axes } from '../prove/readers/growing.js'
import { readOnce } from '../prove/readers/scale.js'
import { expectLinear } from '../support/growth.js'
import { unitsScanned } from '../support/scanned.js'
import { volume } from '../support/volume.js'

/** Times the least file, of some 2 KB. */
const timed = volume(80, 1000)
const kept = volume(250, 1000)

/** MiB, of what is kept while reading: trees and blocks of a page; and a share of what waits to be collected. */
const mostMemory = (bytes: number): number => 64 + (48 * bytes) / 2 ** 20

describe('time and memory grow with a file alone', () => {
  it.each(axes)('$format: $axis', async ({ path, base, make, unpacked }) => {
    const bytesOf = (count: number): Uint8Array => Buffer.from(make(count))
    await expectLinear((count) => {
      const bytes = bytesOf(count)
      return () => readOnce(path, bytes)
    }, base * timed)
    const bytes = bytesOf(base * kept)
    expect(readOnce(path, bytes).memoryMiB).toBeLessThan(mostMemory(unpacked?.(base * kept) ?? bytes.length))
  })
})

describe('searches for strings look at few units', () => {
  it.each(axes)('$format: $axis', ({ path, base, make }) => {
    const [few, many] = [base * 10, base * 80].map((count) => {
      const bytes = Buffer.from(make(count))
      readOnce(path, bytes)
      return unitsScanned(() => readOnce(path, bytes)) + bytes.length
    })
    // A square of it would be 64 times as much.
    expect(many! / few!).toBeLessThan(16)
  })
})
