import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Hit, SearchResult } from '../../src/library/types.js'
import { runCli, type RunOptions, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
const env = { XUNZHANG_INDEX: join(folder.path, 'index') }

beforeAll(async () => {
  writeFiles(join(folder.path, 'articles'), sampleFiles)
  const built = await runCli(['index', 'articles'], { cwd: folder.path, env })
  expect(built).toMatchObject({ status: 0 })
})
afterAll(folder.remove)

const search = (args: readonly string[], options: RunOptions = {}) =>
  runCli(['search', ...args], { cwd: folder.path, env, ...options })
const json = async (...args: string[]) => JSON.parse((await search([...args, '--json'])).stdout) as SearchResult
const ids = (result: SearchResult) => result.hits.map((hit) => hit.id)

describe('search', () => {
  it('prints one JSON object with the fields of the contract', async () => {
    const { status, stdout, stderr } = await search(['银行', '--format', 'json'])
    expect(status).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^\{.*\}\n$/)
    const result = JSON.parse(stdout) as SearchResult
    expect(result).toMatchObject({ query: '银行', total: 2 })
    expect(result.tookMs).toBeGreaterThanOrEqual(0)
    const [first] = result.hits
    expect(first).toMatchObject({
      rank: 1,
      id: 'notes/market.md',
      title: '夜市里的银行',
      author: '周渔',
      tags: ['集市'],
      path: 'notes/market.md',
    })
    expect(first!.date).toMatch(/^2023-11-02/)
    expect(first!.score).toBeGreaterThan(0)
    expect(first!.url).toBe('')
  })

  it('marks passages at UTF-16 offsets of their text', async () => {
    const { hits } = await json('银行')
    for (const { snippet } of hits) {
      expect(snippet.highlights.length).toBeGreaterThan(0)
      for (const [start, end] of snippet.highlights) expect(snippet.text.slice(start, end)).toBe('银行')
    }
  })

  it('joins its words by blanks, and takes them from standard input for a single dash', async () => {
    expect((await json('渡口', '银行')).query).toBe('渡口 银行')
    const piped = await search(['-', '--count'], { input: '"阿尔丹别科夫"\n' })
    expect(piped).toMatchObject({ status: 0, stdout: '2\n' })
  })

  it('says which quoted strings of a question it did not require, in every format', async () => {
    const query = '什么是“阿尔丹别科夫的银行”'
    expect(await json(query)).toMatchObject({ relaxed: ['阿尔丹别科夫的银行'] })
    const line = 'no article contains every quoted text exactly; these were searched as words: "阿尔丹别科夫的银行"'
    for (const format of ['text', 'ndjson', 'tsv', 'trec']) {
      const { status, stderr } = await search([query, '--format', format])
      expect([status, stderr]).toEqual([0, expect.stringContaining(line)])
    }
    const chinese = await search([query, '--format', 'tsv'], { env: { ...env, LANG: 'zh_CN.UTF-8' } })
    expect(chinese.stderr).toBe('没有文章完全符合，引号内的文字改按词语查找：“阿尔丹别科夫的银行”\n')
    expect((await search(['"阿尔丹别科夫的银行"'])).status).toBe(1)
  })

  it('finds quoted strings exactly', async () => {
    expect(ids(await json('"阿尔丹别科夫"')).sort()).toEqual(['feed-1', 'notes/bridge.md'])
    expect(ids(await json('"丹别科"')).sort()).toEqual(['feed-1', 'notes/bridge.md'])
  })

  it('gives records of JSONL their own ids', async () => {
    expect(ids(await json('"守夜人"'))).toEqual(['feed-2'])
  })

  it('exits 1 where nothing is found, and says so on standard error', async () => {
    const { status, stdout, stderr } = await search(['"骆驼祥子"'])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^nothing found in 5 articles\n$/)
  })

  it('prints a count, or an object with the count', async () => {
    expect(await search(['渡口', '--count'])).toMatchObject({ status: 0, stdout: '3\n', stderr: '' })
    expect(await search(['"骆驼祥子"', '--count'])).toMatchObject({ status: 1, stdout: '0\n' })
    expect(await json('渡口', '--count')).toMatchObject({ total: 3, hits: [] })
  })

  it('pages with limit and offset: ranks go on, the total stays', async () => {
    const whole = await json('渡口')
    const second = await json('渡口', '--limit', '1', '--offset', '1')
    expect(second.total).toBe(3)
    expect(second.hits.map(({ rank, id }) => ({ rank, id }))).toEqual([{ rank: 2, id: whole.hits[1]!.id }])
    expect((await json('渡口', '--limit', '0')).hits).toEqual([])
    expect((await json('渡口', '--offset', '99')).hits).toEqual([])
  })

  it('sorts by date, newest first', async () => {
    expect(ids(await json('渡口', '--sort', 'date'))).toEqual(['notes/bridge.md', 'notes/market.md', 'feed-2'])
    expect((await search(['渡口', '--sort', 'recent'])).status).toBe(0)
  })

  it('matches all words, any word, or as many as it can', async () => {
    expect((await json('夜市 望远镜', '--match', 'all')).total).toBe(0)
    expect(ids(await json('夜市 望远镜', '--match', 'any')).sort()).toEqual(['feed-1', 'notes/market.md'])
    expect(ids(await json('渡口 银行 夜市', '--match', 'auto'))[0]).toBe('notes/market.md')
  })

  it('counts facets over all that match, whatever the limit', async () => {
    const result = await json('渡口', '--facet', 'author,year', '--limit', '1')
    expect(result.facets?.author).toEqual(
      expect.arrayContaining([
        { value: '林舟', count: 1 },
        { value: '周渔', count: 1 },
      ]),
    )
    expect(result.facets?.year?.map(({ value, count }) => `${value} ${count}`).sort()).toEqual([
      '2021 1',
      '2023 1',
      '2024 1',
    ])
    expect((await search(['渡口', '--facet', 'author'])).stdout).toMatch(/^authors: .*林舟 1/m)
  })

  it('explains scores: the parts sum to the score', async () => {
    const [hit] = (await json('银行', '--explain')).hits
    const sum = hit!.explanation!.reduce((total, part) => total + part.value, 0)
    expect(sum).toBeCloseTo(hit!.score, 6)
    const english = (await search(['银行', '--explain'])).stdout
    expect(english).toMatch(/^ += \d+\.\d{4}$/m)
    expect(english).toMatch(/ {2}银行 \(.*body \d+.*; in \d articles?, idf /)
    const chinese = (await search(['银行', '--explain', '--lang', 'zh'])).stdout
    expect(chinese).toMatch(/ {2}银行（.*正文 \d+.*；见于 \d 篇，idf /)
  })
})

