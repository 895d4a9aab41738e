import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandNames } from '../../src/fronts/cli/command-names.js'
import { operators as listed } from '../../src/fronts/messages/en/manual.js'
import { resultFormats } from '../../src/base/options/rows.js'
import { KINDS } from '../../src/source/formats/kinds.js'
import { projectRoot, runCli, runProgram, temporaryFolder } from '../support/cli.js'

const operators = Object.values(listed).map(([written, example]) => ({ written, example }))
const folder = temporaryFolder()
const run = (...args: string[]) => runCli(args, { cwd: folder.path })
const output = async (...args: string[]) => {
  const { status, stdout, stderr } = await run(...args)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}
const has = (program: string) => spawnSync(program, ['--version']).error === undefined
beforeAll(async () => {
  expect((await run('index', join(projectRoot, 'corpus'))).status).toBe(0)
})
afterAll(folder.remove)

describe('help query', () => {
  it('names every operator in both languages, with an example that finds something', async () => {
    const [english, chinese] = [await output('help', 'query'), await output('help', 'query', '--lang', 'zh')]
    for (const { written, example } of operators) {
      for (const text of [english, chinese]) {
        expect(text).toContain(`  ${written} `)
        expect(text).toContain(`  ${example} `)
      }
    }
    const asked = { cwd: folder.path, input: operators.map(({ example }) => `${example}\n`).join('') }
    const { status, stdout, stderr } = await runCli(['search', '--batch', '-', '--count', '--json'], asked)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const answers = stdout.trimEnd().split('\n')
    expect(answers).toHaveLength(operators.length)
    for (const [i, { example }] of operators.entries())
      expect([example, JSON.parse(answers[i]!)]).toEqual([example, expect.not.objectContaining({ total: 0 })])
  })

  it('finds with an operator other articles than with its words alone', async () => {
    const count = async (query: string) => Number((await run('search', '--count', '--', query)).stdout)
    expect(await count('核桃 NEAR/20 贸易')).toBeLessThan(await count('核桃 贸易'))
    expect(await count('unicod~')).toBeGreaterThan(await count('unicod'))
    expect(await count('核桃 -账本')).toBeLessThan(await count('核桃 账本'))
  })
})

describe('help formats', () => {
  it('names every kind of file that is read and every format that is printed', async () => {
    for (const text of [await output('help', 'formats'), await output('help', 'formats', '--lang', 'zh')]) {
      for (const { extensions } of KINDS) expect(text).toContain(extensions.join(' '))
      for (const name of resultFormats) expect(text).toMatch(new RegExp(`^  ${name} `, 'm'))
      expect(text).toContain('UTF-16')
      expect(text).not.toContain('undefined')
    }
  })
})

describe('completions', () => {
  const loaded = join(folder.path, 'loaded.bash')
  beforeAll(async () => writeFileSync(loaded, await output('completions', 'bash')))
  const complete = (...words: string[]) => {
    const script = `source '${loaded}'
      COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      _xunzhang; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: folder.path })
    expect(stderr).toBe('')
    return stdout.trimEnd().split('\n')
  }

  it('bash offers commands, options, values and files', () => {
    writeFileSync(join(folder.path, 'words.txt'), '')
    expect(complete('xunzhang', 'sea')).toEqual(['search'])
    expect(complete('xunzhang', '').sort()).toEqual(commandNames.filter((name) => name !== 'help').sort())
    expect(complete('xunzhang', 'search', '--fo')).toEqual(['--format', '--fold'])
    expect(complete('xunzhang', 'search', '--format', 'n')).toEqual(['ndjson'])
    expect(complete('xunzhang', 'search', '--format', '=', 'cs')).toEqual(['csv'])
    expect(complete('xunzhang', 'search', '--fields', 'id,ti')).toEqual(['id,title'])
    expect(complete('xunzhang', 'search', '--synonyms', 'wo')).toEqual(['words.txt'])
    expect(complete('xunzhang', 'search', '-i', 'ind')).toEqual(['index'])
    expect(complete('xunzhang', 'completions', 'z')).toEqual(['zsh'])
    expect(complete('xunzhang', 'lexicon', 's')).toEqual(['suggest'])
  })

  it('bash offers without a command the options of the terminal UI, which then runs, and their values', () => {
    expect(complete('xunzhang', '--pr')).toEqual(['--print'])
    expect(complete('xunzhang', '--print', '')).toEqual(['path', 'line', 'id', 'json', 'citation'])
    expect(complete('xunzhang', '--print', '=', 'c')).toEqual(['citation'])
    expect(complete('xunzhang', '-i', 'index', '--lang', 'z')).toEqual(['zh'])
    expect(complete('xunzhang', '--format', 'cs')).toEqual([''])
  })

  it.each(['bash', 'zsh', 'fish'])('%s offers every command and every option', async (shell) => {
    const text = await output('completions', shell)
    for (const name of commandNames) if (name !== 'help') expect(text).toContain(name)
    for (const option of ['files-with-matches', 'absolute', 'quiet', 'no-color', 'sort']) expect(text).toContain(option)
    expect(text).not.toContain('undefined')
  })

  for (const [shell, args] of [
    ['bash', ['-n']],
    ['zsh', ['-n']],
    ['fish', ['--no-execute']],
  ] as const) {
    it.skipIf(!has(shell))(
      `${shell} reads its script without complaint (skipped where it is not installed)`,
      async () => {
        const path = join(folder.path, `completion.${shell}`)
        writeFileSync(path, await output('completions', shell))
        expect(await runProgram(shell, [...args, path])).toMatchObject({ status: 0, stderr: '' })
      },
    )
  }

  it('name the shells where none is given', async () => {
    expect((await run('completions')).stderr).toMatch(/completions with one of bash, zsh, fish/)
    expect((await run('completions', 'tcsh')).status).toBe(2)
  })
})

describe('man', () => {
  it('prints a page with every command, option, operator and format', async () => {
    for (const lang of ['en', 'zh']) {
      const page = await output('man', '--lang', lang)
      expect(page).toMatch(/^\.TH XUNZHANG 1 "" "xunzhang \d/)
      for (const name of commandNames) if (name !== 'help') expect(page).toContain(`.SS xunzhang ${name}`)
      for (const option of ['files\\-with\\-matches', 'no\\-color', 'write\\-consistency'])
        expect(page).toContain(option)
      for (const { example } of operators)
        expect(page).toContain(example.replaceAll('\\', '\\e').replaceAll('-', '\\-'))
      expect(page).not.toContain('undefined')
    }
  })

  it.skipIf(!has('groff'))('is well-formed (skipped without groff)', async () => {
    const path = join(folder.path, 'xunzhang.1')
    writeFileSync(path, await output('man'))
    const { status, stdout, stderr } = await runProgram('groff', ['-man', '-Tutf8', '-k', '-ww', path])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('XUNZHANG(1)')
  })

  it('comes with the package', async () => {
    const { stdout } = await runProgram('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: projectRoot,
    })
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }]
    expect(files.map(({ path }) => path)).toContain('dist/man/xunzhang.1')
  })
})
