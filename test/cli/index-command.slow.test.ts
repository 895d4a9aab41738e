import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BuildReport, CheckReport } from '../../src/library/types.js'
import { runCli, type RunOptions, type TemporaryFolder, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'
import { countFound } from '../support/found.js'

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
  writeFiles(join(folder.path, 'corpus'), sampleFiles)
})
afterEach(() => folder.remove())

const run = (args: readonly string[], options: RunOptions = {}) => runCli(args, { cwd: folder.path, ...options })
const report = async (...args: string[]) => {
  const { status, stdout } = await run(['index', '--json', ...args])
  expect(status).toBe(0)
  return JSON.parse(stdout) as BuildReport
}
const count = (query: string, index = 'index') => countFound(join(folder.path, index), query)

describe('index', () => {
  it('builds ./corpus into ./index and prints one JSON object with the fields of the contract', async () => {
    const { status, stdout, stderr } = await run(['index', '--json'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^\{.*\}\n$/)
    const figures = JSON.parse(stdout) as BuildReport
    expect(figures).toMatchObject({ articles: 5, added: 5, updated: 0, removed: 0, skipped: 0, failed: 0 })
    expect(figures.bytes).toBeGreaterThan(500)
    expect(figures.seconds).toBeGreaterThan(0)
    expect(figures.indexBytes).toBeGreaterThan(0)
    expect(await count('渡口')).toBe(3)
  })

  it('says what it did in one line, without --json', async () => {
    const { stdout, stderr } = await run(['index'])
    expect(stdout).toMatch(/^5 articles in index \([\d.]+ k?B\): 5 added, .* 0 failed; [\d.]+ s\n$/)
    expect(stderr).toBe('')
  })

  it('takes several paths, files among them, and another index folder', async () => {
    writeFiles(folder.path, { 'more/one.txt': '另册\n\n另一处的文章。\n' })
    const figures = await report('more', 'corpus/feed.jsonl', '--index', 'elsewhere', '--jobs', '1')
    expect(figures.articles).toBe(3)
    expect(await count('"另一处"', 'elsewhere')).toBe(1)
  })

  it('touches only what changed', async () => {
    await report()
    expect(await report()).toMatchObject({ articles: 5, added: 0, updated: 0, removed: 0 })
    writeFiles(join(folder.path, 'corpus'), {
      'notes/tea.txt': '煮茶的水\n\n井水也好，只要清冽。\n',
      'notes/new.txt': '新篇\n\n添上的一篇。\n',
    })
    utimesSync(join(folder.path, 'corpus/notes/tea.txt'), 2e9, 2e9)
    rmSync(join(folder.path, 'corpus/notes/market.md'))
    expect(await report()).toMatchObject({ articles: 5, added: 1, updated: 1, removed: 1, failed: 0 })
    expect([await count('"清冽"'), await count('"醒茶"'), await count('"夜市"'), await count('"添上"')]).toEqual([
      1, 0, 0, 1,
    ])
  })

  it('reports what cannot be read on standard error, a line each, counts it, indexes the rest, exits 2', async () => {
    writeFiles(join(folder.path, 'corpus'), {
      'photo.txt': Uint8Array.from({ length: 4000 }, (_, at) => (at * 37) % 256),
      'bad.jsonl': '{"_id":"ok","text":"好的一行。"}\n{"_id":"broken","text":\n',
    })
    symlinkSync('nowhere', join(folder.path, 'corpus/dangling.md'))
    const { status, stdout, stderr } = await run(['index', '--json'])
    const figures = JSON.parse(stdout) as BuildReport
    expect(status).toBe(2)
    expect(figures.articles).toBe(6)
    const lines = stderr.trimEnd().split('\n')
    expect(figures.failed).toBe(lines.length)
    expect(stderr).toMatch(/photo\.txt: .+\n/)
    expect(stderr).toMatch(/bad\.jsonl.*: .+\n/)
    for (const line of lines) expect(line).toMatch(/^\S+: .+[.。]$/)
  })

  it('indexes an empty folder as nothing', async () => {
    mkdirSync(join(folder.path, 'empty'))
    expect(await report('empty')).toMatchObject({ articles: 0, failed: 0 })
    expect((await run(['search', '渡口'])).status).toBe(1)
  })

  it('tells which files are read where there are none of them', async () => {
    writeFiles(join(folder.path, 'other'), { 'a.pptx': '渡口' })
    const { status, stderr } = await run(['index', 'other'])
    expect(status).toBe(0)
    expect(stderr).toMatch(/^other: no articles here\. Files with these extensions are read: \.md .*\.jsonl .*\.\n$/)
    const chinese = await run(['index', 'other', '--lang', 'zh'])
    expect(chinese.stderr).toMatch(/^other：这里没有文章。.*\.md .*。\n$/)
    expect((await run(['index', 'corpus'])).stderr).toBe('')
  })

  it.each([
    [['index', 'no-such-folder'], /no-such-folder/],
    [['index', '--jobs', '0'], /from 1 to/],
    [['index', '--memory', 'much'], /512M/],
    [['index', '--tokenizer', 'jeiba'], /Did you mean jieba\?/],
    [['index', '--lexicon', 'no-such-file'], /no-such-file/],
    [['index', '--fast'], /unknown option --fast/],
    [['index', '--index', 'corpus/feed.jsonl'], /feed\.jsonl/],
  ])('%j is refused in one line, status 2, and leaves no index behind', async (args, expected) => {
    const { status, stdout, stderr } = await run(args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^xunzhang: [^\n]+\n$/)
    expect(stderr).toMatch(expected)
    expect((await run(['search', '渡口'])).status).toBe(2)
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends on %s at once with status %i; the last commit stands', async (name, expected) => {
    await report()
    const text = '渡口的船每天来回。'.repeat(400)
    const lines = Array.from({ length: 3000 }, (_, at) => JSON.stringify({ _id: `big-${at}`, text: `${at} ${text}` }))
    writeFileSync(join(folder.path, 'corpus/big.jsonl'), lines.join('\n'))
    // More work than a test has time for.
    for (let copy = 1; copy <= 200; copy++)
      linkSync(join(folder.path, 'corpus/big.jsonl'), join(folder.path, `corpus/big-${copy}.jsonl`))
    const isAtWork = () => readdirSync(join(folder.path, 'index')).some((file) => file.endsWith('lock'))
    const stopped = await run(['index'], { sendSignal: () => (isAtWork() ? name : undefined) })
    expect(stopped.status).toBe(expected)
    expect(stopped.stdout).toBe('')
    expect(stopped.stderr).toMatch(/^xunzhang: interrupted: the last commit is intact\..*\n$/)
    expect(await count('渡口')).toBe(3)
    expect((await run(['check'])).status).toBe(0)
  })

  it('follows a folder with --watch until it is stopped', async () => {
    let isWritten = false
    const sendSignal = (stdout: string, stderr: string) => {
      if (stderr.includes('watching') && !isWritten) {
        writeFiles(join(folder.path, 'corpus'), { 'notes/late.txt': '迟来\n\n后来写下的一篇。\n' })
        isWritten = true
      }
      return stdout.includes('6 articles') ? 'SIGINT' : undefined
    }
    const { status, stdout, stderr } = await run(['index', '--watch'], { sendSignal })
    expect(stderr).toMatch(/^watching corpus/)
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^5 articles/),
      expect.stringMatching(/^6 articles.* 1 added/),
    ])
    expect(status).toBe(130)
    expect(await count('"后来写下"')).toBe(1)
  })
})

