import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Index } from '../../src/library/types.js'
import { readSynonyms } from '../../src/search/expand/synonyms.js'
import { found, indexOf } from './support.js'

describe('a file of synonyms', () => {
  it('makes all words of a list stand for one another', () => {
    const table = readSynonyms('软件, 程序, App\n# 说明\n\n')
    expect(table.get('软件')).toEqual({ others: ['程序', 'app'], keepsWord: true })
    expect(table.get('app')).toEqual({ others: ['软件', '程序'], keepsWord: true })
  })

  it('searches the right side of an arrow instead, unless the word stands there, too', () => {
    const table = readSynonyms('电脑, 微机 => 计算机\n轿车 => 轿车, 汽车')
    expect(table.get('微机')).toEqual({ others: ['计算机'], keepsWord: false })
    expect(table.get('轿车')).toEqual({ others: ['汽车'], keepsWord: true })
    expect(table.has('计算机')).toBe(false)
  })

  it('takes marks after a backslash as they are, and adds up the rules of a word', () => {
    const table = readSynonyms('a\\,b, c\nc, a\\=>b')
    expect(table.get('a,b')?.others).toEqual(['c'])
    expect(table.get('c')?.others).toEqual(['a,b', 'a=>b'])
  })

  it.each([
    ['软件, 程序\n电脑', 'synonyms:2: a single word has no synonym'],
    ['a => b => c', 'synonyms:1: more than one =>'],
    ['a,,b', 'synonyms:1: a word is missing'],
    ['=> b\nc', 'synonyms:1: a word is missing beside a comma or =>; 1 more broken line'],
  ])('refuses %j with the line', (text, message) => {
    expect(() => readSynonyms(text)).toThrow(message)
  })

  it('goes no circles', () => {
    const table = readSynonyms('a => b\nb => a')
    expect(table.get('a')?.others).toEqual(['b'])
    expect(table.get('b')?.others).toEqual(['a'])
  })
})

const folder = mkdtempSync(join(tmpdir(), 'xunzhang-synonyms-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(text: string): string {
  const path = join(folder, `${Math.abs(Buffer.from(text).reduce((sum, byte) => (sum * 31 + byte) | 0, 7))}.txt`)
  writeFileSync(path, text)
  return path
}

let index: Index
beforeAll(async () => {
  index = await indexOf({
    computer: '工房\n\n他修好了一台计算机。',
    machine: '旧货\n\n他买了一台电脑。',
    taxi: '雨夜\n\n她叫了一辆計程車回家。',
    cab: '清晨\n\n出租车停在渡口。',
    hair: '理发\n\n他的頭髮很長，又在發光。',
    other: '渡口\n\n渡船靠岸了。',
  })
})

describe('searching with synonyms', () => {
  it('finds articles with either word, and says by which', async () => {
    const synonyms = fileOf('电脑, 计算机')
    expect(await found(index, '电脑')).toEqual(['machine'])
    expect((await found(index, '电脑', { synonyms })).sort()).toEqual(['computer', 'machine'])
    const { hits } = await index.search('电脑', { synonyms })
    const matched = hits.flatMap(({ matchedBy }) => matchedBy ?? [])
    expect(matched).toEqual([{ query: '电脑', by: 'synonym', text: '计算机' }])
  })

  it('finds only the right side of an arrow', async () => {
    expect(await found(index, '电脑', { synonyms: fileOf('电脑 => 计算机') })).toEqual(['computer'])
  })

  it('goes no circles', async () => {
    expect(await found(index, '电脑', { synonyms: fileOf('电脑 => 计算机\n计算机 => 电脑') })).toEqual(['computer'])
  })

  it('replaces a word among others', async () => {
    const synonyms = fileOf('电脑, 计算机')
    expect(await found(index, '一台电脑', { synonyms, match: 'all' })).toEqual(expect.arrayContaining(['computer']))
  })

  it('looks up every word, however many stand before it', async () => {
    const synonyms = fileOf('电脑, 计算机')
    const before = Array.from({ length: 30 }, (_, i) => `渡${String.fromCodePoint(0x4e00 + i)}`)
    for (const count of [7, 30]) {
      const { expansions } = await index.search([...before.slice(0, count), '电脑'].join(' '), { synonyms })
      expect(expansions?.map(({ text }) => text)).toEqual(['电脑'])
    }
  })

  it('names a file that is missing or broken', async () => {
    await expect(index.search('电脑', { synonyms: join(folder, 'none.txt') })).rejects.toThrow(
      'the synonym file cannot be read',
    )
    await expect(index.search('电脑', { synonyms: fileOf('a => b\n,') })).rejects.toThrow(/txt:2: a word is missing/)
  })
})

describe("other regions' words", () => {
  it.each(['出租车', '計程車', '计程车'])('are found for %s where asked for', async (query) => {
    expect((await found(index, query, { variants: true })).sort()).toEqual(['cab', 'taxi'])
    expect(await found(index, query)).toHaveLength(1)
  })

  it('mark the original spelling', async () => {
    const { hits } = await index.search('出租车', { variants: true })
    const { text, highlights } = hits.find(({ id }) => id === 'taxi.txt')!.snippet
    expect(highlights.map(([start, end]) => text.slice(start, end))).toEqual(['計程車'])
  })

  it('need no asking where only characters differ, one to many included', async () => {
    for (const query of ['头发', '頭髮', '发光', '發光']) expect(await found(index, query)).toEqual(['hair'])
  })
})
