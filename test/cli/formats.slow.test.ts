import { parse } from 'csv-parse/sync'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Hit, SearchResult } from '../../src/library/types.js'
import { runCli, type RunOptions, runShell, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
const home = realpathSync(folder.path)
const search = (args: readonly string[], options: RunOptions = {}) =>
  runCli(['search', ...args], { cwd: folder.path, ...options })
const lines = (text: string) => text.trimEnd().split('\n')

const page = `<!doctype html>
<html><head><title>码头的灯</title>
<meta name="description" content="灯塔守夜人的话">
<script>var text = "灯塔守夜人"</script></head>
<body>
<article><h1>码头的灯</h1>
<!-- 灯塔 -->
<p>第一段没有要找的词，只说天气和潮水，说得很长很长，也没有什么结果。</p>
<p>第二段说到<b>灯</b>塔守夜人，他&#22812;里不睡，白天也不睡。</p>
</article></body></html>
`
const note = `---
title: 灯塔笔记
tags: [灯塔]
---

# 灯塔笔记

前面一段，写的是别的事情，比如渡口和银行。

后面[一段](https://example.org/灯塔守夜人)写**灯塔**守夜人，写他的马灯。
`

beforeAll(async () => {
  writeFiles(join(folder.path, 'articles'), {
    ...sampleFiles,
    'pages/quay.html': page,
    'notes/tower.md': note,
    'twins/a.txt': '双生\n\n两篇文章的正文一模一样，只是文件名不同，标题也相同。\n',
    'twins/b.txt': '双生\n\n两篇文章的正文一模一样，只是文件名不同，标题也相同。\n',
    'many.jsonl': Array.from(
      { length: 30 },
      (_, i) => `{"_id":"m${i}","title":"“第,${i}”","text":"清单里的第${i}条。"}\n`,
    ).join(''),
  })
  expect((await runCli(['index', 'articles'], { cwd: folder.path })).status).toBe(0)
})
afterAll(folder.remove)

describe('--format csv', () => {
  it('is what a reader of RFC 4180 expects: a header, CRLF, quotes doubled', async () => {
    const { status, stdout } = await search(['清单', '--format', 'csv', '-n2'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^rank,id,score,title,date,author,tags,path,line,url,passage\r\n/)
    expect(stdout).toContain('"“第,')
    const rows = parse<Record<string, string>>(stdout, { columns: true })
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({
      rank: '1',
      path: 'many.jsonl',
      title: expect.stringMatching(/^“第,\d+”$/) as string,
    })
    expect((await search(['清单里没有的事', '--format', 'csv', '--match', 'all'])).stdout).toBe(
      'rank,id,score,title,date,author,tags,path,line,url,passage\r\n',
    )
  })

  it('has a byte order mark on request, and then no formula that a spreadsheet would run', async () => {
    writeFiles(join(folder.path, 'sheet'), {
      'a.jsonl': '{"_id":"a","title":"=1+1","text":"公式一条，\\"引号\\"。"}\n',
    })
    await runCli(['index', 'sheet', '-i', 'sheet-index'], { cwd: folder.path })
    const args = ['公式', '--format', 'csv', '--fields', 'title,passage', '-isheet-index']
    expect((await search(args)).stdout).toBe('title,passage\r\n=1+1,"公式一条，""引号""。"\r\n')
    expect((await search([...args, '--bom'])).stdout).toBe('\ufefftitle,passage\r\n\'=1+1,"公式一条，""引号""。"\r\n')
  })
})

describe('--fields', () => {
  it('chooses and orders the columns of tsv and csv, and alone means tsv', async () => {
    const { stdout } = await search(['望远镜', '--fields', 'date,id'])
    expect(stdout).toBe('2022-08-13\tfeed-1\n')
    expect((await search(['望远镜', '--fields', 'date,id', '--format', 'csv'])).stdout).toBe(
      'date,id\r\n2022-08-13,feed-1\r\n',
    )
  })

  it('chooses the names of JSON hits', async () => {
    const { stdout } = await search(['望远镜', '--fields', 'id,path', '--json'])
    expect((JSON.parse(stdout) as SearchResult).hits).toEqual([{ id: 'feed-1', path: 'feed.jsonl' }])
    const ndjson = await search(['望远镜', '--fields', 'id,passage', '--format', 'ndjson'])
    expect(Object.keys(JSON.parse(ndjson.stdout) as Hit)).toEqual(['id', 'snippet'])
  })
})

describe('-l, -0 and --absolute', () => {
  it('-l prints each file once, as it can be opened from here', async () => {
    const { status, stdout, stderr } = await search(['清单', '-l', '-n', '30'])
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'articles/many.jsonl\n', stderr: '' })
    const below = await search(['清单', '-l'], { cwd: join(folder.path, 'articles/notes') })
    expect(below.stdout).toBe(`${home}/articles/many.jsonl\n`)
    expect((await search(['骆驼祥子传', '-l'])).status).toBe(1)
  })

  it('-0 ends paths with NUL bytes, for xargs', async () => {
    expect((await search(['"灯塔守夜人"', '-l0'])).stdout.split('\0').sort()).toEqual([
      '',
      'articles/notes/tower.md',
      'articles/pages/quay.html',
    ])
    const { stdout } = await runShell(`$XUNZHANG search '"灯塔守夜人"' -l0 | xargs -0 grep -l 马灯`, {
      cwd: folder.path,
    })
    expect(stdout).toBe('articles/notes/tower.md\n')
    const ids = await runShell(
      `$XUNZHANG search 望远镜 --fields id -0 | $XUNZHANG show -0 --fields id - 2>&1 | head -1`,
      {
        cwd: folder.path,
      },
    )
    expect(ids.stdout).toMatch(/unknown option --fields/)
    const texts = await runShell(`$XUNZHANG search 望远镜 --fields id -0 | $XUNZHANG show -0 --text -`, {
      cwd: folder.path,
    })
    expect(texts.stdout).toBe('山顶的望远镜坏了三年，阿尔丹别科夫带着孩子们把它修好。\0')
  })

  it('--absolute makes every path absolute', async () => {
    const file = `${home}/articles/feed.jsonl`
    expect((await search(['望远镜', '-l', '--absolute'])).stdout).toBe(`${file}\n`)
    expect((await search(['望远镜', '--absolute', '--fields', 'path'])).stdout).toBe(`${file}\n`)
    expect((JSON.parse((await search(['望远镜', '--absolute', '--json'])).stdout) as SearchResult).hits[0]!.path).toBe(
      file,
    )
  })
})

