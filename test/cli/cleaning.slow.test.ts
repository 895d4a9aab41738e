/** What the command line says of blocks that were left out: how many, which strings they hold, and how to keep them. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCli, type TemporaryFolder, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const run = (...args: string[]) => runCli([...args, '--lang', 'en'], { cwd: folder.path })
const sentence = '河水退了以后，码头上只剩下一排没有名字的船，船上的灯整夜亮着，没有人知道是谁点的。'
const credit = '责任编辑：李小河'

it('index counts the blocks, search finds quoted strings in them, and --clean none keeps them from then on', async () => {
  const page = `<html><head><title>渡口</title></head><body><article><h1>渡口</h1>${`<p>${sentence}</p>`.repeat(4)}<p>${credit}</p></article></body></html>`
  writeFiles(folder.path, { 'posts/a.html': page })
  const first = await run('index', 'posts')
  expect(first.stdout).toMatch(/left out 1 block in 1 article: editor line 1.*"xunzhang inspect FILE" shows them\n$/)
  const missed = await run('search', `"${credit}"`)
  expect(missed.status).toBe(1)
  expect(missed.stderr).toMatch(
    /1 article holds it in a block that was left out; .*a\.html.*"index --clean none" keeps it/,
  )
  expect((await run('inspect', 'posts/a.html')).stdout).toMatch(new RegExp(`editor line[^\n]*: ${credit}`))

  expect((await run('index', 'posts', '--clean', 'none')).stdout).not.toContain('left out')
  expect((await run('index')).stdout).toContain('1 file unchanged')
  expect(await run('search', `"${credit}"`)).toMatchObject({
    status: 0,
    stderr: expect.not.stringContaining('left out') as string,
  })
})
