/** Runs the official conformance suite, which `npm run peers` fetches and which needs Node 22. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../support/cli.js'

const modules = join(projectRoot, '.peers/node_modules')
const suite = join(modules, '@modelcontextprotocol/conformance/dist/index.js')
const newerNode = join(modules, 'node-22/bin/node')
const [major] = process.versions.node.split('.')
const node = Number(major) >= 22 ? process.execPath : newerNode

/** Why the suite cannot run here; '' if it can. */
export const obstacle = !existsSync(suite)
  ? 'the suite is not installed: npm run peers'
  : existsSync(node)
    ? ''
    : 'the suite needs Node 22: npm run peers'

interface Check {
  readonly id: string
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'INFO' | 'SKIPPED'
  readonly errorMessage?: string
}

export interface Verdict {
  readonly scenario: string
  readonly checks: number
  /** What is wrong, one line each. */
  readonly failures: readonly string[]
}

/** @returns a verdict for each scenario of the suite */
export async function runSuite(url: string): Promise<readonly Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-conformance-'))
  try {
    const args = [suite, 'server', '--url', url, '--suite', 'all', '--output-dir', folder]
    await promisify(execFile)(node, args, { timeout: 120_000, maxBuffer: 1 << 26 }).catch(() => undefined)
    return readdirSync(folder).map((name) => verdictOf(name, join(folder, name, 'checks.json')))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @param name `server-SCENARIO-TIME` */
function verdictOf(name: string, file: string): Verdict {
  const scenario = name.replace(/^server-/, '').replace(/-\d{4}-\d{2}-\d{2}T.*$/, '')
  const checks = JSON.parse(readFileSync(file, 'utf8')) as readonly Check[]
  const failures = checks.filter(({ status }) => status === 'FAILURE')
  return { scenario, checks: checks.length, failures: failures.map((one) => `${one.id}: ${one.errorMessage ?? ''}`) }
}
