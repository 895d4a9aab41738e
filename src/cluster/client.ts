/**
 * Requests to a Qdrant cluster over its REST interface, by Node's own fetch. A client library would add a dependency,
 * and what is needed here, other nodes, waiting and telling failures apart, would still be ours: a dozen paths in JSON.
 *
 * A request that fails for a reason that may pass (no connection, no answer in time, 429, 5xx) is sent again, to the
 * next of the named nodes, with growing pauses, until its time is over. Every request sent here can be repeated.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { XunzhangError } from '../errors.js'
import type { ClusterAddress } from '../store/address.js'

export interface ClusterAccess {
  readonly address: ClusterAddress
  /** Sent as `api-key`; undefined where the cluster asks for none. */
  readonly apiKey: string | undefined
  /** Milliseconds for one read, repeats included. */
  readonly readTime: number
  /** Milliseconds for one write, repeats included: long enough for a cluster to notice that a node is gone. */
  readonly writeTime: number
}

export interface ClusterClient {
  readonly access: ClusterAccess
  /** Reads; the path follows `/collections/NAME` where it begins with a slash and is whole where it doesn't. */
  read<T>(method: 'GET' | 'POST', path: string, body?: unknown, milliseconds?: number): Promise<T>
  /** Writes; a string is sent as it is. */
  write<T>(method: 'PUT' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>
}

/** Why a request failed: the status and the words of the server, or status 0 where it didn't answer. */
export interface Refusal {
  readonly status: number
  readonly reason: string
}

/** The refusal behind an error of {@link ClusterClient}; undefined for other errors. */
export function refusalOf(error: unknown): Refusal | undefined {
  const cause = error instanceof XunzhangError ? (error.cause as Partial<Refusal> | undefined) : undefined
  return typeof cause?.status === 'number' && typeof cause.reason === 'string' ? (cause as Refusal) : undefined
}

const firstPause = 50
const longestPause = 2000
/**
 * A read is tried so many times for each node: where all of them refuse, a person shouldn't wait. Writes go on until
 * their time is over.
 */
const readAttempts = 3
/** One attempt may take this share of the time at most, so that another node still can answer. */
const attemptShare = 0.5

/** Makes a client; nothing is sent yet. */
export function createClusterClient(access: ClusterAccess): ClusterClient {
  const { address, apiKey } = access
  const headers = {
    'content-type': 'application/json',
    // Compressing an answer takes a node longer than sending it takes: searches are twice as fast without.
    'accept-encoding': 'identity',
    ...(apiKey !== undefined && { 'api-key': apiKey }),
  }
  let node = 0
  const send = async <T>(method: string, path: string, body: unknown, time: number, attempts: number): Promise<T> => {
    const deadline = Date.now() + time
    const where = path.startsWith('/') ? `collections/${address.collection}${path}` : path
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    for (let pause = firstPause, left = attempts; ; pause = Math.min(longestPause, pause * 2)) {
      const milliseconds = Math.max(1, deadline - Date.now())
      const share = address.nodes.length > 1 ? attemptShare : 1
      const outcome = await attempt<T>(
        `${address.nodes[node]!}/${where}`,
        method,
        headers,
        text,
        Math.ceil(milliseconds * share),
      )
      if ('result' in outcome) return outcome.result
      if (!mayPass(outcome) || --left === 0 || Date.now() + pause >= deadline) throw explain(address, outcome, time)
      node = (node + 1) % address.nodes.length
      await sleep(pause / 2 + (pause / 2) * Math.random())
    }
  }
  return {
    access,
    read: (method, path, body, milliseconds = access.readTime) =>
      send(method, path, body, milliseconds, readAttempts * address.nodes.length),
    write: (method, path, body) => send(method, path, body, access.writeTime, Infinity),
  }
}

async function attempt<T>(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | undefined,
  time: number,
): Promise<{ result: T } | Refusal> {
  try {
    const signal = AbortSignal.timeout(time)
    const response = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'error',
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    if (response.ok) return { result: (JSON.parse(text) as { result: T }).result }
    return { status: response.status, reason: reasonIn(text) }
  } catch (error) {
    const { name, message, cause } = error as Error
    const code = (cause as NodeJS.ErrnoException | undefined)?.code
    return { status: 0, reason: name === 'TimeoutError' ? 'no answer in time' : (code ?? message) }
  }
}

function reasonIn(text: string): string {
  try {
    const { status } = JSON.parse(text) as { status?: { error?: string } }
    if (status?.error !== undefined) return status.error
  } catch {
    // Not the server's own words, then: a proxy's.
  }
  return text.replace(/\s+/g, ' ').slice(0, 200)
}

const mayPass = ({ status }: Refusal): boolean => status === 0 || status === 408 || status === 429 || status >= 500

function explain(address: ClusterAddress, refusal: Refusal, time: number): XunzhangError {
  const { status, reason } = refusal
  const details = { where: address.text, cause: refusal }
  const seconds = `${Math.round(time / 100) / 10} s`
  if (status === 0) {
    const remedy = 'Check that the cluster runs and that the address is right.'
    return new XunzhangError('BACKEND', `the cluster does not answer within ${seconds} (${reason})`, {
      ...details,
      remedy,
    })
  }
  if (status === 401 || status === 403) {
    return new XunzhangError('BACKEND', `the cluster refuses access (${status})`, {
      ...details,
      remedy: 'Set QDRANT_API_KEY.',
    })
  }
  const remedy = mayPass(refusal)
    ? 'See the state of its nodes and shards; try again.'
    : 'See docs/CLUSTER.md, "Limits".'
  return new XunzhangError('BACKEND', `the cluster answers ${status}: ${reason}`, { ...details, remedy })
}
