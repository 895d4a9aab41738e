import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import * as door from '../../src/library/engine/index.js'
import { nodeStorage } from '../../src/library/engine/storages/node.js'
import { createIndex, openIndex } from '../../src/library/open-index.js'
import { readDataFile } from '../../src/text/analyzers/data-files.js'
import { contract, type Kit } from './contract.js'

const lexicon = readDataFile('lexicon.bin')
const pinyin = readDataFile('pinyin.txt')

const folders: string[] = []
const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-engine-'))
  folders.push(folder)
  return folder
}
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

const storages: Readonly<Record<string, () => Kit['storage']>> = {
  memory: () => {
    const storage = door.memoryStorage()
    return async () => storage
  },
  'files of Node': () => {
    const folder = temporary()
    return async () => nodeStorage(folder)
  },
}

for (const [name, place] of Object.entries(storages)) {
  describe(name, () => {
    for (const [law, check] of Object.entries(contract)) {
      test(law, () => check({ door, storage: place(), lexicon, pinyin }))
    }
  })
}

/** Articles of words that differ, some of them with what normalising changes. */
function* articles(count: number) {
  for (let id = 0; id < count; id++) {
    const text = Array.from(
      { length: 30 },
      (_, i) => ['银行', '渡口', '工程師', 'ＣＯＶＩＤ-19', '望远镜', '𠮷野'][(id * 7 + i * i) % 6],
    )
    yield { id, title: `第${id}篇`, text: `${text.join('，')}。${id}`, tags: [`tag${id % 5}`], date: 1.6e12 + id * 1e9 }
  }
}

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  )

describe('an engine and the library', () => {
  test('write the same bytes for the same articles', async () => {
    const [ours, theirs] = [temporary(), temporary()]
    const engine = await door.createEngine({ storage: nodeStorage(ours), lexicon })
    const index = await createIndex(theirs)
    for (const one of [engine, index]) {
      for (let commit = 0; commit < 10; commit++) {
        await one.add(articles(20 * (commit + 1)))
        await one.remove([commit])
        await one.commit()
      }
      await one.close()
    }
    expect(filesOf(ours)).toEqual(filesOf(theirs))
  })

  test('search each other’s index with the same answers', async () => {
    const folder = temporary()
    const engine = await door.createEngine({ storage: nodeStorage(folder), lexicon })
    await engine.add(articles(300))
    await engine.commit()
    const index = await openIndex(folder)
    const answerOf = async (one: door.Engine | typeof index, query: string) => {
      const { tookMs: _, cursor: __, ...rest } = (await one.search(query, { limit: 50 })) as door.EngineResult
      return rest
    }
    for (const query of ['银行', '"渡口，工程师"', '银行 -渡口', 'tag:tag3', '工程師 covid-19', '2020年'])
      expect(await answerOf(engine, query)).toEqual(await answerOf(index, query))
    await index.add([{ id: 'later', text: '后来的文章' }])
    await index.commit()
    await index.close()
    expect(await engine.refresh()).toBe(true)
    expect((await engine.search('后来')).total).toBe(1)
  })

  test('complete alike', async () => {
    const folder = temporary()
    const engine = await door.createEngine({ storage: nodeStorage(folder), lexicon, pinyin })
    await engine.add(articles(30))
    await engine.commit()
    await using index = await openIndex(folder)
    expect(await engine.complete('第1', { limit: 3 })).toHaveLength(3)
    for (const typed of ['第1', '银', 'tag', 'yinh'])
      expect(await index.complete!(typed, { pinyin: true })).toEqual(await engine.complete(typed))
    expect(await index.complete!('yinh')).toEqual([])
  })

  test('keep each other out while one of them writes', async () => {
    const folder = temporary()
    const engine = await door.createEngine({ storage: nodeStorage(folder), lexicon })
    await engine.add(articles(3))
    await engine.commit()
    await using index = await openIndex(folder)
    await index.add([{ id: 'a', text: '甲' }])
    await engine.add([{ id: 'b', text: '乙' }])
    await expect(engine.commit()).rejects.toMatchObject({ code: 'INDEX_LOCKED' })
    await index.rollback()
    await engine.commit()
    expect(engine.articleCount).toBe(4)
  })
})
