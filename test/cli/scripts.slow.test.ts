import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot, runProgram, type RunResult, temporaryFolder } from '../support/cli.js'

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
  const folder = temporaryFolder()
  // Each is tried by an npm of its own.
  const names = ['@node-rs/jieba', 'minisearch', 'hexo', 'vite', 'node-22', 'opensearch']
  let ran: RunResult
  beforeAll(async () => {
    for (const name of ['scripts/peers.mjs', 'scripts/peers-programs.mjs', 'test/cluster/support/OsNode.java']) {
      mkdirSync(join(folder.path, name, '..'), { recursive: true })
      copyFileSync(join(projectRoot, name), join(folder.path, name))
    }
    const env = { ...offline, npm_config_cache: join(folder.path, 'cache') }
    ran = await runProgram(process.execPath, ['scripts/peers.mjs', ...names], { cwd: folder.path, env })
  })
  afterAll(folder.remove)

  it('leaves out what it cannot fetch, in one line each, and exits 0', () => {
    expect(ran.status).toBe(0)
    const lines = ran.stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(names.length)
    for (const line of lines) expect(line).toMatch(/: left out, /)
  })

  it('keeps its versions out of the lock file of the product', () => {
    const lock = readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')
    for (const name of ['better-sqlite3', '@orama/orama', 'opensearch'])
      expect(lock).not.toContain(`node_modules/${name}"`)
  })
})
