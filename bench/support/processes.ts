/** Starts what is measured in processes of its own, so that no contender warms up or fills the memory of another. */
import { buildSync } from 'esbuild'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { contenderNamed } from '../contenders/index.js'
import { cliFile, projectRoot } from './places.js'
import type { Job, OutcomeOf } from './jobs.js'

export interface Finished {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
  readonly wallSeconds: number
}

export interface Used extends Finished {
  /** Processor seconds of all threads, from start to end. */
  readonly cpuSeconds: number
  readonly peakBytes: number
}

// Node would read what these variables name, such as certificates, at every start.
const { NODE_EXTRA_CA_CERTS, NODE_OPTIONS, ...inherited } = process.env
export const environment = { ...inherited, LC_ALL: 'C', XUNZHANG_BENCH_ROOT: projectRoot }

/** @param seconds after which it is ended */
export function run(
  program: string,
  args: readonly string[],
  seconds = 600,
  env: NodeJS.ProcessEnv = environment,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(program, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => out.push(piece))
    child.stderr.on('data', (piece: Buffer) => err.push(piece))
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
    child.on('error', reject)
    child.on('close', (status) => {
      clearTimeout(timer)
      const wallSeconds = (performance.now() - start) / 1000
      const text = (pieces: Buffer[]) => Buffer.concat(pieces).toString('utf8')
      resolve({ status: status ?? -1, stdout: text(out), stderr: text(err), wallSeconds })
    })
  })
}

/** Runs the program in dist/ and returns what it used. @throws Error if it fails */
export async function runCli(workspace: string, args: readonly string[], seconds = 600): Promise<Used> {
  return runNode(workspace, [cliFile, ...args], seconds)
}

/** Runs Node and returns what the process used. @throws Error if it fails */
export async function runNode(workspace: string, args: readonly string[], seconds = 600): Promise<Used> {
  const file = join(workspace, `usage-${process.pid}.json`)
  const hook = pathToFileURL(join(projectRoot, 'bench/support/usage-hook.mjs')).href
  const env = { ...environment, XUNZHANG_BENCH_USAGE: file }
  const finished = await run(process.execPath, ['--import', hook, ...args], seconds, env)
  const reason = finished.stderr.trim().split('\n').at(-1) ?? ''
  if (finished.status !== 0) throw new Error(finished.status === -1 ? `ended after ${seconds} s` : reason)
  const usage = JSON.parse(readFileSync(file, 'utf8')) as { cpuSeconds: number; peakBytes: number }
  rmSync(file)
  return { ...finished, ...usage }
}

export interface Timed {
  readonly status: number
  readonly stdout: string
  readonly cpuMs: number
  readonly wallMs: number
}

/** Runs any program in the C locale. bash reports what it used, to the millisecond; status −1 without bash. */
export function runTimed(program: string, args: readonly string[]): Timed {
  const script = 'TIMEFORMAT="%3U %3S %3R"; time "$@"'
  const options = { env: { PATH: process.env['PATH'], LC_ALL: 'C' }, maxBuffer: 2 ** 31 - 1, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', program, ...args], options)
  const [user = 0, system = 0, real = 0] = (stderr ?? '').trim().split(/\s+/).slice(-3).map(Number)
  return { status: status ?? -1, stdout: stdout ?? '', cpuMs: 1000 * (user + system), wallMs: 1000 * real }
}

let bundle: string | undefined

/** The child as one file, so that no compiler runs in a measured process. */
export function childFile(): string {
  if (bundle !== undefined && existsSync(bundle)) return bundle
  const folder = join(projectRoot, 'node_modules/.cache/xunzhang-bench', String(process.pid))
  bundle = join(folder, 'child.mjs')
  buildSync({
    absWorkingDir: projectRoot,
    entryPoints: ['bench/support/child-main.ts'],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  })
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return bundle
}

/** Does a job in a fresh process. @throws Error with the reason if it fails or takes too long */
export async function runJob<J extends Job>(workspace: string, job: J, seconds = 600): Promise<OutcomeOf<J>> {
  mkdirSync(job.dir, { recursive: true })
  const file = join(workspace, `job-${process.pid}.json`)
  writeFileSync(file, JSON.stringify(job))
  // Enough memory, and a way to measure that of an index in memory. With any flag, V8 rejects compiled code that was
  // cached without it, so engines with an index on disk get no flags, as when users start them.
  const flags = contenderNamed(job.contender).isOnDisk ? [] : ['--expose-gc', '--max-old-space-size=8192']
  const { status, stdout, stderr } = await run(process.execPath, [...flags, childFile(), file], seconds)
  if (status === -1) throw new Error(`ended after ${seconds} s`)
  if (status !== 0) throw new Error(stderr.split('\n').find((line) => /error/i.test(line)) ?? `status ${status}`)
  return JSON.parse(stdout) as OutcomeOf<J>
}
