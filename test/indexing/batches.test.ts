import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { batchBytes, countBatches, planBatches } from '../../src/indexing/scan/batches.js'
import type { Unit } from '../../src/indexing/scan/batches.js'
import { readUnit } from '../../src/indexing/tasks/read-unit.js'
import { createSources } from './support.js'

/** On Linux: a regular file, of which reading the first byte is an error. */
const alwaysFails = '/proc/self/mem'

const bytesOf = (units: readonly Unit[]): number => units.reduce((sum, { start, end }) => sum + end - start, 0)

const fileOf = (size: number, at: number) => ({
  path: `${at}.md`,
  absolute: `/nowhere/${at}.md`,
  size,
  mtimeMs: 0,
})

describe('batches', () => {
  it('hold all files in their order, an even number of batches, the last three smaller', () => {
    const files = Array.from({ length: 5000 }, (_, at) => fileOf(7500 + (at % 7) * 1500, at))
    const batches = planBatches(files, () => false)
    expect(batches.flat().map(({ path }) => path)).toEqual(files.map(({ path }) => path))
    expect(batches.length).toBe(6)
    expect(batches.length).toBe(countBatches(files.map((file) => ({ file, isLineWise: false, isChanged: false }))))
    const sizes = batches.map(bytesOf)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(batchBytes)
    for (const at of [3, 4, 5]) expect(sizes[at]).toBeLessThan(sizes[at - 1]! * 0.95)
    expect(Math.max(...sizes.slice(0, 3)) - Math.min(...sizes.slice(0, 3))).toBeLessThan(20_000)
  })

  it('cut files of lines at their borders, and count the lines before', () => {
    const line = `${'字'.repeat(200)}\n`
    const { path } = createSources({})
    const absolute = join(path, 'a.jsonl')
    writeFileSync(absolute, line.repeat(20_000))
    const size = Buffer.byteLength(line) * 20_000
    const batches = planBatches([{ path: 'a.jsonl', absolute, size, mtimeMs: 0 }], () => true)
    const units = batches.flat()
    expect(units.map(({ start }) => start)).toEqual([0, ...units.slice(0, -1).map(({ end }) => end)])
    expect(units.at(-1)!.end).toBe(size)
    for (const { start, startLine } of units) expect(startLine).toBe(start / Buffer.byteLength(line) + 1)
    expect(batches.length).toBe(2)
    expect(bytesOf(batches[1]!)).toBeLessThan(bytesOf(batches[0]!))
    expect(bytesOf(batches[1]!)).toBeGreaterThan(bytesOf(batches[0]!) * 0.85)
  })

  it.skipIf(!existsSync(alwaysFails))('hold a file that can not be read, whose reader says why', () => {
    const size = 40 << 20
    const units = planBatches([{ path: 'a.jsonl', absolute: alwaysFails, size, mtimeMs: 0 }, fileOf(9, 1)], () => true)
    expect(units.flat().map(({ path, start, end }) => [path, start, end])).toEqual([
      ['a.jsonl', 0, size],
      ['1.md', 0, 9],
    ])
    const [unit] = units.flat()
    const { problems } = readUnit(unit!, { known: new Map() }, { clean: false }, () => undefined)
    expect(problems).toMatchObject([{ reason: 'FILE_FAILED', parameters: { what: 'other' }, unread: 'file' }])
  })

  it('are one where there is little', () => {
    expect(planBatches([fileOf(1 << 20, 1), fileOf(1000, 2)], () => false).length).toBe(1)
    expect(planBatches([], () => false)).toEqual([])
  })
})
