import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { widthOf } from '../../src/fronts/tui/cells/cells.js'
import { sampleFiles, writeFiles } from '../support/collection.js'
import { runCli, temporaryFolder } from '../support/cli.js'

const folder = temporaryFolder()
const files = { ...sampleFiles, 'notes/emoji.txt': '表情\n\n👨‍👩‍👧渡口😀，e\u0301tude渡口\u200bＡ\n' }
beforeAll(async () => {
  writeFiles(join(folder.path, 'corpus'), files)
  expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
})
afterAll(() => folder.remove())

const run = (...args: string[]) => runCli(args, { cwd: folder.path })

describe('kwic', () => {
  it('prints one line an occurrence, aligned on the match by display width', async () => {
    const { stdout, stderr, status } = await run('kwic', '渡口')
    expect(status).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(7)
    // A context may hold the match as well: one column is common to all lines.
    const columns = lines.map((line) =>
      Array.from(line.matchAll(/渡口/g), ({ index }) => widthOf(line.slice(0, index))),
    )
    expect(columns[0]!.filter((column) => columns.every((own) => own.includes(column)))).toHaveLength(1)
    expect(lines.some((line) => /notes\/bridge\.md:\d+:\d+$/.test(line))).toBe(true)
    expect(stderr).toContain('7 occurrences in 4 articles')
  })

  it('prints what other programs read', async () => {
    const first = async (format: string) => (await run('kwic', '渡口', '--format', format, '--limit', '1')).stdout
    const line = JSON.parse(await first('ndjson')) as object
    expect(Object.keys(line)).toEqual(['id', 'path', 'line', 'column', 'date', 'title', 'left', 'match', 'right'])
    expect(JSON.parse(await first('json'))).toEqual({ query: '渡口', lines: [line] })
    expect(await first('csv')).toMatch(/^id,path,line,column,date,title,left,match,right\r\nfeed-2,feed\.jsonl,2,\d+,/)
    expect(await first('tsv')).toMatch(/^feed-2\tfeed\.jsonl\t2\t\d+\t/)
    expect(await first('vimgrep')).toMatch(/^feed\.jsonl:2:\d+:.*渡口/)
    expect((await run('kwic', '渡口', '--count')).stdout).toBe('7 4\n')
  })

  it('says what is wrong in one line, and finds nothing with status 1', async () => {
    expect(await run('kwic', '鑫鱻')).toMatchObject({ status: 1, stdout: '' })
    expect(await run('kwic', '鑫鱻', '--count')).toMatchObject({ status: 1, stdout: '0 0\n' })
    expect((await run('kwic', '渡口', '--context', 'page')).stderr).toMatch(
      /^xunzhang: --context is "page"\. Give a whole number from 0 to 10000, or sentence, paragraph\.\n$/,
    )
    expect((await run('kwic')).stderr).toContain('empty')
    expect((await run('kwic', '渡口', '--json', '--format', 'csv')).status).toBe(2)
  })
})

describe('timeline', () => {
  it('draws a bar for each time, beside each other for several queries', async () => {
    const env = { LANG: 'C.UTF-8' }
    const { stdout } = await runCli(['timeline', '渡口', '银行', '--by', 'year'], { cwd: folder.path, env })
    expect(stdout).toMatch(/^ +渡口 +银行\n2021 .*█/)
    expect(stdout.split('\n').every((line) => widthOf(line) <= 80)).toBe(true)
    expect(stdout).toContain('渡口: 4 articles, 7 occurrences')
    const ascii = await run('timeline', '渡口', '--by', 'year', '--ascii', '--relative')
    expect(ascii.stdout).toMatch(/2021 .*#+ 100\.00 %/)
    expect((await runCli(['timeline', '渡口'], { cwd: folder.path, env: { LANG: 'C.ISO-8859-1' } })).stdout).toContain(
      '#',
    )
  })

  it('prints JSON and CSV', async () => {
    const json = JSON.parse((await run('timeline', '渡口', '--json')).stdout) as { by: string; series: object[] }
    expect(json).toMatchObject({ by: 'month', series: [{ query: '渡口' }] })
    expect((await run('timeline', '渡口', '--by', 'year', '--format', 'csv')).stdout).toBe(
      'query,from,articles,occurrences\r\n渡口,2021-01-01,1,1\r\n渡口,2022-01-01,0,0\r\n渡口,2023-01-01,1,1\r\n渡口,2024-01-01,1,3\r\n渡口,,1,2\r\n',
    )
  })

  it('has status 1 where nothing is found', async () => {
    expect((await run('timeline', '鑫鱻')).status).toBe(1)
  })
})

describe('terms', () => {
  it('prints values with counts', async () => {
    expect((await run('terms', 'author')).stdout).toBe('2  林舟\n1  周渔\n')
    expect((await run('terms', 'author', '--format', 'ndjson')).stdout.split('\n')[0]).toBe(
      '{"value":"林舟","count":2}',
    )
    expect((await run('terms', 'year', '--sort', 'value', '--format', 'csv')).stdout).toMatch(
      /^value,count\r\n2021,1\r\n/,
    )
    expect((await run('terms', 'x')).stderr).toMatch(/the values of "x" cannot be counted.*author, tag/)
  })
})
