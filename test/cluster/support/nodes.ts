/**
 * Real OpenSearch nodes on free loopback ports, in a temporary folder, from the jars that `npm run peers` has fetched.
 * Every node is a process of its own, so that killing and stopping one is real. It is ended by its process id.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually } from '../../support/eventually.js'

const jars = fileURLToPath(new URL('../../../.peers/opensearch', import.meta.url))
const logging = fileURLToPath(new URL('log4j2.properties', import.meta.url))

/** Why no node can be started here; '' where one can. To be named in what skips. */
export const noNodes = reasonAgainst()

function reasonAgainst(): string {
  if (!existsSync(join(jars, 'OsNode.class'))) return 'no OpenSearch here: run "npm run peers"'
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' })
  const version = Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0)
  if (status !== 0) return 'no Java here'
  return version >= 17 ? '' : `Java ${version} is older than 17`
}

export interface Node {
  readonly http: number
  readonly pid: number
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Stops it without closing its connections (SIGSTOP), and lets it go on. */
  freeze(): void
  thaw(): void
  /** Starts it again on its old folder and ports. */
  restart(): Promise<void>
}

export interface Nodes {
  readonly nodes: readonly Node[]
  /** Holds what they store and log. */
  readonly folder: string
  /** `opensearch://…/collection`, all nodes named. */
  address(collection: string): string
  stop(): Promise<void>
}

interface Ports {
  readonly http: number
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
    await Promise.all([...running.values()].map(end))
    process.off('exit', killAll)
    rmSync(folder, { recursive: true, force: true })
  }
  const start = async (index: number): Promise<void> => {
    running.set(index, launch(folder, index, ports))
    await until(`node ${index} has joined`, async () => (await nodesSeenBy(ports[index]!)) > index || undefined)
  }
  try {
    for (let i = 0; i < count; i++) running.set(i, launch(folder, i, ports))
    for (const port of ports) await until('all nodes are there', async () => (await nodesSeenBy(port)) === count)
  } catch (error) {
    await stop()
    throw error
  }
  const nodes = ports.map(({ http }, index): Node => {
    const child = (): ChildProcess => running.get(index)!
    return {
      http,
      get pid() {
        return child().pid!
      },
      kill: () => end(child()),
      freeze: () => void child().kill('SIGSTOP'),
      thaw: () => void child().kill('SIGCONT'),
      restart: () => start(index),
    }
  })
  const hosts = ports.map(({ http }) => `127.0.0.1:${http}`).join(',')
  return { nodes, folder, address: (collection) => `opensearch://${hosts}/${collection}`, stop }
}

function launch(folder: string, index: number, ports: readonly Ports[]): ChildProcess {
  const home = join(folder, `n${index}`)
  mkdirSync(home, { recursive: true })
  const log = openSync(join(home, 'log'), 'a')
  const settings = {
    'path.home': home,
    'cluster.name': 'xunzhang-tests',
    'node.name': `n${index}`,
    'network.host': '127.0.0.1',
    'http.port': ports[index]!.http,
    'transport.port': ports[index]!.peer,
    'discovery.seed_hosts': ports.map(({ peer }) => `127.0.0.1:${peer}`).join(','),
    'cluster.initial_cluster_manager_nodes': ports.map((_, i) => `n${i}`).join(','),
    'cluster.routing.allocation.disk.threshold_enabled': false,
    'cluster.fault_detection.follower_check.timeout': '3s',
    'cluster.fault_detection.follower_check.interval': '500ms',
    'cluster.fault_detection.leader_check.timeout': '3s',
    'cluster.fault_detection.leader_check.interval': '500ms',
    'node.processors': 2,
  }
  const heap = process.env['XUNZHANG_NODE_HEAP'] ?? '512m'
  const virtual = [`-Xms${heap}`, `-Xmx${heap}`, '-XX:+UseG1GC', '-Djava.security.manager=allow']
  const logs = ['-Dlog4j2.disable.jmx=true', `-Dlog4j.configurationFile=${logging}`]
  const given = Object.entries(settings).map(([key, value]) => `${key}=${value}`)
  const classes = ['-cp', `${jars}:${jars}/lib/*`, 'OsNode']
  return spawn('java', [...virtual, ...logs, '--add-modules', 'jdk.incubator.vector', ...classes, ...given], {
    cwd: home,
    stdio: ['ignore', log, log],
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await closed
}

async function nodesSeenBy({ http }: Ports): Promise<number> {
  try {
    const response = await fetch(`http://127.0.0.1:${http}/_cluster/health`)
    return ((await response.json()) as { number_of_nodes?: number }).number_of_nodes ?? 0
  } catch {
    return 0
  }
}

async function until(what: string, isSo: () => Promise<boolean | undefined>): Promise<void> {
  await eventually(async () => (await isSo()) || undefined, { what: () => what, pauseMs: 200, patienceMs: 220_000 })
}

async function freePorts(count: number): Promise<Ports[]> {
  const servers = await Promise.all(Array.from({ length: count * 2 }, listen))
  const numbers = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return Array.from({ length: count }, (_, i) => ({ http: numbers[2 * i]!, peer: numbers[2 * i + 1]! }))
}

function listen(): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