describe('formats', () => {
  it('text: rank and title, date, author and id, passage; figures on standard error', async () => {
    const { stdout, stderr } = await search(['银行', '--limit', '1'])
    const [title, about, passage, end] = stdout.split('\n')
    expect(title).toBe(' 1 夜市里的银行')
    expect(about).toBe('   2023-11-02 · 周渔 · notes/market.md')
    expect(passage).toMatch(/^ {3}.*街角的银行/)
    expect(end).toBe('')
    expect(stderr).toMatch(/^2 articles found, 1 shown \([\d.]+ ms\)\n$/)
  })

  it('text: the file and line of a record that has an id of its own', async () => {
    expect((await search(['"守夜人"'])).stdout).toContain(' · feed-2 · feed.jsonl:2\n')
  })

  it('text: a title as long as a book is cut, between characters; programs get it whole', async () => {
    const title = `渡口${'𠮷'.repeat(400)}`
    writeFiles(join(folder.path, 'long'), { 'a.jsonl': `${JSON.stringify({ _id: 'a', title, text: '正文' })}\n` })
    const place = ['--index', join(folder.path, 'long-index')]
    await runCli(['index', 'long', ...place], { cwd: folder.path, env })
    const [first] = (await search(['渡口', ...place])).stdout.split('\n')
    expect(first).toBe(` 1 渡口${'𠮷'.repeat(149)}…`)
    expect((await json('渡口', ...place)).hits[0]!.title).toBe(title)
  })

  it('ndjson: a hit a line', async () => {
    const { stdout } = await search(['渡口', '--format', 'ndjson'])
    const hits = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Hit)
    expect(hits.map((hit) => hit.rank)).toEqual([1, 2, 3])
  })

  it('tsv: eight columns a line', async () => {
    const { stdout } = await search(['渡口', '--format', 'tsv'])
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
    expect(rows.map((row) => row.length)).toEqual([8, 8, 8])
    expect(rows[0]![0]).toBe('1')
    expect(rows.map((row) => row[1]).sort()).toEqual(['feed-2', 'notes/bridge.md', 'notes/market.md'])
  })

  it('trec: run lines with falling scores', async () => {
    const { stdout } = await search(['渡口', '--format', 'trec'])
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' '))
    expect(rows.map(([id, q0, , rank, , name]) => `${id} ${q0} ${rank} ${name}`)).toEqual([
      '1 Q0 1 xunzhang',
      '1 Q0 2 xunzhang',
      '1 Q0 3 xunzhang',
    ])
    const scores = rows.map((row) => Number(row[4]))
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  it('trec: an id that two indexes have once, for trec_eval takes none twice', async () => {
    const record = (text: string) => `${JSON.stringify({ _id: 'dup', text })}\n`
    writeFiles(join(folder.path, 'twice'), { 'a.jsonl': record('甲乙丙'), 'b.jsonl': record('甲乙丁') })
    const indexes = ['a', 'b'].map((name) => join(folder.path, `twice-${name}`))
    for (const [i, name] of ['a', 'b'].entries())
      await runCli(['index', `twice/${name}.jsonl`, '--index', indexes[i]!], { cwd: folder.path, env })
    const place = indexes.flatMap((index) => ['--index', index])
    expect((await json('甲乙', ...place)).total).toBe(2)
    expect((await search(['甲乙', '--format', 'trec', ...place])).stdout).toMatch(/^1 Q0 dup 1 \S+ xunzhang\n$/)
  })

  it('speaks Chinese when asked to or by the locale, with the same hits', async () => {
    const asked = await search(['银行', '--lang', 'zh'])
    expect(asked.stderr).toMatch(/^找到 2 篇/)
    const byLocale = await search(['银行'], { env: { ...env, LC_ALL: 'zh_CN.UTF-8' } })
    expect(byLocale.stderr).toMatch(/^找到 2 篇/)
    expect(byLocale.stdout).toBe((await search(['银行'])).stdout)
  })
})

