import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteReader, getBigVarint, getString, getUint32, getVarint } from '../../src/storage/store/byte-reader.js'
import {
  createByteWriter,
  putBigVarint,
  putByte,
  putBytes,
  putString,
  putUint32,
  putVarint,
  written,
} from '../../src/storage/store/byte-writer.js'

const uint32 = fc.oneof(
  fc.integer({ min: 0, max: 0xffffffff }),
  fc.constantFrom(0, 127, 128, 16383, 16384, 2 ** 32 - 1),
)

describe('what a byte writer writes', () => {
  it('a byte reader reads, value by value, whatever the mixture and the first capacity', () => {
    const put = fc.oneof(
      fc.tuple(fc.constant('varint' as const), uint32),
      fc.tuple(fc.constant('uint32' as const), uint32),
      fc.tuple(fc.constant('big' as const), fc.maxSafeNat()),
      fc.tuple(fc.constant('string' as const), fc.string({ unit: 'binary' })),
      fc.tuple(fc.constant('bytes' as const), fc.uint8Array()),
    )
    fc.assert(
      fc.property(fc.array(put), fc.integer({ min: 1, max: 64 }), (values, capacity) => {
        const writer = createByteWriter(capacity)
        for (const [kind, value] of values) {
          if (kind === 'varint') putVarint(writer, value)
          else if (kind === 'uint32') putUint32(writer, value)
          else if (kind === 'big') putBigVarint(writer, value)
          else if (kind === 'string') putString(writer, value)
          else {
            putVarint(writer, value.length)
            putBytes(writer, value)
          }
        }
        const reader = createByteReader(written(writer))
        for (const [kind, value] of values) {
          if (kind === 'varint') expect(getVarint(reader)).toBe(value)
          else if (kind === 'uint32') expect(getUint32(reader)).toBe(value)
          else if (kind === 'big') expect(getBigVarint(reader)).toBe(value)
          else if (kind === 'string') expect(getString(reader)).toBe(value)
          else
            for (let left = (expect(getVarint(reader)).toBe(value.length), 0); left < value.length; left++)
              expect(reader.bytes[reader.at++]).toBe(value[left])
        }
        expect(reader.at).toBe(writer.length)
      }),
    )
  })

  it('is as short as it can be: 7 bits a byte', () => {
    for (const [value, length] of [
      [0, 1],
      [127, 1],
      [128, 2],
      [16383, 2],
      [16384, 3],
      [2 ** 21, 4],
      [2 ** 28, 5],
      [2 ** 32 - 1, 5],
    ] as const) {
      const writer = createByteWriter()
      putVarint(writer, value)
      expect(writer.length).toBe(length)
      const big = createByteWriter()
      putBigVarint(big, value)
      expect(written(big)).toEqual(written(writer))
    }
  })

  it('keeps every character of a string but lone surrogates, a byte order mark too', () => {
    const writer = createByteWriter(1)
    for (const text of ['\ufeff渡口', '𠮷\u0000é', '\ud800x']) putString(writer, text)
    const reader = createByteReader(written(writer))
    expect([getString(reader), getString(reader), getString(reader)]).toEqual(['\ufeff渡口', '𠮷\u0000é', '\ufffdx'])
  })

  it('reads no number of more bytes than one can have, whatever follows', () => {
    const endless = new Uint8Array(20).fill(0x80)
    const [short, big] = [createByteReader(endless), createByteReader(endless)]
    expect([getVarint(short), getBigVarint(big)]).toEqual([0, 0])
    expect([short.at, big.at]).toEqual([5, 8])
  })

  it('reads zeros past the end instead of failing', () => {
    const writer = createByteWriter()
    putByte(writer, 0x80)
    const reader = createByteReader(written(writer).slice())
    expect(getVarint(reader)).toBe(0)
    expect([getVarint(reader), getBigVarint(reader), getUint32(reader)]).toEqual([0, 0, 0])
  })
})
