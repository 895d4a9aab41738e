/** Teaching an index words at the command line. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SuggestedWord } from '../../src/indexing/user-words/suggest.js'
import type { LexiconReport } from '../../src/indexing/user-words/teach.js'
import type { TemporaryFolder } from '../support/cli.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'

let folder: TemporaryFolder
const place = (name: string) => join(folder.path, name)
const run = (...args: string[]) => runCli([...args, '--index', place('index')])
const lexicon = (...args: string[]) => run('lexicon', ...args)

/** A name in varying company, as often as a new word must stand. */
const around = ['工程师', '昨天', '听说', '据说', '他和', '信上写着']
const after = ['来了', '说桥要修', '在渡口', '，河水涨了', '和孩子们', '。']
const name = '努尔别格维奇'

beforeAll(async () => {
  folder = temporaryFolder()
  const texts = Object.fromEntries(
    around.map((before, i) => [
      `${i}.md`,
      `---\ntitle: 第${i}篇\n---\n\n${before}${name}${after[i]!}，夜里有人敲钟。\n`,
    ]),
  )
  writeFiles(place('articles'), { ...texts, 'other.txt': '煮茶的水\n\n泉水煮茶，火不能急。\n' })
  expect((await run('index', place('articles'))).status).toBe(0)
})
afterAll(() => folder.remove())

describe('lexicon', () => {
  it('suggests names with what stands around them, to people and to programs', async () => {
    const { stdout, status } = await lexicon('suggest', '--limit', '1')
    expect(status).toBe(0)
    expect(stdout).toMatch(new RegExp(`^${name}\t[56]\tforeign name\t.*工程师${name}来了`))
    const { words } = JSON.parse((await lexicon('suggest', '--json')).stdout) as { words: SuggestedWord[] }
    expect(words[0]).toMatchObject({ word: name, kind: 'transliteration' })
    expect(words[0]!.examples).toHaveLength(3)
  })

  it('adds, lists and removes; `index` takes it up', async () => {
    expect((await lexicon('list')).status).toBe(1)
    expect((await lexicon('add', name, '煮茶 50')).stdout).toBe(
      '2 words added, 2 in all; run "xunzhang index" to use them\n',
    )
    const listed = await lexicon('list')
    expect(listed).toMatchObject({ status: 0, stdout: `${name}\n煮茶 50\n` })
    expect(listed.stderr).toBe(`2 words not used yet; run "xunzhang index -i ${place('index')}"\n`)
    const report = JSON.parse((await run('index', place('articles'), '--json')).stdout) as object
    expect(report).toMatchObject({ added: 0, updated: 7, removed: 0 })
    expect((await lexicon('list')).stderr).toBe('')
    expect((await lexicon('suggest')).stdout).not.toContain(name)
    const { changed, words } = JSON.parse((await lexicon('remove', '煮茶', '--json')).stdout) as LexiconReport
    expect([changed, words.map(({ word }) => word)]).toEqual([['煮茶'], [name]])
    expect(await lexicon('remove', '煮茶')).toMatchObject({ status: 1, stderr: 'not among the taught words: 煮茶\n' })
    expect(await lexicon('add', name)).toMatchObject({ status: 0, stdout: 'nothing new: 1 word taught in all\n' })
  })

  it('reads words from a file or standard input, whole or not at all', async () => {
    writeFileSync(place('words.txt'), '# 河上\n渡船\nC罗\n灯塔 20 n\n')
    const { stdout, stderr } = await lexicon('add', '--file', place('words.txt'), '--lang', 'zh')
    expect(stdout).toBe('添加 2 个词，共有 3 个；运行“xunzhang index”后生效\n')
    expect(stderr).toContain('words.txt：略去不全是汉字的 1 行：第 3 行')
    const input = '河水\n桥面 -1\n'
    const refused = await runCli(['lexicon', 'add', '栏杆', '--file', '-', '--index', place('index')], { input })
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    expect(refused.stderr).toContain('stdin:2: "-1" is not a frequency')
    expect((await lexicon('list')).stdout).toBe(`${name}\n渡船\n灯塔 20\n`)
  })

  it.each([
    [['lexicon'], /Write lexicon with one of add, remove, list, suggest/],
    [['lexicon', 'ad'], /lexicon has no action "ad"\. Write lexicon with one of add, remove, list, suggest/],
    [['lexicon', 'add'], /needs WORD/],
    [['lexicon', 'add', 'C罗'], /"C罗": this word is not written in Chinese characters alone/],
    [['lexicon', 'add', '--file', 'no-such-file'], /no-such-file: cannot be read \(ENOENT\)/],
    [
      ['lexicon', 'list', '渡口'],
      /lexicon list takes no arguments; unexpected argument "渡口"\. See "xunzhang help lexicon"/,
    ],
    [['lexicon', 'list', '--index', 'no-such-index'], /no-such-index: no index here/],
    [['lexicon', 'list', '--index', 'opensearch://localhost:1/x'], /only an index in a folder can be taught words/],
  ])('%j is refused in one line, status 2', async (args, expected) => {
    const all = args.includes('--index') ? args : [...args, '--index', place('index')]
    const { status, stdout, stderr } = await runCli(all, { cwd: folder.path })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^xunzhang: [^\n]+\n$/)
    expect(stderr).toMatch(expected)
  })

  it('is refused by an index that is cut without words', async () => {
    const index = ['--index', place('bigrams')]
    await runCli(['index', place('articles'), '--tokenizer', 'bigram', ...index])
    const { status, stderr } = await runCli(['lexicon', 'add', name, ...index])
    expect(status).toBe(2)
    expect(stderr).toMatch(
      /tokenized by bigram, which cannot be taught words\. Rebuild it with "xunzhang index -i \S+ --tokenizer native"/,
    )
  })
})
