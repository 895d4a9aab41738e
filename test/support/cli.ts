/** Runs the built program as a user's shell would. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))
export const cliPath = join(projectRoot, 'dist/cli.cjs')

if (!existsSync(cliPath))
  throw new Error('dist/cli.cjs is missing: run "npm run build" before the tests of the program')

export interface RunOptions {
  readonly input?: string | Uint8Array
  /** Added to a clean environment: English, no index of the user's, no colours forced or forbidden. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** It is killed then, and has no status: 60 s without it, which only what never ends takes. */
  readonly timeoutMs?: number
  /** Asked every 20 ms with what was printed so far; a signal that it names is sent to the program, once. */
  readonly sendSignal?: (stdout: string, stderr: string) => NodeJS.Signals | undefined
}

export interface RunResult {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

const cleanEnvironment = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C', TERM: 'xterm-256color' }

/** Runs `xunzhang ARGS…` to its end. */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return runProgram(process.execPath, [cliPath, ...args], options)
}

export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const child = spawn(program, args, { cwd: options.cwd, env: { ...cleanEnvironment, ...options.env } })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin.on('error', () => {}) // The program may end before it has read everything.
  child.stdin.end(options.input ?? '')
  const deadline = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 60_000)
  const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8')
  let isSignalled = false
  const watch = setInterval(() => {
    const name = isSignalled ? undefined : options.sendSignal?.(text(out), text(err))
    if (name === undefined) return
    isSignalled = true
    child.kill(name)
  }, 20)
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, by) => resolve([code, by]))
  })
  clearTimeout(deadline)
  clearInterval(watch)
  return { status, signal, stdout: text(out), stderr: text(err) }
}

/** Runs a line of shell in which `$XUNZHANG` is the program. */
export async function runShell(line: string, options: RunOptions = {}): Promise<RunResult> {
  const env = { ...options.env, XUNZHANG: `'${process.execPath}' '${cliPath}'` }
  return runProgram('bash', ['-c', line.replaceAll('$XUNZHANG', env.XUNZHANG)], { ...options, env })
}

/** True where util-linux's `script` can give a program a terminal of its own. */
export const hasScript = spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') === true

/** Runs a line of shell on a pseudo-terminal; what it prints on either output is in `stdout`. */
export async function runInTerminal(line: string, options: RunOptions = {}): Promise<RunResult> {
  const whole = line.replaceAll('$XUNZHANG', `'${process.execPath}' '${cliPath}'`)
  return runProgram('script', ['-qec', whole, '/dev/null'], options)
}

export interface TemporaryFolder {
  readonly path: string
  readonly remove: () => void
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'xunzhang-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
