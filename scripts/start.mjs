/**
 * `npm start`: indexes corpus/ into index/, then opens the terminal UI, or prints a sample search without a terminal.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const sampleQuery = '"阿尔曼别托夫"'

function xunzhang(...args) {
  const { status, signal } = spawnSync(process.execPath, ['dist/cli.cjs', ...args], { cwd: root, stdio: 'inherit' })
  return signal === null ? status : 1
}

const indexed = xunzhang('index', 'corpus', '--index', 'index')
if (indexed !== 0) process.exit(indexed)
if (process.stdin.isTTY && process.stdout.isTTY) process.exit(xunzhang('tui', '--index', 'index'))
console.log(`\nxunzhang search '${sampleQuery}'\n`)
process.exit(xunzhang('search', sampleQuery, '--index', 'index'))
