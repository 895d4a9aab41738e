import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SearchResult } from '../../src/library/types.js'
import { UNSHOWN } from '../../src/base/safe-text.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'

/** What a terminal would obey, or would not show: sets its title, moves its cursor, colours, turns text around, hides. */
const attack = '\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b1m\u202e\u2066\u200f\x08\x7f\r\u200c\u00ad\u2062\u{e0041}'
const obeyed = new RegExp(`(?![\\t\\n])${UNSHOWN}`)

const folder = temporaryFolder()
beforeAll(async () => {
  const record = {
    _id: `evil${attack}id`,
    title: `渡口${attack}奇谈`,
    text: `船到渡口${attack}停下。\n第二段${attack}在此。`,
    author: `无名${attack}氏`,
    tags: [`标签${attack}`],
    url: `https://example.org/${attack}`,
    date: '2024-01-01',
  }
  writeFiles(join(folder.path, 'corpus'), {
    'evil.jsonl': `${JSON.stringify(record)}\n{broken${attack}\n`,
    [`name\x1b[31m\n\u202e.txt`]: '怪名\n\n文件名里藏着控制符，也在渡口。\n',
  })
  const { status, stderr } = await runCli(['index'], { cwd: folder.path })
  // One record could not be read.
  expect(status).toBe(2)
  expect(stderr).not.toMatch(obeyed)
})
afterAll(folder.remove)

const run = (...args: string[]) => runCli(args, { cwd: folder.path })

describe('articles that carry escape sequences', () => {
  it.each([
    [['search', '渡口']],
    [['search', '渡口', '--explain', '--facet', 'author,tag']],
    [['search', '渡口', '--format', 'tsv']],
    [['search', '渡口', '--format', 'trec']],
    [['stats']],
    [['tokenize', `渡口${attack}`]],
    [['search', `渡口${attack}`, '--no-such']],
    [['search', `"${attack}`]],
    [['show', `none${attack}`]],
    [['help', attack]],
  ])('cannot reach the terminal by %j', async (args) => {
    const { stdout, stderr } = await run(...args)
    expect(stdout + stderr).not.toBe('')
    expect(stdout).not.toMatch(obeyed)
    expect(stderr).not.toMatch(obeyed)
    expect(stderr).not.toMatch(/^ +at /m)
  })

  it('come out of JSON as they were, and safely on the way', async () => {
    const { stdout } = await run('search', '奇谈', '--json')
    expect(stdout).not.toMatch(obeyed)
    const [hit] = (JSON.parse(stdout) as SearchResult).hits
    expect(hit!.id).toBe(`evil${attack}id`)
    expect(hit!.author).toContain('\x1b]0;owned\x07')
    const shown = await run('show', hit!.id)
    expect(shown.stdout).toMatch(/停下/)
    expect(shown.stdout).not.toMatch(obeyed)
    expect((await run('show', hit!.id, '--json')).stdout).not.toMatch(obeyed)
  })
})

describe('queries that no one should write', () => {
  const long = '渡口'.repeat(5000)
  it.each([
    ['***'],
    ['"'],
    ['((((((((((((((((((((x'],
    ['('.repeat(5000)],
    [long],
    [`"${long}"`],
    ['date:2024-13-45'],
    ['colour:red'],
    ['-'.repeat(200) + 'x'],
    ['x^99999999999999999999'],
    ['\ud800'],
    ['|||'],
    ['NOT AND OR'],
    ['\0'.replace('\0', '\x01')],
  ])('%#: an answer or one clear line', async (query) => {
    const { status, stderr } = await run('search', '--', query)
    expect([0, 1, 2]).toContain(status)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).not.toMatch(/unexpected|^ +at /m)
  })
})
