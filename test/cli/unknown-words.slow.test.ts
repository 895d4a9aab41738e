import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SearchResult } from '../../src/library/types.js'
import { runCli, type RunOptions, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
const search = (args: readonly string[], options: RunOptions = {}) =>
  runCli(['search', ...args], { cwd: folder.path, ...options })
beforeAll(async () => {
  writeFiles(join(folder.path, 'corpus'), sampleFiles)
  expect((await runCli(['index', 'corpus'], { cwd: folder.path })).status).toBe(0)
})
afterAll(folder.remove)

describe('Chinese field names', () => {
  it.each([
    ['标题:银行', 'title:银行'],
    ['标题：银行', 'title:银行'],
    ['標題:银行', 'title:银行'],
    ['作者:林舟 渡口', 'author:林舟 渡口'],
    ['标签:集市', 'tag:集市'],
    ['路径:notes', 'path:notes'],
    ['日期:2023', 'date:2023'],
    ['日期:2022..2023 渡口 -标题:桥', 'date:2022..2023 渡口 -title:桥'],
  ])('%s means %s', async (chinese, english) => {
    const of = async (query: string) => {
      const { stdout, stderr } = await search(['--fields', 'id,score', query])
      return { stdout, stderr }
    }
    const found = await of(chinese)
    expect(found).toEqual(await of(english))
    expect(found.stdout).not.toBe('')
  })
})

describe('unknown words', () => {
  it('a field that is none is an error, or a warning where it may well be text', async () => {
    expect(await search(['titel:银行'])).toMatchObject({
      status: 2,
      stderr:
        'xunzhang: query, column 1: unknown field "titel". Use one of title: author: tag: path: site: date: or put the text in quotes.\n',
    })
    const chinese = await search(['标提:银行', '--quiet'])
    expect(chinese.status).toBe(0)
    expect(chinese.stderr).toMatch(
      /^xunzhang: query, column 1: "标提:" is not a field; it is searched as text\. Fields are 标题: [^\n]*\n$/,
    )
    expect((await search(['标提:银行', '-q', '--lang', 'zh'])).stderr).toMatch(
      /没有字段“标提:”，按文字查找。字段有 标题:/,
    )
    expect((await search(['12:30', '-q'])).stderr).toBe('')
    expect((await search(['记者：银行', '-q'])).stderr).toBe('')
  })

  it('a date that is none is an error in both languages', async () => {
    for (const query of ['date:昨天', '日期:昨天', '日期:2024-13', 'date:"2024"']) {
      const { status, stderr } = await search([query])
      expect(status).toBe(2)
      expect(stderr).toMatch(
        /^xunzhang: query, column \d+: (no such date "[^"]+"|date: takes a date)\. Write date:2024, [^\n]*\n$/,
      )
    }
  })

  it('a star inside a word is a warning, in every format and in batches', async () => {
    const warning = /^xunzhang: query, column 1: the \* in "阿\*夫" is searched as it stands\. [^\n]*~\.\n$/
    for (const format of ['text', 'tsv', 'json']) {
      expect((await search(['阿*夫', '-q', '--format', format])).stderr).toMatch(warning)
    }
    expect((JSON.parse((await search(['阿*夫', '--json'])).stdout) as SearchResult).hints).toEqual([
      { reason: 'TAKEN_AS_TEXT', parameters: { what: 'star', text: '阿*夫' }, column: 1 },
    ])
    expect((await search(['--batch', '-'], { input: '渡口\n阿*夫\n' })).stderr).toMatch(/^xunzhang: -:2: the \* in/)
    expect((await search(['阿尔*', '-q'])).stderr).toBe('')
    expect((await search(['"阿*夫"', '-q'])).stderr).toBe('')
  })
})
