import { describe, expect, it } from 'vitest'
import { XunzhangError } from '../../src/base/errors.js'
import { refusingDisk } from '../store/failing-disk.js'
import { scenarios } from '../indexing/scenarios.js'
import { check, contentOf, leftovers, update } from '../indexing/support.js'
import { isProving, volume } from '../support/volume.js'

const codes = ['ENOSPC', 'EACCES', 'EIO'] as const
const expectedCodes = { ENOSPC: 'DISK_FULL', EACCES: 'NOT_WRITABLE', EIO: 'NOT_WRITABLE' } as const

/** Steps that only tidy up: where one is refused, a file may stay until the next commit. */
const tidying = ['remove', 'list', 'readFile']

/** One step in so many is refused; coprime to the number of codes, so that each code is met by each kind of step. */
const every = volume(4, 1)

describe.each(scenarios)('a system that refuses any one step of $name', (scenario) => {
  it('is told with a remedy; a commit stands whole, nothing stays behind', async () => {
    const { base, sources, work, again = (disk) => update(sources, disk) } = await scenario.prepare()
    const before = contentOf(base)
    const finished = base.afterKill()
    const counting = refusingDisk(finished, Infinity, 'EIO')
    await work(counting.disk)
    const after = contentOf(finished)
    const steps = counting.steps()
    expect(steps).toBeGreaterThan(20)
    let told = 0
    for (let at = 0; at < steps; at += every) {
      for (const code of isProving ? codes : [codes[at % codes.length]!]) {
        const disk = base.afterKill()
        const refusing = refusingDisk(disk, at, code)
        const error = await work(refusing.disk).then(
          () => undefined,
          (reason: unknown) => reason,
        )
        const where = `step ${at} of ${steps}: ${code} for ${refusing.refused()}`
        if (error === undefined) expect(contentOf(disk), where).toEqual(after)
        else {
          told++
          if (!(error instanceof XunzhangError)) throw new Error(where, { cause: error })
          expect(error.remedy, where).toMatch(/^[A-Z].*\.$/)
          expect(error.message, where).toContain('/disk/index')
          expect([expectedCodes[code], 'INDEX_DAMAGED'], where).toContain(error.code)
          expect([before, after], where).toContainEqual(contentOf(disk))
        }
        expect(disk.openHandles(), where).toBe(0)
        if (!tidying.includes(refusing.refused()!)) expect(leftovers(disk), where).toEqual([])
        if (before !== undefined) expect((await check(disk)).problems, where).toEqual([])
        await again(disk)
        expect(contentOf(disk), where).toEqual(after)
        expect(leftovers(disk), where).toEqual([])
      }
    }
    expect(told).toBeGreaterThan(steps / every / 3)
  })
})
