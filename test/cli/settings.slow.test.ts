/** Options of commands in the settings file. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot, runCli, temporaryFolder } from '../support/cli.js'

const folder = temporaryFolder()
const home = join(folder.path, 'home')
const file = join(home, '.config', 'xunzhang', 'config.yaml')
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  runCli(args, { cwd: folder.path, env: { HOME: home, ...env } })
const settings = (text: string): void => writeFileSync(file, text)

beforeAll(async () => {
  mkdirSync(join(home, '.config', 'xunzhang'), { recursive: true })
  expect((await run(['index', join(projectRoot, 'corpus'), '--quiet'])).status).toBe(0)
})
afterEach(() => rmSync(file, { force: true }))
afterAll(folder.remove)

const lines = (text: string): number => text.trimEnd().split('\n').length

describe('options in the settings file', () => {
  it('are taken as if they were typed; what is typed wins; --no-settings takes none', async () => {
    settings('commands:\n  search: { limit: 2, fields: "path", quiet: true }\n')
    const two = await run(['search', '茶 | 核桃'])
    expect([lines(two.stdout), two.stderr]).toEqual([2, ''])
    expect(lines((await run(['search', '茶 | 核桃', '-n3'])).stdout)).toBe(3)
    expect((await run(['search', '茶 | 核桃', '--no-settings', '-n1'])).stdout).toContain('\n   …')
  })

  it('for all commands reach those that have them, and the command has the last word', async () => {
    settings(
      'commands:\n  all: { lang: zh, json: true, limit: 1 }\n  search: { limit: 3, json: false, fields: [path] }\n',
    )
    expect(lines((await run(['search', '茶 | 核桃'])).stdout)).toBe(3)
    expect(JSON.parse((await run(['stats'])).stdout)).toHaveProperty('articles')
    expect((await run(['help'])).stdout).toContain('用法')
    expect((await run(['help', '--lang', 'en'])).stdout).toContain('Usage')
    expect((await run(['search', '--limti'])).stderr).toContain('没有')
  })

  it('name an index at home, which the environment precedes', async () => {
    settings('commands: { all: { index: ~/none } }\n')
    const missing = await run(['search', '茶'])
    expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining(join(home, 'none'))])
    expect((await run(['search', '茶', '--count'], { XUNZHANG_INDEX: 'index' })).status).toBe(0)
    expect((await run(['search', '茶', '--count', '--index', 'index'])).status).toBe(0)
  })

  it('stand beside those of the terminal UI', async () => {
    settings('theme: dark\nkeys: { open: enter }\ncommands: { search: { count: true } }\n')
    expect((await run(['search', '茶'])).stdout).toMatch(/^\d+\n$/)
  })

  it.each([
    ['search: 1', /config\.yaml:1: unknown setting search\. Use one of theme, .*commands/],
    ['commands:\n  serach: {}', /config\.yaml:2: unknown setting serach\. Use one of all, .*search/],
    ['commands:\n  search:\n    limti: 5', /config\.yaml:3: unknown setting limti\. Use one of .*limit/],
    ['commands:\n  all:\n    limti: 5', /config\.yaml:3: unknown setting limti/],
    ['commands:\n  search:\n    limit: many', /config\.yaml:3: .*--limit.*many/],
    ['commands:\n  search:\n    json: 1', /config\.yaml:3: json must be one of true, false/],
    ['commands:\n  search:\n    sort: [date, score]', /config\.yaml:3: sort must be one value/],
    ['commands:\n  search:\n    match: up', /config\.yaml:3: .*--match.*up/],
    ['commands:\n  search: 5', /config\.yaml:2: search must be names with values/],
    ['commands: [', /config\.yaml:\d+: /],
  ])('that are wrong end the command with their line: %j', async (text, said) => {
    settings(text)
    const { status, stdout, stderr } = await run(['search', '茶'])
    expect([status, stdout, lines(stderr)]).toEqual([2, '', 1])
    expect(stderr).toMatch(said)
  })

  it('are explained by help settings and docs/SETTINGS.md, in settings that are read', async () => {
    const { stdout } = await run(['help', 'settings'])
    const example = stdout.slice(stdout.indexOf('  commands:'), stdout.indexOf('\n\nThey count'))
    const inDocs = /```yaml\n([^]*?)```/.exec(readFileSync(join(projectRoot, 'docs/SETTINGS.md'), 'utf8'))![1]!
    expect(inDocs.replace(/ +#.*$/gm, '').trimEnd()).toBe(example.replace(/^ {2}/gm, '').trimEnd())
    settings(inDocs)
    const found = await run(['search', '核桃', '--index', 'index'])
    expect([found.status, found.stderr]).toEqual([0, expect.not.stringContaining('config.yaml')])
    expect(found.stdout).toContain('作者')
  })
})
