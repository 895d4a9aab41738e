import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { XunzhangError } from '../../src/base/errors.js'
import type { Commit } from '../../src/library/live-index.js'
import { createIndex, openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { temporaryFolder } from '../support/cli.js'
import { serveInProcess } from './in-process.js'
import type { InProcess } from './in-process.js'
import { expectRatio } from '../support/growth.js'

const folder = temporaryFolder()
const dir = join(folder.path, 'index')
const said = '的话是的，了不得的人说了的事在这里，'

let hurried: InProcess
beforeAll(async () => {
  const index = await createIndex(dir)
  const articles = Array.from({ length: 400 }, (_, i) => ({
    id: `${i}`,
    title: `第${i}篇`,
    text: said.repeat(400),
    date: '2024-01-01',
  }))
  await index.add([...articles, { id: 'rare', title: '渡口', text: '渡口的旧桥' }])
  await index.commit()
  await index.close()
  hurried = await serveInProcess(dir, { timeout: 20 })
})
afterAll(async () => {
  await hurried.live.close()
  folder.remove()
})

const q = encodeURIComponent
const hostile = [
  `/api/search?q=${q('的 NEAR/100 了 NEAR/100 是 NEAR/100 在')}`,
  `/api/search?q=${q('"的 了 的 了 的"~100')}`,
  `/api/timeline?${Array.from({ length: 8 }, () => `q=${q('的 NEAR/100 了')}`).join('&')}`,
  `/api/kwic?sort=right&q=${q('的')}`,
]

/** A quick question may still be too slow once, where the machine is busy. */
async function settled(path: string): ReturnType<InProcess['ask']> {
  for (let attempt = 1; ; attempt++) {
    const answer = await hurried.ask(path)
    if (answer.status !== 503 || attempt === 20) return answer
  }
}

/** By a service that keeps no answer yet. */
async function askedAnew(path: string, timeout: number): Promise<void> {
  const { ask, live } = await serveInProcess(dir, { timeout })
  await ask(path)
  await live.close()
}

describe('an answer that takes too long', () => {
  for (const path of hostile) {
    it(`is refused in time, with a reason: ${decodeURIComponent(path).slice(0, 60)}`, async () => {
      const { status, body } = await hurried.ask(path)
      expect([status, body]).toMatchObject([
        503,
        { error: { code: 'TIME_EXCEEDED', message: expect.stringContaining('0.02 s') as string } },
      ])
      // What looks at the clock too rarely takes as long with less time.
      await expectRatio(
        () => askedAnew(path, 20),
        () => askedAnew(path, 800),
        0.5,
      )
    })
  }

  it('gives the lines that were found until then, says so, and is not kept', async () => {
    const line = { id: '1', path: '', line: 1, column: 1, date: '', title: '', left: '', match: '的', right: '' }
    let asked = 0
    async function* kwic() {
      asked++
      yield line
      throw new XunzhangError('TIME_EXCEEDED', { seconds: 1 })
    }
    const commit = { index: { kwic } as unknown as Index, tag: 'one' }
    const live = { ...hurried.live, ask: async <T>(question: (commit: Commit) => T | Promise<T>) => question(commit) }
    const { ask } = await serveInProcess(dir, { live })
    for (let i = 1; i <= 2; i++) {
      const { status, body } = await ask(`/api/kwic?q=${q('的')}`)
      expect([status, body, asked]).toEqual([200, { query: '的', lines: [line], isPartial: true }, i])
    }
  })

  it('leaves no trace: the next answers are those of an index that was never hurried', async () => {
    const calm = await openIndex(dir)
    for (const query of ['渡口', '"旧桥"', '渡口 旧桥']) {
      await hurried.ask(hostile[0]!)
      const { body } = await settled(`/api/search?q=${q(query)}&limit=1`)
      const { tookMs: _, hits, ...expected } = await calm.search(query, { limit: 1 })
      expect(body).toMatchObject({ ...expected, hits: hits.map(({ id, score, snippet }) => ({ id, score, snippet })) })
    }
    await calm.close()
  })
})

describe('answers over HTTP', () => {
  it('are kept for the same question, whatever the order of its parameters', async () => {
    const first = await settled(`/api/search?q=${q('"旧桥"')}&limit=2`)
    const second = await hurried.ask(`/api/search?limit=2&q=${q('"旧桥"')}`)
    expect(first.headers.get('cache-status')).toBe('xunzhang; fwd=miss')
    expect(second.headers.get('cache-status')).toBe('xunzhang; hit')
    expect(second.body).toEqual(first.body)
  })

  it('are made anew for a new commit', async () => {
    const path = `/api/search?q=${q('"旧桥"')}`
    expect((await settled(path)).body).toMatchObject({ total: 1 })
    const writer = await openIndex(dir)
    await writer.add([{ id: 'another', text: '又一座旧桥' }])
    await writer.commit()
    await writer.close()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await settled(path)).body).toMatchObject({ total: 2 })
  })
})
