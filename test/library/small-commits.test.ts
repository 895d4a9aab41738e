import { expect, test } from 'vitest'
import { createIndex } from '../../src/library/open-index.js'
import { createMemoryFileSystem } from '../../src/storage/store/file-system.js'

/** Articles of 600 characters, of which hardly any sequence repeats, so that a segment grows by some kilobytes each. */
function* articles(first: number, count: number) {
  for (let id = first; id < first + count; id++) {
    let state = id + 1
    const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0)
    const text = Array.from({ length: 600 }, () => String.fromCharCode(0x4e00 + ((next() >>> 8) % 3000))).join('')
    yield { id: `${id}`, text }
  }
}

/** The bytes that 24 commits of one article each write. */
async function writtenAfter(size: number): Promise<number> {
  const inner = createMemoryFileSystem()
  let written = 0
  const write: typeof inner.write = (handle, bytes) => {
    written += bytes.length
    inner.write(handle, bytes)
  }
  const index = await createIndex('/index', { fileSystem: { ...inner, write } })
  await index.add(articles(0, size))
  await index.commit()
  written = 0
  for (let added = 0; added < 24; added++) {
    await index.add(articles(size + added, 1))
    await index.commit()
  }
  await index.close()
  return written
}

test('a small commit costs what was added, not what the index holds', async () => {
  const [small, large] = [await writtenAfter(100), await writtenAfter(200)]
  expect(large / small).toBeLessThan(1.1)
})
