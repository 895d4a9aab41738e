import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cliPath, hasScript, runCli, runInTerminal, runProgram, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
beforeAll(async () => {
  writeFiles(join(folder.path, 'corpus'), sampleFiles)
  expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
})
afterAll(folder.remove)

const why = hasScript ? '' : ' (skipped: the program "script" of util-linux is not here)'

describe.skipIf(!hasScript)(`on a terminal${why}`, () => {
  const type = (line: string, env: Record<string, string> = {}) => runInTerminal(line, { cwd: folder.path, env })

  it('search lights up the marks', async () => {
    const { stdout } = await type('$XUNZHANG search 银行')
    expect(stdout).toContain('\x1b[7m银行\x1b[27m')
    expect(stdout).toContain('\x1b[1m')
  })

  it('NO_COLOR and --color never keep text plain, JSON is plain anyway', async () => {
    expect((await type('$XUNZHANG search 银行', { NO_COLOR: '1' })).stdout).not.toContain('\x1b[')
    expect((await type('$XUNZHANG search 银行 --color never')).stdout).not.toContain('\x1b[')
    expect((await type('$XUNZHANG search 银行 --json')).stdout).not.toContain('\x1b[')
  })

  it('index draws a progress line and takes it away again', async () => {
    const { stdout } = await type('$XUNZHANG index --force')
    expect(stdout).toMatch(/\r\x1b\[K(scanning|reading|merging|writing)/)
    expect(stdout).toMatch(/\r\x1b\[K5 articles in index/)
  })

  it('index draws none with standard error elsewhere, nor through a pipe', async () => {
    expect((await type('$XUNZHANG index --force 2>/dev/null')).stdout).not.toContain('\x1b[')
    expect((await runCli(['index', '--force'], { cwd: folder.path })).stderr).toBe('')
  })
})

describe('through pipes', () => {
  it('text is plain, but coloured with --color always', async () => {
    expect((await runCli(['search', '银行'], { cwd: folder.path })).stdout).not.toContain('\x1b')
    expect((await runCli(['search', '银行', '--color', 'always'], { cwd: folder.path })).stdout).toContain(
      '\x1b[7m银行',
    )
  })

  it('the bare program prints its help and exits 2', async () => {
    const { status, stdout, stderr } = await runCli([], { cwd: folder.path })
    expect(status).toBe(2)
    expect(stdout + stderr).toMatch(/Usage: xunzhang COMMAND/)
    expect(stdout).not.toContain('\x1b')
  })
})

describe('the terminal UI without a terminal', () => {
  it.each([['tui'], ['demo']])('%s says what to do instead, status 2', async (command) => {
    const { status, stderr } = await runProgram('setsid', ['--wait', process.execPath, cliPath, command], {
      cwd: folder.path,
    })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^xunzhang: .*there is no terminal\..*xunzhang search.*\n$/)
  })
})

describe('options of every command', () => {
  const run = (...args: string[]) => runCli(args, { cwd: folder.path })

  it('short ones may be written together, with their value attached, also before the command', async () => {
    expect((await run('search', '银行', '-n1', '--format', 'tsv')).stdout).toMatch(/^1\t[^\n]+\n$/)
    expect((await run('search', '银行', '-cn1')).stdout).toBe('2\n')
    expect((await run('-iindex', 'search', '银行', '-c')).stdout).toBe('2\n')
    expect((await run('--quiet', '--no-color', '-i', 'index', 'search', '银行', '-c')).stdout).toBe('2\n')
  })

  it('--no-color is --color never', async () => {
    expect((await run('search', '银行', '--color', 'always', '--no-color')).stdout).not.toContain('\x1b')
  })

  it('--quiet leaves out figures and hints, never errors', async () => {
    expect((await run('search', '银行')).stderr).not.toBe('')
    expect(await run('search', '银行', '--quiet')).toMatchObject({ status: 0, stderr: '' })
    expect(await run('search', '"骆驼祥子"', '-q')).toMatchObject({ status: 1, stdout: '', stderr: '' })
    expect(await run('index', '-q')).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect((await run('index', '-q', '--json')).stdout).toMatch(/^\{/)
    expect((await run('search', '(', '-q')).stderr).toMatch(/^xunzhang: /)
  })
})

describe('help and version', () => {
  it.each([[['help']], [['--help']], [['-h']]])('%j prints the general help, status 0', async (args) => {
    const { status, stdout } = await runCli(args)
    expect(status).toBe(0)
    expect(stdout).toMatch(/^ {2}search +print the best/m)
  })

  it.each([[['help', 'search']], [['search', '--help']], [['search', 'x', '-h']]])(
    '%j explains search',
    async (args) => {
      const { status, stdout } = await runCli(args)
      expect(status).toBe(0)
      expect(stdout).toMatch(/^Usage: xunzhang search \[QUERY…\]\n/)
      expect(stdout).toContain('--batch FILE|-')
    },
  )

  it('takes the options of every command, and no others', async () => {
    for (const args of [
      ['--lang', 'zh', 'search'],
      ['search', '--lang=zh'],
    ]) {
      expect((await runCli(['help', ...args])).stdout).toMatch(/^用法: xunzhang search/)
    }
    expect(await runCli(['help', '--lnag', 'zh'])).toMatchObject({
      status: 2,
      stderr: 'xunzhang: unknown option --lnag. Did you mean --lang?\n',
    })
  })

  it('prints the version', async () => {
    expect(await runCli(['--version'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^xunzhang \d+\.\d+\.\d+\n$/) as string,
    })
    expect((await runCli(['version'])).status).toBe(0)
  })

  it('guesses a mistyped command', async () => {
    expect(await runCli(['serach', 'x'])).toMatchObject({
      status: 2,
      stderr: 'xunzhang: unknown command "serach". Did you mean "xunzhang search"?\n',
    })
    expect((await runCli(['help', 'chek'])).stderr).toMatch(/xunzhang check/)
    expect((await runCli(['银行'])).status).toBe(2)
  })
})
