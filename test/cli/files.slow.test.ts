/** What the file system may do to a run: nothing lost, nothing waited for, one line that says it. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cliPath, runCli, runShell, temporaryFolder } from '../support/cli.js'
import { countFound } from '../support/found.js'

const folder = temporaryFolder()
afterAll(folder.remove)
const run = (...args: string[]) => runCli([...args, '--lang', 'en'], { cwd: folder.path })

function write(path: string, text: string): void {
  const target = join(folder.path, path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, text)
}

describe.skipIf(process.platform === 'win32')('files given by name', () => {
  it('are refused at once where they are no files: devices, pipes, folders', async () => {
    write('articles/a.md', '渡口的船夫')
    execFileSync('mkfifo', [join(folder.path, 'pipe')])
    await run('index', 'articles')
    for (const path of ['/dev/zero', 'pipe', 'articles']) {
      const given =
        /^xunzhang: .*: the (lexicon|synonym file) cannot be read(?:: not a regular file)?\. Check the path .*\n$/
      const lexicon = await run('index', 'articles', '--index', 'other', '--lexicon', path)
      expect(lexicon).toMatchObject({ status: 2, stderr: expect.stringMatching(given) as string })
      const synonyms = await run('search', '船夫', '--synonyms', path)
      expect(synonyms).toMatchObject({ status: 2, stderr: expect.stringMatching(given) as string })
    }
  })
})

describe.skipIf(process.platform === 'win32')('a process that may open few files', () => {
  it('says so in one line, and neither the index nor the taught words lose anything', async () => {
    for (let i = 0; i < 30; i++) write(`many/${i}/a.md`, `第${i}条船在渡口等了一夜`)
    await run('index', 'many', '--index', 'limited')
    await run('lexicon', 'add', '等了一夜', '--index', 'limited')
    const seen = new Set<string>()
    // One more file at a time, until all three commands have as many as they need.
    for (let [limit, done] = [16, 0]; done < 3 && limit <= 40; limit++) {
      done = 0
      write('many/0/a.md', `第${limit}次改过的船在渡口`)
      for (const args of [
        'index many --index limited',
        'index many --index limited --force',
        'search 船 --count --index limited',
      ]) {
        const { status, stderr } = await runShell(`ulimit -n ${limit}; $XUNZHANG ${args} --lang en`, {
          cwd: folder.path,
        })
        // Below some limit Node itself does not start.
        if (status !== 0 && !stderr.startsWith('xunzhang:')) continue
        seen.add(status === 0 ? 'done' : 'refused')
        if (status === 0) {
          done++
          continue
        }
        expect(stderr).toMatch(/^xunzhang: [^\n]*too many files are open\. Raise the limit [^\n]*\n$/)
        expect(await countFound(join(folder.path, 'limited'), '船')).toBe(30)
      }
    }
    expect([...seen].sort()).toEqual(['done', 'refused'])
    expect((await run('lexicon', 'list', '--index', 'limited')).stdout).toBe('等了一夜\n')
    expect((await run('check', '--index', 'limited')).status).toBe(0)
  }, 120_000)
})

describe('a program whose data is incomplete', () => {
  it('names the missing file, and neither indexes nor searches otherwise', async () => {
    write('articles/a.md', '渡口的船夫')
    await run('index', 'articles', '--index', 'whole')
    const dist = join(folder.path, 'dist')
    cpSync(dirname(cliPath), dist, { recursive: true })
    symlinkSync(join(dirname(dirname(cliPath)), 'node_modules'), join(folder.path, 'node_modules'))
    rmSync(join(dist, 'data', 'lexicon.bin'))
    const program = `"${process.execPath}" "${join(dist, 'cli.cjs')}"`
    for (const args of ['index articles --index fresh', 'search 船夫 --index whole']) {
      const { status, stderr } = await runShell(`${program} ${args} --lang en`, { cwd: folder.path })
      expect(stderr).toMatch(
        /^xunzhang: .*lexicon\.bin: a data file of xunzhang is missing\. Install xunzhang again; .*\n$/,
      )
      expect(status).toBe(2)
    }
  })
})