describe('--format vimgrep', () => {
  it('prints path, line, column in bytes, and the line of the passage in Markdown and in HTML', async () => {
    const { stdout } = await search(['"灯塔守夜人"', '--format', 'vimgrep'])
    for (const [name, source, line, word] of [
      ['articles/pages/quay.html', page, 9, '灯</b>塔守夜人'],
      ['articles/notes/tower.md', note, 10, '灯塔**守夜人'],
    ] as const) {
      const text = source.split('\n')[line - 1]!
      const column = Buffer.byteLength(text.slice(0, text.indexOf(word))) + 1
      expect(lines(stdout)).toContain(`${name}:${line}:${column}:${text}`)
    }
  })

  it('names the line of the record in files of many articles', async () => {
    expect((await search(['"守夜人每天夜里"', '--format', 'vimgrep'])).stdout).toBe(
      'articles/feed.jsonl:2:1:守夜人每天夜里敲钟，钟声传过渡口。\n',
    )
  })

  it('still names the article where its file has changed or gone', async () => {
    writeFiles(join(folder.path, 'gone'), { 'a.md': '# 题\n\n会走的一段话，将来不在。\n' })
    await runCli(['index', 'gone', '-i', 'gone-index'], { cwd: folder.path })
    writeFiles(join(folder.path, 'gone'), { 'a.md': '# 题\n\n别的内容。\n' })
    expect((await search(['"会走的一段话"', '--format', 'vimgrep', '-igone-index'])).stdout).toMatch(
      /^gone\/a\.md:1:1:/,
    )
  })

  it('is what JSON tells with the column field', async () => {
    const { stdout } = await search(['"灯塔守夜人"', '--json', '--fields', 'path,column'])
    const { hits } = JSON.parse(stdout) as SearchResult
    expect(hits.find(({ path }) => path === 'notes/tower.md')).toMatchObject({ location: { line: 10 } })
  })
})