function flipBit(path: string): void {
  const bytes = readFileSync(path)
  bytes[100]! ^= 1
  writeFileSync(path, bytes)
}

describe('the folder of the index', () => {
  it('is none that the articles lie in: they would be left out', async () => {
    for (const path of ['corpus', 'corpus/notes']) {
      const { status, stderr } = await run(['index', path, '--index', 'corpus'])
      expect(status).toBe(2)
      expect(stderr).toBe(
        `xunzhang: ${path}: the articles are inside the folder of the index. Give the index a folder of its own with --index DIR.\n`,
      )
    }
  })

  it('is not made by a command that only asks for it', async () => {
    const before = readdirSync(folder.path)
    for (const command of [['compact'], ['check'], ['stats'], ['lexicon', 'list'], ['search', '渡口']]) {
      const { status, stderr } = await run([...command, '--index', 'nowhere'])
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('no index here') as string })
    }
    expect(readdirSync(folder.path)).toEqual(before)
  })

  it.skipIf(!existsSync('/proc/self'))('is told of at once where nothing can be made (/proc)', async () => {
    const { status, stderr } = await run(['index', 'corpus', '--index', '/proc/nowhere/index'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/^xunzhang: .*\n$/)
  })
})

describe('check, stats, compact, show', () => {
  it('check passes on a whole index', async () => {
    await report()
    expect(await run(['check'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^intact: \d+ files, 5 articles/) as string,
    })
    expect(JSON.parse((await run(['check', '--json'])).stdout)).toMatchObject({ ok: true, articles: 5, problems: [] })
  })

  it.each<[string, (path: string) => void, RegExp, RegExp]>([
    ['a flipped bit', flipBit, /checksum .*, expected .*: the file is damaged/, /校验和是 .*，应为 .*：文件已损坏/],
    [
      'a cut file',
      (path) => truncateSync(path, 100),
      /has 100 bytes, expected \d+: it is damaged/,
      /文件有 100 字节，应为 \d+：已损坏/,
    ],
    ['a missing file', (path) => rmSync(path), /missing/, /缺失|没有|不见/],
  ])("%s: check names the file and the remedy in the reader's language and exits 2", async (_, damage, en, zh) => {
    await report()
    damage(join(folder.path, 'index', '1.seg'))
    const english = await run(['check'])
    expect(english).toMatchObject({ status: 2, stdout: 'damaged: 1 problem\n' })
    expect(english.stderr).toMatch(/^xunzhang: \S*1\.seg: .*\. Rebuild with "xunzhang index --force"\.\n$/)
    expect(english.stderr).toMatch(en)
    const chinese = await run(['check', '--lang', 'zh'])
    expect(chinese).toMatchObject({ status: 2, stdout: '已损坏：1 处问题\n' })
    expect(chinese.stderr).toMatch(/^xunzhang: \S*1\.seg.*：.*。请用“xunzhang index --force”重建。\n$/)
    expect(chinese.stderr).toMatch(zh)
    const { problems } = JSON.parse((await run(['check', '--json', '--lang', 'zh'])).stdout) as CheckReport
    expect(problems.map((problem) => `xunzhang: ${problem}\n`)).toEqual([english.stderr])
  })

  it('stats has the figures of the contract', async () => {
    await report()
    const stats = JSON.parse((await run(['stats', '--json'])).stdout) as Record<string, number> & {
      bytesByPart: Record<string, number>
    }
    expect(stats['articles']).toBe(5)
    for (const name of ['terms', 'postings', 'bytes']) expect(stats[name]).toBeGreaterThan(0)
    const parts = Object.values(stats.bytesByPart).reduce((sum, bytes) => sum + bytes, 0)
    expect(parts).toBeLessThanOrEqual(stats['bytes']!)
    expect(parts).toBeGreaterThan(0)
    expect((await run(['stats'])).stdout).toMatch(/^articles: 5\n/)
    expect((await run(['stats', '--lang', 'zh'])).stdout).toMatch(/\n {2}倒排表: .*\n {2}二元词典: /)
  })

  it('compact leaves one segment and the same answers', async () => {
    await report()
    writeFiles(join(folder.path, 'corpus'), { 'notes/new.txt': '新篇\n\n添上的一篇，也在渡口。\n' })
    await report()
    expect((await run(['compact'])).stdout).toMatch(/^compacted: 6 articles/)
    expect(JSON.parse((await run(['stats', '--json'])).stdout)).toMatchObject({ articles: 6, segments: 1, deleted: 0 })
    expect(await count('渡口')).toBe(4)
  })

  it('show prints an article whole, as text or exactly as JSON', async () => {
    await report()
    const { status, stdout } = await run(['show', 'notes/bridge.md'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^渡口的旧桥\n/)
    expect(stdout).toContain('\nauthor: 林舟\n')
    expect(stdout).toMatch(/\n\n渡口的旧桥今年重修。.*\n\n银行答应/)
    expect(JSON.parse((await run(['show', 'feed-1', '--json'])).stdout)).toMatchObject({
      id: 'feed-1',
      title: '观星记',
      body: '山顶的望远镜坏了三年，阿尔丹别科夫带着孩子们把它修好。',
      path: 'feed.jsonl',
      line: 1,
    })
  })

  it('show finds an article by the name of its file, and lists the IDs if several have it', async () => {
    await report()
    expect((await run(['show', 'bridge'])).stdout).toMatch(/^渡口的旧桥\n/)
    expect((await run(['show', 'bridge.md'])).stdout).toMatch(/^渡口的旧桥\n/)
    const { status, stderr } = await run(['show', 'feed'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/"feed" is the name of \d articles: feed-1, /)
    expect((await run(['show', 'ridge'])).stderr).toContain('no article has the ID "ridge"')
  })

  it('show prints several articles, in the order of the ids, from operands or from a pipe', async () => {
    await report()
    const both = await run(['show', 'feed-2', 'notes/bridge.md', '--json'])
    expect(
      both.stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(['feed-2', 'notes/bridge.md'])
    expect(await run(['show', 'feed-2', 'no-such-id', '--json'])).toMatchObject({ status: 1 })
    const piped = await run(['show', '-', '--json'], { input: 'feed-2\nnotes/bridge.md\n' })
    expect(piped.stdout).toBe(both.stdout)
    const nulls = await run(['show', '-', '-0', '--json'], { input: 'feed-2\0notes/bridge.md\0' })
    expect(nulls.stdout).toBe(both.stdout)
  })

  it('show --text prints bodies alone, parted by blank lines or NUL bytes', async () => {
    await report()
    const body = '守夜人每天夜里敲钟，钟声传过渡口。'
    expect((await run(['show', 'feed-2', '--text'])).stdout).toBe(`${body}\n`)
    expect((await run(['show', 'feed-2', 'feed-2', '--text'])).stdout).toBe(`${body}\n\n${body}\n`)
    expect((await run(['show', 'feed-2', 'feed-2', '--text', '-0'])).stdout).toBe(`${body}\0${body}\0`)
  })

  it('show exits 1 for an id that is not there, 2 without an id', async () => {
    await report()
    expect(await run(['show', 'no-such-id'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/no-such-id/) as string,
    })
    expect(await run(['show'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/show needs ID/) as string })
    expect((await run(['show', 'a', '--text', '--json'])).stderr).toMatch(/exclude each other/)
  })
})
