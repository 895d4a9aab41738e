import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cliPath, runCli, type RunOptions, runShell, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
const place: RunOptions = { cwd: folder.path, env: { XUNZHANG_INDEX: join(folder.path, 'index') } }

interface Answer {
  readonly _id: string
  readonly total: number
  readonly tookMs: number
  readonly hits: readonly { readonly id: string; readonly snippet: { readonly text: string } }[]
  readonly error?: string
}

beforeAll(async () => {
  writeFiles(join(folder.path, 'articles'), sampleFiles)
  writeFiles(folder.path, { 'queries.jsonl': '\uFEFF{"_id":"q7","text":"渡口"}\r\n{"_id":8,"text":"望远镜"}\r\n' })
  expect(await runCli(['index', 'articles'], place)).toMatchObject({ status: 0 })
})
afterAll(folder.remove)

const batch = (input: string | Uint8Array, ...args: string[]) =>
  runCli(['search', '--batch', '-', ...args], { ...place, input })
const answers = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)

describe('search --batch', () => {
  it('answers plain lines in order, numbered from 1; blank lines count but are not asked', async () => {
    const { status, stdout, stderr } = await batch('渡口\n\n骆驼祥子传\n望远镜')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(answers(stdout).map(({ _id, total }) => [_id, total])).toEqual([
      ['1', 3],
      ['3', 0],
      ['4', 1],
    ])
    for (const answer of answers(stdout)) expect(Object.keys(answer)).toEqual(['_id', 'total', 'tookMs', 'hits'])
    expect(answers(stdout)[0]!.hits[0]!.snippet.text).toContain('渡口')
  })

  it('reads objects with their ids from a file, byte order mark and CRLF included', async () => {
    const { stdout } = await runCli(['search', '--batch', 'queries.jsonl'], place)
    expect(answers(stdout).map(({ _id, total }) => [_id, total])).toEqual([
      ['q7', 3],
      ['8', 1],
    ])
  })

  it('prints TREC run lines', async () => {
    const { stdout } = await batch('{"_id":"a b","text":"望远镜"}\n渡口\n', '--format', 'trec', '--limit', '2')
    expect(stdout.split('\n').map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'a%20b Q0 feed-1 1',
      expect.stringMatching(/^2 Q0 \S+ 1$/),
      expect.stringMatching(/^2 Q0 \S+ 2$/),
      '',
    ])
  })

  it('takes the options of a single search', async () => {
    const [answer] = answers((await batch('渡口\n', '--sort', 'date', '--limit', '1')).stdout)
    expect(answer).toMatchObject({ total: 3, hits: [{ id: 'notes/bridge.md' }] })
    expect(answers((await batch('渡口\n', '--count')).stdout)[0]).toMatchObject({ total: 3, hits: [] })
    expect(answers((await batch('渡口\n', '--json')).stdout)[0]).toMatchObject({ _id: '1', total: 3 })
  })

  it('exits 1 where no line finds anything', async () => {
    expect((await batch('骆驼祥子传\n')).status).toBe(1)
    expect((await batch('')).status).toBe(1)
  })

  it('tells of a line that is no query, answers the rest, exits 2', async () => {
    const { status, stdout, stderr } = await batch('{"_id":"x"}\n{broken\n渡口\n')
    expect(status).toBe(2)
    expect(stderr).toMatch(/^xunzhang: -:1: not a query.*\nxunzhang: -:2: not a query.*\n$/)
    expect(answers(stdout).map(({ total, error }) => [total, error === undefined])).toEqual([
      [0, false],
      [0, false],
      [3, true],
    ])
  })

  it('reads a query with stray operators as far as it makes sense, and says so', async () => {
    const { status, stdout, stderr } = await batch('渡口 (((\n')
    expect(status).toBe(0)
    expect(answers(stdout)[0]!.total).toBeGreaterThan(0)
    expect(stderr).toMatch(/^xunzhang: -:1: this query was read as far as possible: /)
  })

  it('speaks Chinese to people alone: what stands in the answers is for programs', async () => {
    const vague = await batch('渡口 (((\n', '--lang', 'zh')
    expect(vague.stderr).toMatch(/^xunzhang: -:1：查询有误，已尽量解读：查询第 \d+ 列：.*括号.*\n$/)
    const long = await batch(`${'渡'.repeat(70_000)}\n`, '--lang', 'zh')
    expect(long.status).toBe(2)
    expect(long.stderr).toMatch(/^xunzhang: .*：[^a-z]*\n$/)
    expect(answers(long.stdout)[0]!.error).toMatch(/^[ -~]+$/)
  })

  it('answers at once, so that a program may ask, wait, and ask again', async () => {
    const child = spawn(process.execPath, [cliPath, 'search', '--batch', '-'], {
      cwd: folder.path,
      env: { ...process.env, ...place.env },
    })
    const answer = () =>
      new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())))
    for (const query of ['渡口', '望远镜']) {
      child.stdin.write(`${query}\n`)
      expect(answers(await answer())).toHaveLength(1)
    }
    child.stdin.end()
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
  })

  it('ends quietly when its reader has seen enough', async () => {
    const { stdout, stderr } = await runShell(
      'yes 渡口 | head -20000 | $XUNZHANG search --batch - | head -1; echo ${PIPESTATUS[2]}',
      place,
    )
    expect(stderr).toBe('')
    expect(stdout.trimEnd().split('\n')).toHaveLength(2)
    expect(stdout).toMatch(/\n0\n$/)
  })

  it('tells when its output cannot be written', async () => {
    const { stdout, stderr } = await runShell(
      'yes 渡口 | head -2000 | $XUNZHANG search --batch - > /dev/full; echo $?',
      place,
    )
    expect(stdout).toBe('2\n')
    expect(stderr).toMatch(/^xunzhang: stdout: cannot be written \(ENOSPC.*\n$/)
  })

  it('tells so in Chinese with the punctuation of Chinese', async () => {
    const env = { LANG: 'zh_CN.UTF-8' }
    const { stderr } = await runShell('echo 渡口 | $XUNZHANG search --batch - > /dev/full', { ...place, env })
    expect(stderr).toMatch(/^xunzhang: stdout：无法写入（ENOSPC[^）]*）。请检查路径、权限与剩余空间。\n$/)
  })

  it('needs no more memory for a hundred times the queries', async () => {
    const peak = async (lines: number) => {
      const line = `yes 渡口 | head -${lines} | $XUNZHANG search --batch - --limit 3 > /dev/null`
      const { stderr } = await runShell(
        line.replace(
          '$XUNZHANG',
          '/usr/bin/env node --import "data:text/javascript,process.on(\'exit\',()=>process._rawDebug(process.resourceUsage().maxRSS))" ' +
            cliPath,
        ),
        place,
      )
      return Number(stderr.trim())
    }
    const [few, many] = [await peak(300), await peak(30_000)]
    expect(few).toBeGreaterThan(0)
    expect(many - few).toBeLessThan(100_000)
  })
})
