import { expect, test } from 'vitest'
import { openLive } from '../../src/library/live-index.js'
import { createIndex, openIndex } from '../../src/library/open-index.js'
import { createMemoryFileSystem } from '../../src/storage/store/file-system.js'

const dir = '/index'
const articleOf = (i: number) => ({ id: `${i}`, text: `第${i}篇：长江流域的水库` })

async function counted() {
  const inner = createMemoryFileSystem()
  const open = new Map<number, string>()
  const read = new Set<string>()
  const fileSystem = {
    ...inner,
    openRead: (path: string) => {
      const handle = inner.openRead(path)
      open.set(handle, path)
      return handle
    },
    read: (handle: number, into: Uint8Array, position: number) => {
      read.add(open.get(handle)!)
      return inner.read(handle, into, position)
    },
    close: (handle: number) => {
      open.delete(handle)
      inner.close(handle)
    },
  }
  const index = await createIndex(dir, { fileSystem })
  await index.add(Array.from({ length: 50 }, (_, i) => articleOf(i)))
  await index.commit()
  await index.close()
  return { fileSystem, open, read }
}

const totalOf = async (index: Awaited<ReturnType<typeof openIndex>>) => (await index.search('水库')).total

test('a newer commit reads what it adds alone, beside the one that still answers', async () => {
  const { fileSystem, open, read } = await counted()
  const live = await openLive(() => openIndex(dir, { fileSystem }), 0)
  const writer = await openIndex(dir, { fileSystem })
  expect(await live.ask(({ index }) => totalOf(index))).toBe(50)
  await live.ask(async ({ index }) => {
    await writer.add([articleOf(50)])
    await writer.commit()
    read.clear()
    expect(await live.refresh()).toBe(true)
    expect([...read].filter((path) => path.endsWith('.seg'))).toEqual([`${dir}/3.seg`])
    expect(await totalOf(index)).toBe(50)
    expect(await live.ask((newer) => totalOf(newer.index))).toBe(51)
  })
  await writer.close()
  await live.close()
  expect([...open.values()]).toEqual([])
})

test('memory and files stay bounded over many commits', async () => {
  const { fileSystem, open } = await counted()
  const live = await openLive(() => openIndex(dir, { fileSystem }), 0)
  const writer = await openIndex(dir, { fileSystem })
  for (let i = 0; i < 30; i++) {
    await writer.add([articleOf(100 + i)])
    await writer.remove([`${i}`])
    await writer.commit()
    expect(await live.ask(({ index }) => totalOf(index))).toBe(50)
  }
  expect(open.size).toBeLessThan(60)
  await writer.close()
  await live.close()
  expect([...open.values()]).toEqual([])
})