describe('--limit all', () => {
  it.each(['tsv', 'csv', 'ndjson', 'trec', 'vimgrep', 'json', 'text'])('prints every hit as %s', async (format) => {
    const { stdout } = await search(['清单', '--limit', 'all', '--format', format])
    const count =
      format === 'json' ? (JSON.parse(stdout) as SearchResult).hits.length : stdout.match(/many\.jsonl|\bQ0\b/g)!.length
    expect(count).toBe(30)
    expect(await search(['清单', '-nall', '--offset', '28', '--fields', 'rank'])).toMatchObject({ stdout: '29\n30\n' })
  })
})

describe('--sort oldest', () => {
  it('puts the oldest first and articles without a date last', async () => {
    const { stdout } = await search(['渡口', '--sort', 'oldest', '--fields', 'id'])
    expect(lines(stdout)).toEqual(['feed-2', 'notes/market.md', 'notes/bridge.md', 'notes/tower.md'])
  })
})

describe('--batch', () => {
  const batch = (...args: string[]) =>
    search(['--batch', '-', ...args], { input: '{"_id":"q1","text":"望远镜"}\n守夜人\n' })

  it('prints tables with a column for the query', async () => {
    expect(lines((await batch('--format', 'tsv', '-n1')).stdout).map((row) => row.split('\t').slice(0, 3))).toEqual([
      ['q1', '1', 'feed-1'],
      ['2', '1', expect.any(String)],
    ])
    const rows = parse<{ query: string }>((await batch('--format', 'csv')).stdout, { columns: true })
    expect([...new Set(rows.map(({ query }) => query))]).toEqual(['q1', '2'])
    expect((await batch('--fields', 'query,id', '-n1')).stdout).toMatch(/^q1\tfeed-1\n2\t/)
  })

  it('prints text under a line for each query, paths, places and counts', async () => {
    expect((await batch('--format', 'text', '-n1')).stdout).toMatch(
      /^q1 · 望远镜 · 1 article found\n 1 观星记\n[^]*\n\n2 · 守夜人 · 3 articles found, 1 shown\n/,
    )
    expect((await batch('-l', '-n1')).stdout).toBe('articles/feed.jsonl\n')
    expect((await batch('--format', 'vimgrep', '-n1')).stdout).toMatch(/^articles\/feed\.jsonl:1:1:/)
    expect((await batch('--count', '--format', 'tsv')).stdout).toBe('q1\t1\n2\t3\n')
    expect((await batch('--count', '--format', 'csv')).stdout).toBe('query,total\r\nq1,1\r\n2,3\r\n')
    expect(
      lines((await batch('--json', '--limit', 'all')).stdout).map(
        (line) => (JSON.parse(line) as SearchResult).hits.length,
      ),
    ).toEqual([1, 3])
  })
})

describe('identical texts', () => {
  it('are printed in every format, and folded in every format with --fold', async () => {
    for (const format of ['text', 'json', 'ndjson', 'tsv', 'csv', 'vimgrep']) {
      const count = async (...more: string[]) => {
        const { stdout } = await search(['"正文一模一样"', '--format', format, ...more])
        return stdout.match(/两篇文章的/g)!.length
      }
      expect([format, await count(), await count('--fold')]).toEqual([format, 2, 1])
    }
  })
})

describe('options that do not go together', () => {
  it.each([
    [['x', '--fields', 'id', '--format', 'text'], /--fields and --format text exclude each other/],
    [['x', '-0'], /--null and --format text/],
    [['x', '--bom'], /--bom and --format text/],
    [['x', '-lc'], /--count and --files-with-matches/],
    [['x', '-l', '--json'], /--files-with-matches and --json/],
    [['x', '--fields', 'titel'], /Did you mean title\?/],
  ])('%j are refused', async (args, expected) => {
    const { status, stdout, stderr } = await search(args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(expected)
  })

  it.each(['search', 'kwic', 'collocates', 'timeline', 'terms'])('%s takes one format', async (command) => {
    const { status, stdout, stderr } = await runCli([command, 'author', '--json', '--format', 'csv'], {
      cwd: folder.path,
    })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/--json and --format csv exclude each other/)
  })
})
