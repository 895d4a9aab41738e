import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cliPath, projectRoot, runProgram, temporaryFolder } from '../support/cli.js'

/** `XUNZHANG_WRITE_DOCS=1 npx vitest run test/cli/cookbook.test.ts` writes what the commands print into the document. */
const writes = process.env['XUNZHANG_WRITE_DOCS'] === '1'
const document = join(projectRoot, 'docs/COOKBOOK.md')

const folder = temporaryFolder()
afterAll(folder.remove)
cpSync(join(projectRoot, 'corpus'), join(folder.path, 'corpus'), { recursive: true })
mkdirSync(join(folder.path, 'bin'))
writeFileSync(join(folder.path, 'bin/xunzhang'), `#!/bin/sh\nexec '${process.execPath}' '${cliPath}' "$@"\n`, {
  mode: 0o755,
})
writeFileSync(
  join(folder.path, 'links.mbox'),
  `From zhou@example.org Mon Mar 14 08:00:00 2022
Subject: 核桃干果贸易备忘录
https://example.org/walnut-memo

From lin@example.org Sat Sep 03 09:30:00 2022
Subject: 商队博物馆的账本
https://example.org/ledgers
`,
)

interface Step {
  readonly command: string
  readonly output: string
}

/** Commands begin with `$ `; what follows up to the next one is what they print, on either output. */
function stepsOf(block: string): Step[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => ({ command: part.slice(0, part.indexOf('\n')), output: part.slice(part.indexOf('\n') + 1) }))
}

const run = async (command: string) => {
  const env = { PATH: `${join(folder.path, 'bin')}:${process.env['PATH']}`, LC_ALL: 'C.UTF-8', TZ: 'UTC' }
  const { stdout } = await runProgram('bash', ['-o', 'pipefail', '-c', `{ ${command}; } 2>&1`], {
    cwd: folder.path,
    env,
  })
  return stdout
}

const text = readFileSync(document, 'utf8')
const sections = text.split(/^## /m).map((section) => ({ title: section.slice(0, section.indexOf('\n')), section }))

describe('docs/COOKBOOK.md', () => {
  it('holds ten jobs', () => {
    expect(sections.length - 1).toBe(10)
  })

  // In order: the first indexes.
  for (const { title, section } of sections) {
    it(`${title}: prints what stands there`, async () => {
      for (const [, block] of section.matchAll(/^```console\n([^]*?)^```$/gm)) {
        let printed = ''
        for (const { command } of stepsOf(block!)) printed += `$ ${command}\n${await run(command)}`
        if (writes)
          writeFileSync(
            document,
            readFileSync(document, 'utf8').replace(block!, () => printed),
          )
        else expect(printed).toBe(block)
      }
    })
  }

  const hasVim = spawnSync('vim', ['--version']).error === undefined
  it.skipIf(!hasVim)("vim's quickfix list holds every hit, at its match (skipped without vim)", async () => {
    await run(`xunzhang search '"阿尔曼别托夫"' --format vimgrep > hits.txt`)
    const script = [
      'set encoding=utf-8 fileencodings=utf-8',
      'cfile hits.txt',
      'let found = []',
      "for entry in getqflist() | execute 'edit' fnameescape(bufname(entry.bufnr)) | call cursor(entry.lnum, entry.col) | call add(found, bufname(entry.bufnr) . ' ' . strpart(getline('.'), col('.') - 1, 18)) | endfor",
      "call writefile(found, 'found.txt')",
      'qall!',
    ]
    writeFileSync(join(folder.path, 'script.vim'), `${script.join('\n')}\n`)
    await runProgram('vim', ['-u', 'NONE', '-N', '-es', '-S', 'script.vim'], { cwd: folder.path })
    const found = readFileSync(join(folder.path, 'found.txt'), 'utf8').trimEnd().split('\n')
    expect(found).toHaveLength(5)
    for (const line of found.filter((one) => !one.includes('.jsonl'))) expect(line).toMatch(/ 阿尔曼别托夫$/)
  })
})
