/** What a program gives an index as values rather than files: a tokenizer, words, synonyms; and what it iterates over. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createEngine, memoryStorage } from '../../src/library/engine/index.js'
import { createIndex, openIndex } from '../../src/library/open-index.js'
import { readDataFile } from '../../src/text/analyzers/data-files.js'
import { checkTokenizer, createGivenTokenizer, type TokenizerFunction } from '../../src/text/tokenizers/given.js'
import { describeTokenizer } from '../text/tokenizer-contract.js'

const pairs: TokenizerFunction = {
  name: 'pairs',
  version: 1,
  *tokenize(run) {
    const characters = Array.from(run)
    for (let at = 0; at < characters.length; at += 2) yield characters.slice(at, at + 2).join('')
  },
}
const articles = [
  { id: 1, title: '渡口的旧桥', text: '工程师阿尔曼别托夫说，桥面要抬高半米。' },
  { id: 'b', title: '夜市', text: '程序写完了，摊主们去街角的银行。' },
]
const idsOf = ({ hits }: { readonly hits: readonly { readonly id: string }[] }): string[] => hits.map(({ id }) => id)

describeTokenizer('pairs', () => createGivenTokenizer(pairs))

test('a tokenizer that is a function is checked, and each flaw is refused', () => {
  checkTokenizer(pairs)
  const flawed = (tokenize: TokenizerFunction['tokenize']) => () => checkTokenizer({ ...pairs, tokenize })
  for (const tokenize of [
    () => [],
    (run: string) => [run, ''],
    (run: string) => [run.slice(1)],
    (run: string) => run.split(''),
    (run: string) => [run.toUpperCase(), 'x'],
    (async (run: string) => [run]) as unknown as TokenizerFunction['tokenize'],
  ])
    expect(flawed(tokenize)).toThrow(/pairs: ".*" is not the next word of/)
  let turn = 0
  const fickle = (run: string) => (run.length > 1 && turn++ % 2 === 1 ? [run.charAt(0), run.slice(1)] : [run])
  expect(flawed(fickle)).toThrow(/is not the next word/)
})

test('an index is cut by a function, in a folder, in memory and in an engine, and needs it again', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'xunzhang-function-'))
  try {
    const index = await createIndex(join(dir, 'index'), { tokenizer: pairs })
    await index.add(Array.from({ length: 300 }, (_, i) => ({ ...articles[i % 2]!, id: i })))
    await index.commit()
    await index.close()
    await using again = await openIndex(join(dir, 'index'), { tokenizer: pairs })
    expect((await again.search('"阿尔曼别托夫"')).total).toBe(150)
    const other = await openIndex(join(dir, 'index'), { tokenizer: { ...pairs, version: 2 } })
    await expect(other.search('银行')).rejects.toMatchObject({ code: 'INDEX_ANALYZER' })
    await other.close()
    const storage = memoryStorage()
    for (const add of [true, false]) {
      const engine = await createEngine({ storage, tokenizer: pairs })
      if (add) await engine.add(articles)
      if (add) await engine.commit()
      expect(idsOf(await engine.search('银行'))).toEqual(['b'])
    }
  } finally {
    rmSync(dir, { recursive: true })
  }
})

test('functions of one name and version are told apart', async () => {
  let calls = 0
  const counting = { ...pairs, tokenize: (run: string) => (calls++, pairs.tokenize(run)) }
  for (const tokenizer of [pairs, counting]) {
    const engine = await createEngine({ tokenizer })
    await engine.add(articles)
    await engine.commit()
  }
  expect(calls).toBeGreaterThan(0)
})

test('an index that was made with a lexicon is not opened without', async () => {
  const storage = memoryStorage()
  const engine = await createEngine({ storage, lexicon: readDataFile('lexicon.bin') })
  await engine.add(articles)
  await engine.commit()
  await expect(createEngine({ storage })).rejects.toMatchObject({ code: 'USAGE', parameters: { what: 'lexicon' } })
})

test('words and synonyms are given inline, also to an index in memory', async () => {
  const lexicon = readDataFile('lexicon.bin')
  await using index = await createIndex(':memory:', { words: ['阿尔曼别托夫 500'] })
  const engine = await createEngine({ lexicon, words: ['阿尔曼别托夫 500'] })
  const synonyms = ['软件, 程序', '河 => 渡口']
  for (const one of [index, engine]) {
    await one.add(articles)
    await one.commit()
    expect(idsOf(await one.search('软件', { synonyms }))).toEqual(['b'])
    expect(idsOf(await one.search('河', { synonyms }))).toEqual(['1'])
    await expect(one.search('河', { synonyms: ['a'] })).rejects.toMatchObject({ reason: 'SYNONYMS_LINE' })
    expect(idsOf(await one.search('阿尔曼别托夫'))).toEqual(['1'])
  }
  await expect(createIndex(':memory:', { words: ['C罗'] })).rejects.toMatchObject({ code: 'LEXICON_INVALID' })
  await expect(createEngine({ words: ['词'] })).rejects.toMatchObject({ reason: 'INDEX_UNFIT' })
})

test('articles and IDs of one commit are iterated over while others follow', async () => {
  await using index = await createIndex(':memory:')
  await index.add(articles)
  await index.commit()
  const seen: string[] = []
  for await (const id of index.ids()) {
    seen.push(id)
    await index.add([{ id: `later ${seen.length}`, text: '后来' }])
    await index.commit()
  }
  expect(seen).toEqual(['1', 'b'])
  let titles = ''
  for await (const { title } of index.articles()) titles += `${title};`
  expect(titles).toBe('渡口的旧桥;夜市;;;')
})
