import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BenchFigures } from '../../src/optional/measure/measure-index.js'
import type { Inspection } from '../../src/library/inspecting.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
beforeAll(() => writeFiles(join(folder.path, 'corpus'), sampleFiles))
afterAll(folder.remove)

const run = (...args: string[]) => runCli(args, { cwd: folder.path })

describe('inspect', () => {
  it('tells how a file was read: encoding, front matter, fields, text', async () => {
    const { status, stdout } = await run('inspect', 'corpus/notes/bridge.md')
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /^format: Markdown\nencoding: utf-8 \(valid\)\nfront matter: YAML\nread as: source \(kept as written\)\narticles: 1\n/,
    )
    expect(stdout).toContain('\n渡口的旧桥\ndate: 2024-05-21')
    const chinese = await run('inspect', 'corpus/notes/bridge.md', '--lang', 'zh')
    expect(chinese.stdout).toMatch(
      /^格式: Markdown\n编码: utf-8（有效）\n文首数据: YAML\n读作: 原稿（照录）\n文章: 1\n/,
    )
    expect(stdout).toContain('银行答应借出一半的钱')
  })

  it('shows categories and what else the front matter holds, made harmless', async () => {
    const front = '---\ntitle: 渡口\ncategories: [新闻]\neditor: 张\nnested: {a: [1]}\n"evil\\e[31m": "x\\u202e"\n---\n'
    writeFiles(folder.path, { 'odd.md': `${front}渡口今天通车了。` })
    const { stdout } = await run('inspect', 'odd.md')
    expect(stdout).toContain('\n渡口\ncategories: 新闻\nfile: odd.md\neditor: 张\nnested: {"a":[1]}\nevil[31m: x\n')
  })

  it('prints everything as JSON', async () => {
    const inspection = JSON.parse((await run('inspect', 'corpus/feed.jsonl', '--json')).stdout) as Inspection
    expect(inspection).toMatchObject({ format: 'jsonl', articleCount: 2, problems: [] })
    expect(inspection.articles.map(({ id }) => id)).toEqual(['feed-1', 'feed-2'])
  })

  it.each([
    [['inspect'], /inspect needs FILE/],
    [['inspect', 'nowhere.md'], /nowhere\.md: the file cannot be read/],
    [['inspect', 'a', 'b'], /inspect takes one FILE; unexpected argument "b"/],
  ])('%j is refused in one line, status 2', async (args, expected) => {
    const { status, stderr } = await run(...args)
    expect(status).toBe(2)
    expect(stderr).toMatch(/^xunzhang: [^\n]+\n$/)
    expect(stderr).toMatch(expected)
  })
})

describe('bench', () => {
  it('measures building and searching the given articles, and leaves nothing behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('xunzhang-bench-'))
    const { status, stdout } = await run('bench', 'corpus', '--queries', '20', '--jobs', '1', '--json')
    expect(status).toBe(0)
    const figures = JSON.parse(stdout) as BenchFigures
    expect(figures.report.articles).toBe(5)
    expect(figures.queries).toBe(20)
    expect(figures.latency.median).toBeGreaterThan(0)
    expect(figures.latency.p99).toBeGreaterThanOrEqual(figures.latency.median)
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('xunzhang-bench-'))).toEqual(before)
  })

  it('prints a table for people', async () => {
    const { stdout } = await run('bench', 'corpus', '--queries', '5', '--jobs', '1')
    expect(stdout).toMatch(/^articles: 5\nindex speed: \d+ \/s, .+\/s\nindex time: /)
    expect(stdout).toMatch(/^ {2}p99: [\d.]+ ms$/m)
  })

  it('refuses what is not there', async () => {
    expect(await run('bench', 'nowhere')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/nowhere/) as string,
    })
  })
})
