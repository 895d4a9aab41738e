/** What a push does where nothing of what was named can be read. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import { openIndex } from '../../src/library/open-index.js'
import { temporaryFolder } from '../support/cli.js'
import { noNodes, startNodes } from './support/nodes.js'

const folder = temporaryFolder()
afterAll(() => folder.remove())

it.skipIf(noNodes !== '')('a push of files that can not be read is refused, and the collection stays', async () => {
  const server = await startNodes(1)
  try {
    const [good, bad] = [join(folder.path, 'good.md'), join(folder.path, 'bad.json')]
    writeFileSync(good, '渡口的旧桥。')
    writeFileSync(bad, '{"title": ')
    const to = server.address('unreadable')
    await pushCollection({ paths: [good], to, jobs: 1, shards: 1 })
    const refused = pushCollection({ paths: [bad], to, jobs: 1 })
    await expect(refused).rejects.toMatchObject({ reason: 'NOTHING_READABLE', code: 'INPUT_UNREADABLE', where: bad })
    const index = await openIndex(to)
    expect((await index.search('旧桥')).total).toBe(1)
    expect(await pushCollection({ paths: [good, bad], to, jobs: 1 })).toMatchObject({ articles: 1, failed: 1 })
  } finally {
    await server.stop()
  }
})
