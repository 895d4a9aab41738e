import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineBlocks } from '../../src/fronts/cli/input/files.js'
import { expectLinear } from '../support/growth.js'

async function linesOf(bytes: Uint8Array, cuts: readonly number[]): Promise<string[]> {
  async function* chunks() {
    const borders = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
    for (let at = 1; at < borders.length; at++) yield bytes.subarray(borders[at - 1], borders[at])
  }
  const lines: string[] = []
  for await (const block of lineBlocks(chunks())) lines.push(...block)
  return lines
}

describe('lines of a stream', () => {
  it('are the same wherever the chunks are cut, also inside a character', async () => {
    const text = fc.string({ unit: fc.constantFrom('托', '卡', '\n', '\r\n', 'a', '𠮷', '\u2028', ' ') })
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat()), async (given, cuts) => {
        const lines = given.split('\n').map((line) => line.replace(/\r$/, ''))
        const expected = given === '' || given.endsWith('\n') ? lines.slice(0, -1) : lines
        expect(await linesOf(Buffer.from(given), cuts)).toEqual(expected)
      }),
    )
  })

  it('have no byte order mark, and broken bytes become replacement characters', async () => {
    expect(await linesOf(Buffer.from('\uFEFF甲\n乙'), [1, 2])).toEqual(['甲', '乙'])
    expect(await linesOf(Buffer.from([0xff, 0x0a, 0xe6, 0xb1]), [])).toEqual(['\uFFFD', '\uFFFD'])
  })

  it('may be long without costing more than their length', async () => {
    await expectLinear((size) => {
      const line = Buffer.alloc(size, 0x61)
      const cuts = Array.from({ length: size >> 16 }, (_, at) => at << 16)
      return async () => expect((await linesOf(line, cuts))[0]!.length).toBe(size)
    }, 32 << 20)
  })
})
