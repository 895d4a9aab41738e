import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { TokenizedTerm } from '../../src/library/types.js'
import { cliPath, runCli, type RunOptions } from '../support/cli.js'

const tokenize = (args: readonly string[], options: RunOptions = {}) => runCli(['tokenize', ...args], options)

describe('tokenize', () => {
  it('prints terms with their kinds at offsets of the text', async () => {
    const text = '我在银行工作，用5G手机。'
    const { status, stdout } = await tokenize([text, '--json'])
    expect(status).toBe(0)
    const { tokens } = JSON.parse(stdout) as { tokens: TokenizedTerm[] }
    expect(tokens).toContainEqual({ term: '银行', kind: 'word', start: 2, end: 4 })
    expect(tokens.some(({ kind }) => kind === 'bigram')).toBe(true)
    for (const { term, start, end } of tokens) expect(text.slice(start, end).normalize('NFKC').toLowerCase()).toBe(term)
  })

  it('reads standard input where no text is given, and prints lines for people', async () => {
    const { stdout } = await tokenize([], { input: '银行' })
    expect(stdout).toMatch(/^银行\tword\t0-2$/m)
  })

  it('--words prints one line for each line, empty ones too, words joined by one blank', async () => {
    const { stdout } = await tokenize(['--words'], { input: '我在银行工作\n\n他来到渡口\n' })
    expect(stdout).toBe('我 在 银行 工作\n\n他 来到 渡口\n')
  })

  it('--words streams: millions of characters, the first before the last is there', async () => {
    const line = '我在银行工作，他来到渡口，看见桥面上的人群。\n'
    const lines = 200_000
    const child = spawn(process.execPath, [cliPath, 'tokenize', '--words'])
    onTestFinished(() => void child.kill('SIGKILL'))
    child.stdin.write(line.repeat(lines / 2))
    const [first] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
    child.stdin.end(line.repeat(lines / 2))
    let stdout = first
    for await (const piece of child.stdout) stdout += piece as string
    expect(stdout.length).toBeGreaterThan(line.length * lines)
    expect(stdout.split('\n')).toHaveLength(lines + 1)
  })

  it('cuts by another tokenizer when asked', async () => {
    const { stdout } = await tokenize(['银行家', '--tokenizer', 'bigram', '--json'])
    const { tokens } = JSON.parse(stdout) as { tokens: TokenizedTerm[] }
    expect(tokens.map(({ term }) => term)).toEqual(expect.arrayContaining(['银行', '行家']))
  })

  it('refuses an unknown tokenizer or a missing lexicon in one line', async () => {
    expect(await tokenize(['x', '--tokenizer', 'nativ'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/Did you mean native\?\n$/) as string,
    })
    expect(await tokenize(['x', '--lexicon', 'no-such-file'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^xunzhang: [^\n]*no-such-file[^\n]*\n$/) as string,
    })
  })
})