describe('search, misused', () => {
  it.each([
    [[], /the query is empty/],
    [[' '], /the query is empty/],
    [['x', '--limt', '3'], /unknown option --limt\. Did you mean --limit\?/],
    [['x', '--limit', 'many'], /whole number/],
    [['x', '--limit', '10001'], /from 0 to 10000/],
    [['x', '--sort', 'dat'], /Did you mean date\?/],
    [['x', '--facet', 'colour'], /author, tag, site, year/],
    [['x', '--json', '--format', 'tsv'], /exclude each other/],
    [['x', '--batch', '-'], /reads queries from a file/],
    [['--batch', 'no-such-file'], /no-such-file: cannot be read/],
    [['--batch', '.'], /cannot be read/],
    [['-5'], /after "--"/],
    [['x', '--index'], /--index needs a value/],
    [['title:'.repeat(3) + '('], /./],
  ])('%j: one line with a remedy on standard error, status 2', async (args, expected) => {
    const { status, stdout, stderr } = await search(args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^xunzhang: [^\n]+[.?]\n$/)
    expect(stderr).toMatch(expected)
  })

  it('takes what begins with a dash after "--"', async () => {
    expect(await search(['--count', '--', '-夜市', '渡口'])).toMatchObject({ status: 0, stdout: '2\n' })
    expect((await search(['--count', '--', '--limit'])).stderr).not.toContain('option')
  })

  it('tells where no index is, and how to build it', async () => {
    const { status, stderr } = await search(['x', '--index', 'nowhere'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/^xunzhang: .*nowhere.*xunzhang index.*\n$/)
  })

  it('prefers --index over XUNZHANG_INDEX, and falls back to ./index', async () => {
    expect((await search(['渡口', '--index', 'index'], { env: { XUNZHANG_INDEX: 'nowhere' } })).status).toBe(0)
    expect((await search(['渡口'], { env: {} })).status).toBe(0)
    expect((await search(['渡口'], { env: { XUNZHANG_INDEX: 'nowhere' } })).status).toBe(2)
  })
})
