import { closeSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as xunzhang from '../../src/index.js'
import { temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
const dir = join(folder.path, 'index')
const paths = [join(folder.path, 'articles')]
// A name that no dictionary knows, often enough to be suggested.
const name = '祁烱霈'
const surroundings = ['昨天', '记者问', '后来', '据说', '市长', '车上的', '老师', '导演'] as const
const articles = Object.fromEntries(
  surroundings.map((before, i) => [
    `${i}.md`,
    `---\ntitle: 第${i}回\n---\n${before}${name}${[...surroundings].reverse()[i]!}来过，${name}又走了。\n`,
  ]),
)

beforeAll(() => writeFiles(paths[0]!, articles))
afterAll(folder.remove)

describe('the library', () => {
  it('builds, searches, checks and merges', async () => {
    expect(await xunzhang.buildIndex({ paths, dir })).toMatchObject({ articles: 8, added: 8, failed: 0 })
    const index = await xunzhang.openIndex(dir)
    try {
      const { total, hits } = await index.search(`"${name}"`, { limit: 3 })
      expect([total, hits.length]).toEqual([8, 3])
    } finally {
      await index.close()
    }
    expect(await xunzhang.checkIndex(dir)).toMatchObject({ ok: true, articles: 8, problems: [] })
    expect(await xunzhang.compactIndex(dir)).toMatchObject({ articles: 8 })
  })

  it('notices an index that was taken away and built anew, though it is the first commit again', async () => {
    const source = join(folder.path, 'one')
    const place = join(folder.path, 'again')
    writeFiles(source, { 'a.md': '核桃树下\n' })
    await xunzhang.buildIndex({ paths: [source], dir: place })
    const index = await xunzhang.openIndex(place)
    expect(await index.isStale()).toBe(false)
    writeFiles(source, { 'b.md': '又一棵核桃\n' })
    rmSync(place, { recursive: true })
    expect(await index.isStale()).toBe(true)
    await xunzhang.buildIndex({ paths: [source], dir: place })
    expect(await index.isStale()).toBe(true)
    await index.close()
  })

  it('refuses what is asked of a closed index, and closes no file twice, whose number may be another by then', async () => {
    await xunzhang.buildIndex({ paths, dir })
    const index = await xunzhang.openIndex(dir)
    await index.search(name)
    await index.close()
    const others = Object.keys(articles).map((file) => openSync(join(paths[0]!, file), 'r'))
    await index.close()
    const asked = [index.search(name), index.get('a'), index.mark('a', name), index.stats(), index.suggestions()]
    for (const question of [...asked, index.duplicates!()]) {
      await expect(question).rejects.toMatchObject({ code: 'USAGE', what: 'the index is closed', where: dir })
    }
    for (const other of others) expect(() => closeSync(other)).not.toThrow()
  })

  it('suggests words, is taught them, and cuts by them from the next build on', async () => {
    await xunzhang.buildIndex({ paths, dir })
    const suggested = await xunzhang.suggestWords(dir, { limit: 5 })
    expect(suggested.map(({ word }) => word)).toContain(name)
    expect(await xunzhang.addWords(dir, [`${name} 300`])).toEqual({
      changed: [name],
      words: [{ word: name, frequency: 300, isWaiting: true }],
    })
    expect(await xunzhang.buildIndex({ paths, dir })).toMatchObject({ updated: 8, articles: 8 })
    expect((await xunzhang.listWords(dir)).words).toEqual([{ word: name, frequency: 300, isWaiting: false }])
    expect(await xunzhang.removeWords(dir, [name])).toMatchObject({ changed: [name], words: [] })
  })

  it('cuts by taught words from the next commit on, also what a program added', async () => {
    const taught = join(folder.path, 'taught')
    const index = await xunzhang.openIndex(taught, { create: true })
    const other = { id: 1, text: '两岸没有桥，只有渡口。' }
    await index.add([other, { id: 2, text: `${name}在渡口等船。` }])
    await index.commit()
    await xunzhang.addWords(taught, [name])
    await index.add([{ id: 3, text: `那天${name}没有来。` }])
    expect(await index.commit()).toMatchObject({ added: 1, updated: 0 })
    expect((await xunzhang.listWords(taught)).words).toMatchObject([{ word: name, isWaiting: false }])
    expect((await index.search(`"${name}"`)).hits.map(({ id }) => id).sort()).toEqual(['2', '3'])
    const made = join(folder.path, 'made')
    const whole = await xunzhang.createIndex(made, { words: [name] })
    await whole.add([other, { id: 2, text: `${name}在渡口等船。` }, { id: 3, text: `那天${name}没有来。` }])
    await whole.commit()
    const scores = async (one: typeof index) => (await one.search(name)).hits.map(({ id, score }) => [id, score])
    expect(await scores(index)).toEqual(await scores(whole))

    await xunzhang.removeWords(taught, [name])
    await index.commit()
    expect((await index.stats()).articles).toBe(3)
    expect((await xunzhang.listWords(taught)).words).toEqual([])
    expect(await xunzhang.checkIndex(taught)).toMatchObject({ ok: true })
    const { generation } = index as unknown as { generation: number }
    await index.commit()
    expect(index).toMatchObject({ generation })
    await Promise.all([index.close(), whole.close()])
  })

  it('refuses what is no word, and says so', async () => {
    await xunzhang.buildIndex({ paths, dir })
    await expect(xunzhang.addWords(dir, [name, 'abc'])).rejects.toMatchObject({ code: 'LEXICON_INVALID' })
    expect((await xunzhang.listWords(dir)).words).toEqual([])
    await expect(xunzhang.listWords(join(folder.path, 'none'))).rejects.toMatchObject({ code: 'INDEX_MISSING' })
  })

  it('cuts texts as articles are cut', async () => {
    const tokenizer = await xunzhang.openTokenizer()
    expect(tokenizer.words('北京大学的研究')).toEqual(['北京大学', '的', '研究'])
  })
})
