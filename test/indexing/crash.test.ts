import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockName } from '../../src/storage/store/lock.js'
import { crashingDisk } from '../store/failing-disk.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { scenarios } from './scenarios.js'
import { check, contentOf, indexDir, leftovers, update } from './support.js'
import { isProving, volume } from '../support/volume.js'

/** The process that held the lock is gone. */
function ownerDies(disk: MemoryDisk): MemoryDisk {
  const path = join(indexDir, lockName)
  const dead = JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), started: 'long ago' })
  if (disk.exists(path)) disk.put(path, new TextEncoder().encode(dead))
  return disk
}

/** Pseudo-random numbers in [0, 1): the same for the same seed. */
function seededLuck(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function aftermaths(disk: MemoryDisk, seed: number): [string, MemoryDisk][] {
  const draws = Array.from({ length: volume(1, 20) }, (_, draw): [string, MemoryDisk] => {
    return [`power cut, draw ${draw}`, disk.afterPowerCut(seededLuck(seed * 1000 + draw))]
  })
  const cuts: [string, MemoryDisk][] = [
    ['power cut, all that was unsafe lost', disk.afterPowerCut(() => 0)],
    ['power cut, names safe but no bytes', disk.afterPowerCut(namesOnly())],
    ...draws,
  ]
  // A sample takes the kinds of power cuts in turn, a step each.
  return [['killed', disk.afterKill()], ...(isProving ? cuts : [cuts[seed % cuts.length]!])]
}

/** All names survive, no unsafe byte does: what file systems with delayed allocation leave. */
function namesOnly(): () => number {
  return () => 0.5
}

describe.each(scenarios)('a crash at any step of $name', (scenario) => {
  it('leaves the commit before or the commit after, whole, and the next update heals', async () => {
    const { base, sources, work, again = (disk) => update(sources, disk) } = await scenario.prepare()
    const before = contentOf(base)
    const finished = base.afterKill()
    const counting = crashingDisk(finished, Infinity, 0)
    await work(counting.disk)
    const after = contentOf(finished)
    const steps = counting.steps()
    expect(steps).toBeGreaterThan(10)
    const seen = new Set<string>()
    for (let at = 0; at <= steps; at++) {
      const disk = base.afterKill()
      // What it still says doesn't matter: nobody is there to hear it.
      await work(crashingDisk(disk, at, (at % 3) / 2).disk).catch(() => undefined)
      for (const [kind, left] of aftermaths(disk, at)) {
        const where = `step ${at} of ${steps}, ${kind}`
        const found = contentOf(ownerDies(left))
        if (at === steps) expect(found, where).toEqual(after)
        else expect([before, after], where).toContainEqual(found)
        seen.add(JSON.stringify(found))
        if (found !== undefined) expect((await check(left)).problems, where).toEqual([])
        await again(left)
        expect(contentOf(left), where).toEqual(after)
        expect(leftovers(left), where).toEqual([])
        expect((await check(left)).problems, where).toEqual([])
      }
    }
    expect(seen.size).toBe(new Set([JSON.stringify(before), JSON.stringify(after)]).size)
  })
})
