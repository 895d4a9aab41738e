/**
 * Requests to a Qdrant cluster over its REST interface, sent by Node's own fetch. A client library would add a
 * dependency, and failover, retries and the classification of failures would still have to be written here. What is
 * left is a dozen paths with JSON bodies.
 *
 * A request whose failure may be transient (no connection, no answer in time, 429, 5xx) is repeated on the next of the
 * named nodes, with growing pauses, until its time is over. Every request sent here can be repeated. A request whose
 * answer can't be understood is repeated only a few times, because waiting rarely helps.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { XunzhangError, type ParametersOf } from '../base/errors.js'
import { readKey, withoutKey, type ClusterAddress } from '../storage/store/address.js'
import { isCount, isRecord, isString } from '../storage/store/damage.js'
import type { Filter } from './generations.js'

/**
 * One exchange with a node: a request and its whole answer. The time limit covers the body as well as the headers. The
 * answer is read piece by piece, so that one that is too large is cut off instead of filling the memory.
 */
interface Exchange {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Milliseconds until the last byte of the answer. */
  readonly time: number
}

/** The outcome of an exchange: a status from 200 to 599, or 0 if no complete answer arrived. */
export interface Answer {
  readonly status: number
  /** The body. If the status is 0, the reason why there is none; empty if the time ran out. */
  readonly text: string
  /** The answer was longer than {@link mostBytes}. Repeating the request wouldn't help. */
  readonly isTooLarge?: true
}

/** How requests are sent; tests replace it. */
export type SendExchange = (exchange: Exchange) => Promise<Answer>

/** Half the maximum length of a string. The largest answer by design, 100,000 rows, has 10 MB. */
const mostBytes = 256 << 20

const sendByFetch: SendExchange = async ({ url, method, headers, body, time }) => {
  const aborter = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ status: 0, text: '' }), time)
  })
  try {
    // The timer is needed besides the signal, which Node's fetch doesn't always obey once the headers have arrived.
    return await Promise.race([receive(url, { method, headers, signal: aborter.signal, body: body ?? null }), late])
  } finally {
    clearTimeout(timer)
    aborter.abort()
  }
}

async function receive(url: string, request: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { ...request, redirect: 'error' })
    const text = await readBounded(response)
    return text === undefined ? { status: 0, text: '', isTooLarge: true } : { status: response.status, text }
  } catch (error) {
    const { message, cause } = error as Error
    return { status: 0, text: (cause as NodeJS.ErrnoException | undefined)?.code ?? message }
  }
}

/** Undefined if the body is too large. */
async function readBounded(response: Response): Promise<string | undefined> {
  if (Number(response.headers.get('content-length')) > mostBytes) return undefined
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length
    if (bytes > mostBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts, bytes).toString('utf8')
}

/**
 * Checks whether an answer has the form that its request promises. An answer from a proxy or from another kind of
 * server is reported in one line instead of failing somewhere inside a search.
 */
type Test = (result: unknown, body: Asked) => boolean

/** The parts of a request that its answer depends on. */
interface Asked {
  readonly with_payload?: unknown
}

function isPoint(value: unknown, { with_payload }: Asked): boolean {
  if (!isRecord(value) || !isString(value['id'])) return false
  return with_payload === undefined || with_payload === false || isRecord(value['payload'])
}

const arePoints = (value: unknown, body: Asked): boolean =>
  Array.isArray(value) && value.every((point) => isPoint(point, body))

const holdsPoints: Test = (result, body) => isRecord(result) && arePoints(result['points'], body)

/** The test of each kind of read, chosen by the end of its path. */
const reads: readonly (readonly [end: RegExp, test: Test])[] = [
  [/\/points$/, arePoints],
  [/\/points\/scroll$/, holdsPoints],
  [
    /\/points\/query$/,
    (result, body) =>
      holdsPoints(result, body) &&
      (result as { points: { score?: unknown }[] }).points.every(({ score }) => typeof score === 'number'),
  ],
  [/\/points\/count$/, (result) => isRecord(result) && isCount(result['count'])],
  [
    /\/facet$/,
    (result) =>
      isRecord(result) &&
      Array.isArray(result['hits']) &&
      result['hits'].every((hit) => isRecord(hit) && isString(hit['value']) && isCount(hit['count'])),
  ],
  [/\/exists$/, (result) => isRecord(result) && typeof result['exists'] === 'boolean'],
]

