/** Pushes and searches through a proxy that spoils requests by a seed, to a real server. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import { openIndex } from '../../src/library/open-index.js'
import { temporaryFolder } from '../support/cli.js'
import { writeNews } from './support/news.js'
import { noNodes, startNodes } from './support/nodes.js'
import { faults, seededFaults, startProxy, upstreamAt } from './support/proxy.js'
import type { Upstream } from './support/proxy.js'
import { volume } from '../support/volume.js'

const folder = temporaryFolder()
afterAll(() => folder.remove())

/** All but those that a client waits out: a push may wait for three minutes. */
const quick = faults.filter((fault) => !['stall before headers', 'stall in body', 'huge', 'drip'].includes(fault))

const article = (n: number): string =>
  JSON.stringify({ _id: `a${n}`, title: `渡口${n}`, text: `渡口第${n}号消息，item${n}。` })

async function pushThroughHarm(upstream: Upstream, seed: number): Promise<void> {
  const source = join(folder.path, `${seed}`, 'news')
  const harmful = await startProxy(upstream, seededFaults(seed, 0.15, quick))
  const clean = await startProxy(upstream, () => undefined)
  const ids = async (): Promise<string[]> => {
    const index = await openIndex(clean.address(`harm${seed}`))
    return (await index.search('渡口', { limit: 50 })).hits.map(({ id }) => id).sort()
  }
  try {
    for (const numbers of [
      [1, 2, 3, 4, 5, 6],
      [0, 1, 3, 4, 5, 7],
      [2, 7],
    ]) {
      rmSync(source, { recursive: true, force: true })
      writeNews(source, numbers.map(article), 3)
      const options = { paths: [source], to: harmful.address(`harm${seed}`), jobs: 1, shards: 2 }
      // What can't go on says so, in one line; run again, it does.
      for (let attempt = 1; ; attempt++) {
        const error = await pushCollection(options).then(
          () => undefined,
          (reason: unknown) => reason as Error,
        )
        if (error === undefined) break
        expect(error).toMatchObject({ name: 'XunzhangError', message: expect.not.stringMatching(/\n/) as string })
        expect(attempt).toBeLessThan(20)
      }
      expect(await ids()).toEqual(numbers.map((n) => `a${n}`).sort())
    }
    expect(harmful.log.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(5)
  } finally {
    await Promise.all([harmful.stop(), clean.stop()])
  }
}

describe.skipIf(noNodes !== '')(`through harm${noNodes === '' ? '' : ` (skipped: ${noNodes})`}`, () => {
  it('a push arrives whole at a real server', { timeout: 180_000 }, async () => {
    const nodes = await startNodes(1)
    try {
      for (let seed = 4; seed < 4 + volume(1, 20); seed++) await pushThroughHarm(upstreamAt(nodes.nodes[0]!.http), seed)
    } finally {
      await nodes.stop()
    }
  })
})
