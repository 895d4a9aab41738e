import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot, runProgram, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
afterAll(folder.remove)
writeFiles(join(folder.path, 'corpus'), sampleFiles)
const place = { cwd: folder.path }

const library = `
  import { buildIndex, openIndex } from ${JSON.stringify(join(projectRoot, 'dist/index.js'))}
  const { articles } = await buildIndex({ paths: ['corpus'], dir: 'by-library' })
  const index = await openIndex('by-library')
  const { total } = await index.search('"渡口"', { facets: ['year'] })
  await index.close()
  console.log(JSON.stringify({ articles, total }))
`

/** The program and the library, on each Node that `npm run peers` brings. */
describe.each(['22', '24'])('on Node %s', (version) => {
  const node = join(projectRoot, `.peers/node_modules/node-${version}/bin/node`)
  const isThere = existsSync(node)
  const reason = isThere ? '' : ' (skipped: npm run peers installs it)'
  const program = join(projectRoot, 'dist/cli.cjs')

  it.skipIf(!isThere)(`the program indexes and searches in several threads${reason}`, async () => {
    const dir = `index-${version}`
    const indexed = await runProgram(node, [program, 'index', 'corpus', '--index', dir, '--jobs', '2', '--json'], place)
    expect(indexed).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(indexed.stdout)).toMatchObject({ articles: 5, failed: 0 })
    const found = await runProgram(node, [program, 'search', '"渡口"', '--index', dir, '--count'], place)
    expect(found).toMatchObject({ status: 0, stdout: '3\n', stderr: '' })
  })

  it.skipIf(!isThere)(`the program survives kept code that is damaged${reason}`, async () => {
    const cache = join(folder.path, `cache-${version}`)
    const tokenize = async () =>
      runProgram(node, [program, 'tokenize', '渡口'], { ...place, env: { XDG_CACHE_HOME: cache } })
    const first = await tokenize()
    const dir = join(cache, 'xunzhang/compiled')
    const path = join(dir, readdirSync(dir)[0]!)
    writeFileSync(
      path,
      readFileSync(path).map((byte, at) => (at > 100 && at % 1000 === 0 ? byte ^ 0xff : byte)),
    )
    expect(await tokenize()).toEqual(first)
    expect(first).toMatchObject({ status: 0, stderr: '' })
  })

  it.skipIf(!isThere)(`the library builds, opens and searches${reason}`, async () => {
    const { status, stdout } = await runProgram(node, ['--input-type=module', '--eval', library], place)
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ articles: 5, total: 3 })
  })
})