function isReadResult(path: string, body: unknown, result: unknown): boolean {
  const bare = path.replace(/\?.*/, '')
  const test = reads.find(([end]) => end.test(bare))?.[1] ?? isRecord
  return test(result, isRecord(body) ? body : {})
}

/** A write is acknowledged with `true` or an object, a batch of writes with a list of objects. */
function isWriteResult(result: unknown): boolean {
  return result === true || isRecord(result) || (Array.isArray(result) && result.every(isRecord))
}

export interface ClusterAccess {
  readonly address: ClusterAddress
  /** Sent as `api-key`; undefined if the cluster requires none. */
  readonly apiKey: string | undefined
  /** Milliseconds for one read, repeats included. */
  readonly readTime: number
  /** Milliseconds for one write, repeats included: long enough for a cluster to notice that a node is gone. */
  readonly writeTime: number
}

export interface ClusterClient {
  readonly access: ClusterAccess
  /** Reads. A path that begins with a slash is appended to `collections/NAME`; any other path is complete. */
  read<T>(method: 'GET' | 'POST', path: string, body?: unknown, milliseconds?: number): Promise<T>
  /** Writes, with the same paths as `read`. A body that is a string is sent as it is. */
  write<T>(method: 'PUT' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>
}

/** Why a request failed: the server's status and message, or status 0 if it didn't answer. */
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
 * Attempts of one read for each node. If all nodes refuse, the user shouldn't have to wait. Writes are repeated until
 * their time is over.
 */
const readAttempts = 3
/** A request fails after so many answers for each node that can't be understood. */
const brokenAttempts = 3
/** One attempt may take at most this share of the time, so that another node can still answer. */
const attemptShare = 0.5

/** What a client takes from outside; tests simulate it. */
export interface ClusterSurroundings {
  readonly exchange: SendExchange
  /** Milliseconds. */
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<unknown>
  /** From 0 up to 1. */
  readonly random: () => number
}

export const realSurroundings: ClusterSurroundings = {
  exchange: sendByFetch,
  now: Date.now,
  sleep,
  random: Math.random,
}

interface Request {
  readonly method: string
  /** The part of the URL after the address of a node. */
  readonly where: string
  readonly body: unknown
  readonly time: number
  readonly attempts: number
  readonly isUnderstood: (result: unknown) => boolean
}

/**
 * Makes a client; nothing is sent yet.
 * @throws XunzhangError USAGE if the key can't be sent
 */
export function createClusterClient(
  access: ClusterAccess,
  surroundings: ClusterSurroundings = realSurroundings,
): ClusterClient {
  const { address } = access
  const send = createSender(address, readKey(access.apiKey), surroundings)
  const wholePath = (path: string): string => (path.startsWith('/') ? `collections/${address.collection}${path}` : path)
  return {
    access,
    read: (method, path, body, time = access.readTime) => {
      const where = wholePath(path)
      const isUnderstood = (result: unknown): boolean => isReadResult(`/${where}`, body, result)
      return send({ method, where, body, time, attempts: readAttempts * address.nodes.length, isUnderstood })
    },
    write: (method, path, body) => {
      const where = wholePath(path)
      return send({ method, where, body, time: access.writeTime, attempts: Infinity, isUnderstood: isWriteResult })
    },
  }
}

type Send = <T>(request: Request) => Promise<T>

function createSender(
  address: ClusterAddress,
  key: string | undefined,
  { exchange, now, sleep, random }: ClusterSurroundings,
): Send {
  const headers = {
    'content-type': 'application/json',
    // Compressing an answer takes a node longer than sending it: searches are twice as fast without compression.
    'accept-encoding': 'identity',
    ...(key !== undefined && { 'api-key': key }),
  }
  const share = address.nodes.length > 1 ? attemptShare : 1
  let node = 0
  return async <T>({ method, where, body, time, attempts, isUnderstood }: Request): Promise<T> => {
    const deadline = now() + time
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    let broken = 0
    for (let pause = firstPause, left = attempts; ; pause = Math.min(longestPause, pause * 2)) {
      const url = `${address.nodes[node]!}/${where}`
      const most = Math.ceil(Math.max(1, deadline - now()) * share)
      const outcome = judge(await exchange({ url, method, headers, body: text, time: most }), isUnderstood, key)
      if ('result' in outcome) return outcome.result as T
      if (outcome.flaw !== undefined) broken++
      const isOver = --left === 0 || broken === brokenAttempts * address.nodes.length || now() + pause >= deadline
      if (!mayPass(outcome) || isOver) throw explain(address, outcome, time)
      node = (node + 1) % address.nodes.length
      await sleep(pause / 2 + (pause / 2) * random())
    }
  }
}

interface Failed extends Refusal {
  /** Set if something answered that doesn't look like a node's answer. */
  readonly flaw?: ParametersOf<'CLUSTER_ANSWER'>['what']
}

function judge(
  { status, text, isTooLarge }: Answer,
  isUnderstood: Request['isUnderstood'],
  key: string | undefined,
): { readonly result: unknown } | Failed {
  const tell = (reason: string): string => oneLine(withoutKey(reason, key))
  const broken = (flaw: NonNullable<Failed['flaw']>): Failed => ({ status: 0, reason: '', flaw })
  if (isTooLarge === true) return broken('large')
  if (status === 0) return { status, reason: tell(text) }
  const parsed = parse(text)
  if (status >= 400) return { status, reason: tell(parsed?.status?.error ?? text) }
  if (parsed === undefined) return broken('no JSON')
  if (parsed.result === undefined || parsed.result === null) return broken('no result')
  if (!isUnderstood(parsed.result)) return broken('other form')
  return { result: parsed.result }
}

interface Parsed {
  readonly result?: unknown
  readonly status?: { readonly error?: string } | null
}

/** Undefined if the text is not a JSON object. */
function parse(text: string): Parsed | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}

