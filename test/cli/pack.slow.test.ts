import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot, runProgram, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
afterAll(folder.remove)

const npm = (args: readonly string[], cwd: string) =>
  spawnSync('npm', args, { cwd, encoding: 'utf8', timeout: 100_000 })

interface Packed {
  readonly files: readonly string[]
  /** In bytes, compressed. */
  readonly size: number
  readonly failure?: string
}

function install(): Packed {
  const packed = npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder.path], projectRoot)
  const [{ filename, files, size }] = JSON.parse(packed.stdout) as [
    { filename: string; files: { path: string }[]; size: number },
  ]
  writeFileSync(join(folder.path, 'package.json'), '{"private":true}')
  const installed = npm(
    ['install', '--omit=dev', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', `./${filename}`],
    folder.path,
  )
  const names = files.map(({ path }) => path)
  return installed.status === 0 ? { files: names, size } : { files: names, size, failure: installed.stderr }
}

const { files, size, failure } = install()
const isOffline = failure !== undefined && /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET|network/.test(failure)

describe('the packed package', () => {
  it('holds what runs and what explains, and nothing else', () => {
    for (const name of [
      'dist/cli.cjs',
      'dist/index.js',
      'dist/thread.cjs',
      'dist/types/index.d.ts',
      'README.md',
      'LICENSE',
      'docs/SEARCH.md',
    ])
      expect(files).toContain(name)
    expect(
      files.filter((name) => !/^(dist|data|docs)\/|^(LICENSE|[A-Z-]+\.md|README\.zh-CN\.md|package\.json)$/.test(name)),
    ).toEqual([])
  })

  const attw = join(projectRoot, '.peers/node_modules/@arethetypeswrong/cli/dist/index.js')
  const withoutIt = existsSync(attw) ? '' : ' (skipped: npm run peers brings what reads them)'
  // The engine is a module alone; programs that `require` have the library.
  const entries = [
    { what: 'the library', only: ['--exclude-entrypoints', './engine', './engine/node'] },
    { what: 'the engine', only: ['--profile', 'esm-only', '--entrypoints', './engine', './engine/node'] },
  ]
  it.skipIf(withoutIt).each(entries)(
    `has types that are right for every way of importing $what${withoutIt}`,
    ({ only }) => {
      const name = readdirSync(folder.path).find((file) => file.endsWith('.tgz'))!
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [attw, join(folder.path, name), '--no-emoji', ...only],
        { encoding: 'utf8' },
      )
      expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' })
    },
  )

  it('is at most 7 MB in 150 files, maps of the source not counted', () => {
    expect(size).toBeLessThanOrEqual(7e6)
    expect(files.filter((name) => !name.endsWith('.map')).length).toBeLessThanOrEqual(150)
  })
})

describe.skipIf(isOffline)(
  `the installed package${isOffline ? ' (skipped: the registry cannot be reached)' : ''}`,
  () => {
    it('installs without scripts or development packages', () => {
      expect(failure).toBeUndefined()
    })

    it('is small without nodejieba: at most 45 packages and 35 MB, one file of types for each entry', () => {
      const packages = npm(['ls', '--all', '--parseable'], folder.path).stdout.trim().split('\n')
      expect(packages.length - 1).toBeLessThanOrEqual(45)
      const names = readdirSync(join(folder.path, 'node_modules'), { recursive: true, withFileTypes: true })
      const sizes = names.filter((one) => one.isFile()).map((one) => statSync(join(one.parentPath, one.name)).size)
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(35e6)
      expect(files.filter((name) => name.endsWith('.d.ts')).sort()).toEqual(
        ['engine-node', 'engine', 'index'].map((entry) => `dist/types/${entry}.d.ts`),
      )
    })

    it('indexes and searches by npx', async () => {
      writeFiles(join(folder.path, 'corpus'), sampleFiles)
      const place = { cwd: folder.path }
      const indexed = await runProgram('npx', ['--no-install', 'xunzhang', 'index', '--json'], place)
      expect(indexed).toMatchObject({ status: 0 })
      expect(JSON.parse(indexed.stdout)).toMatchObject({ articles: 5, failed: 0 })
      const found = await runProgram('npx', ['--no-install', 'xunzhang', 'search', '"阿尔丹别科夫"', '--count'], place)
      expect(found).toMatchObject({ status: 0, stdout: '2\n' })
    })

    it('is a library too, for ES modules and for CommonJS', async () => {
      const use = `openIndex('index').then((index) => index.search('"望远镜"')).then(({ total }) => console.log(total))`
      for (const [type, code] of [
        ['module', `import { openIndex } from 'xunzhang'; ${use}`],
        ['commonjs', `const { openIndex } = require('xunzhang'); ${use}`],
      ] as const) {
        const ran = await runProgram(process.execPath, [`--input-type=${type}`, '-e', code], { cwd: folder.path })
        expect(ran, type).toMatchObject({ status: 0, stdout: '1\n' })
      }
    })
  },
)
