import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareBuilds } from '../../../src/engine/running/share-builds.js'

/** A builder whose tasks end when told to. */
function controlled() {
  const running: { task: number; end: () => void; fail: (error: Error) => void }[] = []
  let most = 0
  const build = (task: number): Promise<string> =>
    new Promise((resolve, reject) => {
      running.push({ task, end: () => resolve(`built ${task}`), fail: reject })
      most = Math.max(most, running.length)
    })
  return { build, running, most: () => most }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('builds by this thread and by workers', () => {
  test('go to the workers first, then here; one ahead to each worker', async () => {
    const here = controlled()
    const workers = controlled()
    const build = shareBuilds(here.build, workers.build, 1)
    const all = [1, 2, 3, 4, 5].map((task) => build(task, () => undefined))
    expect([workers, here].map(({ running }) => running.map(({ task }) => task))).toEqual([[1, 3], [2]])
    workers.running.shift()!.end()
    await settled()
    expect([workers, here].map(({ running }) => running.map(({ task }) => task))).toEqual([[3, 4], [2]])
    here.running.shift()!.end()
    await settled()
    expect(here.running.map(({ task }) => task)).toEqual([5])
    for (const { end } of [...here.running, ...workers.running]) end()
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5].map((task) => `built ${task}`))
  })

  test('a failure is that of its task; the others go on', async () => {
    const here = controlled()
    const workers = controlled()
    const build = shareBuilds(here.build, workers.build, 1)
    const all = [1, 2, 3].map((task) => build(task, () => undefined))
    expect(workers.running.map(({ task }) => task)).toEqual([1, 3])
    workers.running.shift()!.fail(new Error('disk full'))
    await expect(all[0]).rejects.toThrow('disk full')
    expect(workers.running.map(({ task }) => task)).toEqual([3])
    here.running[0]!.end()
    workers.running[0]!.end()
    expect(await Promise.all(all.slice(1))).toEqual(['built 2', 'built 3'])
  })

  test('all end, whatever the number of workers and the order in which they do; never more at work than may be', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(12),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat()),
        async (tasks, most, choices) => {
          const here = controlled()
          const workers = controlled()
          const build = shareBuilds(here.build, workers.build, most)
          const all = Array.from({ length: tasks }, (_, task) => build(task, () => undefined))
          for (let left = tasks; left > 0; left--) {
            const running = [...here.running, ...workers.running]
            const chosen = running[(choices.next().value as number) % running.length]!
            for (const list of [here.running, workers.running])
              if (list.includes(chosen)) list.splice(list.indexOf(chosen), 1)
            chosen.end()
            await settled()
          }
          expect(await Promise.all(all)).toEqual(Array.from({ length: tasks }, (_, task) => `built ${task}`))
          expect(here.most()).toBeLessThanOrEqual(1)
          expect(workers.most()).toBeLessThanOrEqual(2 * most)
        },
      ),
      { numRuns: 50 },
    ))
})