const longestReason = 200

/** Makes the message of an untrusted server safe to print: one short line without control characters. */
const oneLine = (text: string): string =>
  String(text)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, longestReason)

const mayPass = ({ status, flaw }: Failed): boolean =>
  flaw !== 'large' && (status === 0 || status === 408 || status === 429 || status >= 500)

function explain(address: ClusterAddress, failed: Failed, time: number): XunzhangError {
  const { status, reason: detail, flaw } = failed
  const details = { where: address.text, cause: { status, reason: detail } satisfies Refusal }
  if (flaw !== undefined) return new XunzhangError('CLUSTER_ANSWER', { what: flaw, most: mostBytes >> 20 }, details)
  if (status === 0) {
    return new XunzhangError('CLUSTER_FAILS', { what: 'silent', seconds: Math.round(time / 100) / 10, detail }, details)
  }
  if (status === 401 || status === 403) return new XunzhangError('CLUSTER_FAILS', { what: 'forbids', status }, details)
  return new XunzhangError('CLUSTER_FAILS', { what: 'status', status, detail, mayPass: mayPass(failed) }, details)
}

interface Scrolled<T> {
  readonly id: string
  readonly payload: T
}

interface ScrollPage<T> {
  readonly points: readonly Scrolled<T>[]
  readonly next_page_offset: unknown
}

/**
 * @param path the points' path, as {@link ClusterClient} takes it
 * @param keys the keys of the payload to read; `true` for all
 * @param limit points of a page at most
 */
export async function* scrollPoints<T>(
  client: ClusterClient,
  path: string,
  filter: Filter,
  keys: readonly string[] | true,
  limit: number,
): AsyncGenerator<readonly Scrolled<T>[]> {
  for (let offset: unknown = null; ;) {
    const body = { filter, limit, offset, with_payload: keys }
    const page: ScrollPage<T> = await client.read('POST', `${path}/scroll`, body)
    if (page.points.length > 0) yield page.points
    offset = page.next_page_offset
    if (offset === null || offset === undefined) return
  }
}
