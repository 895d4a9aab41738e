import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TaskRunner } from '../../src/indexing/threads/runner.js'
import { nodeFileSystem } from '../../src/storage/store/file-system.js'
import { cliPath, runCli } from '../support/cli.js'
import { createSources } from './support.js'
import type { Sources } from './support.js'
import { jsonLines } from './texts.js'
import { volume } from '../support/volume.js'

const filesIn = (dir: string): Map<string, Buffer> =>
  new Map(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name))]))

/** Large enough for several batches in worker threads. */
function largeSources(): Sources {
  const sources = createSources({ 'a.md': '# 渡口\n\n河水', 'sub/b.html': '<h1>灯塔</h1><p>山上的灯塔。</p>' })
  writeFileSync(join(sources.path, 'large.jsonl'), jsonLines(21_000, 1))
  return sources
}

describe('the same input', () => {
  it('gives byte-identical files whatever --jobs, at first and after updates', async () => {
    const sources = largeSources()
    const jobs = ['1', '2']
    const dirs = jobs.map((count) => join(sources.path, `.index-${count}`))
    const build = async (): Promise<void> => {
      for (const [i, dir] of dirs.entries()) {
        const { status, stderr } = await runCli(['index', sources.path, '--index', dir, '--jobs', jobs[i]!])
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      }
      const [one, ...others] = dirs.map(filesIn)
      expect(one!.size).toBeGreaterThanOrEqual(4)
      for (const other of others) {
        expect([...other.keys()]).toEqual([...one!.keys()])
        for (const [name, bytes] of one!) expect(other.get(name)!.equals(bytes), name).toBe(true)
      }
    }
    await build()
    writeFileSync(join(sources.path, 'large.jsonl'), `${jsonLines(4000, 2)}\n${jsonLines(21_000, 1)}`)
    sources.write({ 'a.md': undefined })
    await build()
  })
})

describe('hostile input', () => {
  const prose = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'
  const levels = volume(4000, 20_000)
  const nested = (open: string, close: string, inner = ''): string =>
    `${open.repeat(levels)}${inner}${close.repeat(levels)}`
  const post = (fields: string, fence = '---'): string => `${fence}\n${fields}\n${fence}\n\n${prose}\n`
  const record = (value: string): string => `{"id":"x","title":"桥","text":"${prose}","more":${value}}`
  const files = {
    'flow.md': post(`title: 桥\nmore: ${nested('[', ']')}`),
    'block.md': post(`title: 桥\nmore:\n ${'- '.repeat(levels)}x`),
    'table.md': post(`title = "桥"\nmore = ${nested('[', ']')}`, '+++'),
    'quote.md': `${'> '.repeat(levels)}${prose}\n\n${'[a'.repeat(levels)}\n\n${'**a '.repeat(2000)}`,
    'unmatched.html': `<main>${'<div></x>'.repeat(levels)}${prose}</main>`,
    'items.html': `<main>${'<p><li>'.repeat(levels)}${prose}</main>`,
    'page.html': `<html><head><script type="application/ld+json">${nested('{"@graph":[', ']}', '1')}</script></head><body>${nested('<div><p>', '</p></div>')}<p>${prose}</p></body></html>`,
    'deep.json': record(nested('[', ']')),
    'deep.jsonl': `${record(nested('{"a":', '}', '1'))}\n${record(nested('[', ']'))}\n`,
    'feed.xml': `<rss><channel><item><title>桥</title><description>${prose}</description>${nested('<b>', '</b>')}</item></channel></rss>`,
    'wide.csv': `text,${'x,'.repeat(levels)}y\n${prose},${','.repeat(levels)}z\n`,
    'open.csv': `title,text\n"桥,${prose}\n${`山,${prose}\n`.repeat(levels)}`,
  }
  it('gives byte-identical files whatever --jobs and the size of the stack', () => {
    const sources = createSources(files)
    const runs = [
      ['1', '984'],
      ['2', '984'],
      ['1', '400'],
      ['2', '400'],
      ['1', '3500'],
    ] as const
    const results = runs.map(([jobs, stack]) => {
      const dir = join(sources.path, `.index-${jobs}-${stack}`)
      const program = [`--stack-size=${stack}`, cliPath, 'index', sources.path, '--index', dir, '--jobs', jobs]
      const { status, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8' })
      return { dir, status, stderr }
    })
    const [first, ...others] = results
    // Some of these sources are nested too deeply to be read, and are told.
    expect(first!.status).toBe(2)
    expect(first!.stderr).not.toMatch(/stack|RangeError|JSON/)
    const expected = filesIn(first!.dir)
    for (const other of others) {
      expect(other.stderr).toBe(first!.stderr)
      const found = filesIn(other.dir)
      expect([...found.keys()]).toEqual([...expected.keys()])
      for (const [name, bytes] of expected) expect(found.get(name)!.equals(bytes), `${other.dir} ${name}`).toBe(true)
    }
  }, 120_000)
})

describe('tasks in this thread', () => {
  const unitsOf = (sources: Sources, name: string, count: number) =>
    Array.from({ length: count }, () => ({
      path: name,
      absolute: join(sources.path, name),
      start: 0,
      end: 1000,
      startLine: 1,
      mtimeMs: 0,
      whole: true,
      isLineWise: true,
      isChanged: false,
    }))

  it('run one after the other, so that memory holds one batch; a failure ends those that wait', async () => {
    const sources = createSources({ 'x.jsonl': jsonLines(300, 3) })
    const runner = new TaskRunner(1, undefined, { ...nodeFileSystem })
    const order: number[] = []
    const task = (output: string) => ({
      units: unitsOf(sources, 'x.jsonl', 12),
      output: join(sources.path, output),
      analyzer: { tokenizer: 'bigram', lexicon: '' } as const,
      clean: false,
      known: new Map(),
      repeatedLines: new Map(),
    })
    const outputs = ['1.seg', '2.seg', 'no-such-folder/3.seg', '4.seg']
    const work = outputs.map((output, i) => runner.build(task(output), () => order.push(i)))
    const outcomes = await Promise.allSettled(work)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
    expect(order).toEqual([...order].sort())
    expect(order.filter((i) => i === 3)).toEqual([])
    expect(nodeFileSystem.list(sources.path)).toEqual(['1.seg', '2.seg', 'x.jsonl'])
    await runner.close()
  })
})
