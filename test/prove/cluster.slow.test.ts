import { expect, it } from 'vitest'
import { proveCluster } from './cluster.js'
import { volume } from '../support/volume.js'

/**
 * Found by earlier runs: an article adopted while another dead push sent it again; a renewal behind a commit; a dead
 * push that adopted the articles of its successor.
 */
const foundBefore = [2, 27, 124]

it.each([...foundBefore, ...Array.from({ length: volume(0, 20) }, (_, i) => 1000 + i)])(
  'keeps to the old state or the new one, whatever happens between two requests: seed %i',
  { timeout: 120_000 },
  async (seed) => {
    const failures: unknown[] = []
    const figures = await proveCluster({ seed, until: (runs) => runs === 1, report: (one) => failures.push(one) })
    expect(failures).toEqual([])
    expect(figures.counts['answers compared']).toBeGreaterThan(0)
    expect(figures.counts['pushes committed']).toBeGreaterThan(0)
  },
)

it('replays a run by its seed', { timeout: 120_000 }, async () => {
  const run = (): ReturnType<typeof proveCluster> => proveCluster({ seed: 124, until: (runs) => runs === 1 })
  expect(await run()).toEqual(await run())
})
