import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SearchResult } from '../../src/library/types.js'
import { hasScript, projectRoot, runCli, type RunOptions, runInTerminal, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
const run = (args: readonly string[], options: RunOptions = {}) => runCli(args, { cwd: folder.path, ...options })

const inCorpus = (...names: string[]) => names.map((name) => join(projectRoot, 'corpus', name))
const first = inCorpus('hexo', 'notes', 'plain')
const second = inCorpus('jekyll', 'pages', 'traditional', 'feed.jsonl')

/** The sample corpus in two halves, and whole. */
beforeAll(async () => {
  for (const [index, paths] of Object.entries({ first, second, whole: [...first, ...second] }))
    expect(await run(['index', ...paths, '--index', index])).toMatchObject({ status: 0 })
  writeFiles(join(folder.path, 'project/articles'), sampleFiles)
  mkdirSync(join(folder.path, 'project/a/b'), { recursive: true })
  expect((await run(['index', 'articles'], { cwd: join(folder.path, 'project') })).status).toBe(0)
})
afterAll(folder.remove)

const both = ['--index', 'first', '--index', 'second']
const json = async (...args: string[]) => JSON.parse((await run([...args, '--json'])).stdout) as SearchResult
const ranked = ({ total, hits, facets }: SearchResult) => ({
  total,
  facets,
  // The second folder of an index has a name, which begins its ids.
  hits: hits.map(({ id, score, rank }) => ({ id: id.slice(id.lastIndexOf('/') + 1), score, rank })),
})

describe('several indexes', () => {
  it.each([
    [['银行 贸易']],
    [['什么时候开始种核桃', '--facet', 'author,tag,year']],
    [['"阿尔曼别托夫"', '--sort', 'date']],
    [['核桃', '--sort', 'recent', '--limit', '3', '--offset', '2']],
    [['aermanbietuofu']],
    [['茶 | 咖啡', '--match', 'all', '--limit', '50']],
    [['--like', 'hexo/2022/tashkule-walnut-memo.md']],
  ])('answer %j as one index of all articles does, scores and all', async (args) => {
    const id = args[0] === '--like' ? ['--like', '2022/tashkule-walnut-memo.md', ...args.slice(2)] : args
    expect(ranked(await json('search', ...id, ...both))).toEqual(ranked(await json('search', ...id, '-i', 'whole')))
  })

  it('are named by each hit, in JSON and in text; one index alone is not', async () => {
    const { hits } = await json('search', '核桃', ...both)
    expect(new Set(hits.map(({ index }) => index))).toEqual(new Set(['first', 'second']))
    expect((await run(['search', '核桃', ...both])).stdout).toMatch(/ · first\n/)
    expect((await json('search', '核桃', '-i', 'whole')).hits[0]).not.toHaveProperty('index')
  })

  it('are searched together with words taught to one of them', async () => {
    expect((await run(['lexicon', 'add', '阿尔曼别托夫', '-i', 'second'])).status).toBe(0)
    expect((await run(['index', '-i', 'second', ...second])).status).toBe(0)
    const { total, hits } = await json('search', '阿尔曼别托夫', ...both)
    expect(total).toBe((await json('search', '阿尔曼别托夫', '-i', 'whole')).total)
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a))
  })

  it('answer batches, and show finds an article in whichever has it', async () => {
    const { stdout } = await run(['search', '--batch', '-', ...both], { input: '"阿尔曼别托夫"\n' })
    expect((JSON.parse(stdout) as SearchResult).total).toBe(
      (await json('search', '"阿尔曼别托夫"', '-i', 'whole')).total,
    )
    const shown = await run(['show', '2022/tashkule-walnut-memo.md', '2022-09-03-ledgers-of-the-caravan.md', ...both])
    expect(shown).toMatchObject({ status: 0, stderr: '' })
    expect(shown.stdout).toContain('备忘录')
    expect(shown.stdout).toContain('四十六册账本重见天日')
  })

  it('are refused where one is missing, or beside a cluster', async () => {
    expect(await run(['search', '茶', '-ifirst', '-inowhere'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^xunzhang: nowhere: no index here\./) as string,
    })
    expect((await run(['search', '茶', '-ifirst', '-i', 'opensearch://127.0.0.1:9/x'])).stderr).toMatch(
      /cannot be searched together with other indexes/,
    )
  })

  it.skipIf(!hasScript)('are searched by the terminal UI', async () => {
    const line = `(sleep 1.5; printf '\\033') | $XUNZHANG -i first -i second 核桃`
    const { stdout } = await runInTerminal(`bash -c ${JSON.stringify(line)} < /dev/tty`, { cwd: folder.path })
    expect(stdout).not.toContain('no index')
  })
})

describe('an index that nobody names', () => {
  it('is the nearest one above', async () => {
    for (const at of ['project', 'project/a', 'project/a/b']) {
      expect(await run(['search', '银行', '--count'], { cwd: join(folder.path, at) })).toMatchObject({ stdout: '2\n' })
    }
  })

  it('may be called .xunzhang; the nearest wins', async () => {
    const place = { cwd: join(folder.path, 'project/a') }
    expect((await run(['index', '../articles/feed.jsonl', '--index', '.xunzhang'], place)).status).toBe(0)
    expect((await run(['search', '守夜人', '--count'], { cwd: join(place.cwd, 'b') })).stdout).toBe('1\n')
    expect((await run(['search', '银行', '--count'], { cwd: join(place.cwd, 'b') })).stdout).toBe('0\n')
  })

  it('is no folder that merely has its name', async () => {
    mkdirSync(join(folder.path, 'project/c/index'), { recursive: true })
    expect((await run(['search', '银行', '--count'], { cwd: join(folder.path, 'project/c') })).stdout).toBe('2\n')
  })

  it('is brought up to date from below', async () => {
    const below = { cwd: join(folder.path, 'project/c') }
    writeFiles(join(folder.path, 'project/articles'), { 'new.txt': '新篇\n\n添上的一篇。\n' })
    expect((await run(['index', '../articles'], below)).stdout).toMatch(/^6 articles in ..\/index /)
    expect(JSON.parse((await run(['stats', '--json'], below)).stdout)).toMatchObject({ articles: 6 })
  })
})
