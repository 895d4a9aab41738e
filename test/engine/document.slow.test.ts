/** docs/ENGINE.md and a part of docs/LIBRARY.md, run as they stand: each block that begins with a comment naming its file. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectRoot, runCli, temporaryFolder } from '../support/cli.js'

const folder = temporaryFolder()
afterAll(folder.remove)
const page = ['ENGINE', 'LIBRARY'].map((name) => readFileSync(join(projectRoot, `docs/${name}.md`), 'utf8')).join('\n')
mkdirSync(join(folder.path, 'node_modules'))
symlinkSync(projectRoot, join(folder.path, 'node_modules/xunzhang'))
for (const [, name, code] of page.matchAll(/```js\n\/\/ (\w+\.mjs)\n([^]*?)```/g))
  writeFileSync(join(folder.path, name!), code!)

const run = (name: string): string => execFileSync(process.execPath, [name], { cwd: folder.path, encoding: 'utf8' })

test('the first example prints what it finds, and the command line searches its index', async () => {
  expect(run('first.mjs')).toBe("2 [ '<mark>渡口</mark>的旧桥', '夜市里的银行' ]\n[ '林舟' ]\n")
  const { stdout } = await runCli(['search', '渡口', '--index', 'notes-index', '--json'], { cwd: folder.path })
  expect((JSON.parse(stdout) as { total: number }).total).toBe(2)
})

test('the others do what the page says', () => {
  expect(run('pages.mjs')).toBe(
    '[ 5, 5, 2 ] {"author":[{"value":"周渔","count":13},{"value":"林舟","count":12}]}\n25\n',
  )
  expect(run('typing.mjs')).toBe('undefined 1\n')
  expect(run('words.mjs')).toBe('1\n')
  expect(run('tokenizer.mjs')).toBe("[ '1', '2' ] 1\n")
  expect(run('tools.mjs')).toBe("1 [ '1', '2' ] 2\n")
  expect(run('storage.mjs')).toBe("[ '1.files', '2.seg', 'manifest.json' ]\n")
  writeFileSync(join(folder.path, 'imports.mjs'), "console.log(typeof (await import('./browser.mjs')).openNotes)")
  expect(run('imports.mjs')).toBe('function\n')
})
