/**
 * Requests to an OpenSearch cluster over its REST interface, sent by Node's own HTTP. A client library would add 6 MB,
 * and failover, retries and the classification of failures would still have to be written here.
 *
 * A request whose failure may be transient (no connection, no answer in time, 429, 5xx) is repeated on the next of the
 * named nodes, with growing pauses, until its time is over. Every request sent here can be repeated. If a read takes
 * long, the nodes are asked whether they live, and one that doesn't answer is left out of searches for a while.
 */
import { readFileSync } from 'node:fs'
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { XunzhangError, type ParametersOf } from '../base/errors.js'
import { readKey, withoutKey, type ClusterAddress } from '../storage/store/address.js'
import { isCount, isRecord } from '../storage/store/damage.js'

/** One exchange with a node: a request and its whole answer. The time limit covers the body as well as the headers. */
interface Exchange {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  /** Milliseconds until the last byte of the answer. */
  readonly time: number
  readonly signal?: AbortSignal | undefined
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

/** @param certificates PEM of the authorities that sign the nodes' certificates; undefined for those of Node */
function sendByHttp(certificates: string | undefined): SendExchange {
  const plain = new HttpAgent({ keepAlive: true })
  const secure = new HttpsAgent({ keepAlive: true, ...(certificates !== undefined && { ca: certificates }) })
  return ({ url, method, headers, body, time, signal }) =>
    new Promise((resolve) => {
      const isSecure = url.startsWith('https:')
      // Without it, Node sends the body of a DELETE as if it were the next request.
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const options = { method, headers: { ...headers, ...length }, agent: isSecure ? secure : plain }
      const sent = (isSecure ? httpsRequest : httpRequest)(url, options, (response) => {
        const parts: Buffer[] = []
        let bytes = 0
        response.on('data', (part: Buffer) => {
          parts.push(part)
          bytes += part.length
          if (bytes > mostBytes) end({ status: 0, text: '', isTooLarge: true })
        })
        response.on('end', () => end({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }))
        response.on('error', fail)
      })
      const end = (answer: Answer): void => {
        clearTimeout(timer)
        resolve(answer)
        // After a complete answer this does nothing.
        if (answer.status === 0) sent.destroy()
      }
      const fail = (error: NodeJS.ErrnoException): void => end({ status: 0, text: error.code ?? error.message })
      const timer = setTimeout(() => end({ status: 0, text: '' }), time)
      signal?.addEventListener('abort', () => end({ status: 0, text: '' }), { once: true })
      sent.on('error', fail)
      sent.end(body)
    })
}

export interface ClusterAccess {
  readonly address: ClusterAddress
  /** `user:password`, or an API key; undefined if the cluster requires none. */
  readonly apiKey: string | undefined
  /** Milliseconds for one read, repeats included. */
  readonly readTime: number
  /** Milliseconds for one write, repeats included: long enough for a cluster to notice that a node is gone. */
  readonly writeTime: number
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface ClusterClient {
  readonly access: ClusterAccess
  /** Reads. A `body` that is a string is sent as it is. */
  read<T>(method: 'GET' | 'POST', path: string, body?: unknown, milliseconds?: number): Promise<T>
  write<T>(method: Method, path: string, body?: unknown): Promise<T>
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
/** Milliseconds after which the nodes are asked whether they live, and within which they have to answer. */
const patience = 600
const probeTime = 300
/** Milliseconds for which a node that didn't answer is left out. */
const avoidTime = 10_000

/** What a client takes from outside; tests simulate it. */
export interface ClusterSurroundings {
  readonly exchange: SendExchange
  /** Milliseconds. */
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<unknown>
  /** From 0 up to 1. */
  readonly random: () => number
}

/** @throws XunzhangError USAGE if the file of certificates can't be read */
function realSurroundings(): ClusterSurroundings {
  const file = process.env['OPENSEARCH_CA']
  const certificates = file === undefined || file === '' ? undefined : readCertificates(file)
  return { exchange: sendByHttp(certificates), now: Date.now, sleep, random: Math.random }
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new XunzhangError('CLUSTER_ADDRESS', { what: 'certificates' }, { where: file })
  }
}

/**
 * Makes a client; nothing is sent yet.
 * @throws XunzhangError USAGE if the key can't be sent
 */
export function createClusterClient(
  access: ClusterAccess,
  surroundings: ClusterSurroundings = realSurroundings(),
): ClusterClient {
  return new HttpClient(access, surroundings)
}

const compress = promisify(gzip)
/** Smaller bodies are sent as they are. */
const leastCompressed = 16 << 10

class HttpClient implements ClusterClient {
  readonly access: ClusterAccess
  readonly #key: string | undefined
  readonly #surroundings: ClusterSurroundings
  readonly #headers: Readonly<Record<string, string>>
  #node = 0
  /** The nodes that answered when one did not, as the server names them, and until when only they are asked. */
  #alive: { readonly ids: readonly string[]; readonly until: number } | undefined

  constructor(access: ClusterAccess, surroundings: ClusterSurroundings) {
    this.access = access
    this.#surroundings = surroundings
    this.#key = readKey(access.apiKey)
    this.#headers = {
      // Compressing an answer takes a node longer than sending it.
      'accept-encoding': 'identity',
      ...(this.#key !== undefined && { authorization: authorizationOf(this.#key) }),
    }
  }

  read<T>(method: 'GET' | 'POST', path: string, body?: unknown, time = this.access.readTime): Promise<T> {
    return this.#send(method, path, body, {
      time,
      attempts: readAttempts * this.access.address.nodes.length,
      hedged: true,
    })
  }

  write<T>(method: Method, path: string, body?: unknown): Promise<T> {
    return this.#send(method, path, body, { time: this.access.writeTime, attempts: Infinity, hedged: false })
  }

  async #send<T>(
    method: Method,
    path: string,
    body: unknown,
    { time, attempts, hedged }: { time: number; attempts: number; hedged: boolean },
  ): Promise<T> {
    const { address } = this.access
    const { now, random, sleep } = this.#surroundings
    const deadline = now() + time
    const sent = await encode(body)
    let broken = 0
    for (let pause = firstPause, left = attempts; ; pause = Math.min(longestPause, pause * 2)) {
      const url = `${address.nodes[this.#node]!}/${hedged ? this.#aimed(path) : path}`
      const exchange = { url, method, headers: { ...this.#headers, ...sent.headers }, body: sent.body }
      const most = Math.max(1, deadline - now())
      const answer = hedged ? await this.#hedge(exchange, most) : await this.#exchange(exchange, most)
      const outcome = judge(answer, path, this.#key)
      if ('result' in outcome) return outcome.result as T
      if (outcome.flaw !== undefined) broken++
      // A shard has its only copy on a node that was left out, and which may have been only slow.
      const isAlone = url.includes(onlyNodes) && /no data nodes with criteri(a|on)/.test(outcome.reason)
      if (isAlone) this.#alive = undefined
      const isOver = --left === 0 || broken === brokenAttempts * address.nodes.length || now() + pause >= deadline
      if (!(isAlone || mayPass(outcome)) || isOver) throw explain(address, outcome, time)
      if (answer !== isAbandoned && !isAlone) {
        this.#node = (this.#node + 1) % address.nodes.length
        await sleep(pause / 2 + (pause / 2) * random())
      }
    }
  }

  /** One attempt may take half of the time if there are other nodes. */
  #exchange(exchange: Omit<Exchange, 'time'>, time: number): Promise<Answer> {
    const share = this.access.address.nodes.length > 1 ? 0.5 : 1
    return this.#surroundings.exchange({ ...exchange, time: Math.ceil(time * share) })
  }

  /** Gives an attempt up if it takes long and a node no longer answers. */
  async #hedge(exchange: Omit<Exchange, 'time'>, time: number): Promise<Answer> {
    const aborter = new AbortController()
    const aimedAt = this.#avoided().length
    const answer = this.#exchange({ ...exchange, signal: aborter.signal }, time)
    if (this.access.address.nodes.length === 1) return answer
    const late = this.#surroundings.sleep(patience).then(() => undefined)
    const early = await Promise.race([answer, late])
    if (early !== undefined) return early
    // Another request may have found out before, but this one is still under way to the node that stands still.
    const lost = this.#findAlive().then((alive) => (alive > 0 && alive !== aimedAt ? isAbandoned : answer))
    const first = await Promise.race([answer, lost])
    if (first === isAbandoned) aborter.abort()
    return first
  }

  /** Asks all named nodes. @returns how many answer, if some do and some don't; otherwise 0 */
  async #findAlive(): Promise<number> {
    const { nodes } = this.access.address
    const answers = await Promise.all(
      nodes.map((node) =>
        this.#surroundings.exchange({
          url: `${node}/_nodes/_local/http?filter_path=nodes.*.name`,
          method: 'GET',
          headers: this.#headers,
          body: undefined,
          time: probeTime,
        }),
      ),
    )
    const ids = answers.map(({ status, text }) => (status === 200 ? /"nodes":\{"([\w-]+)"/.exec(text)?.[1] : undefined))
    const alive = ids.filter((id) => id !== undefined)
    if (alive.length === 0 || alive.length === nodes.length) return 0
    if (ids[this.#node] === undefined) this.#node = ids.findIndex((id) => id !== undefined)
    this.#alive = { ids: alive, until: this.#surroundings.now() + avoidTime }
    return alive.length
  }

  #avoided(): readonly string[] {
    return this.#alive !== undefined && this.#alive.until > this.#surroundings.now() ? this.#alive.ids : []
  }

  /** Adds the nodes that shall answer, while one is left out. A scroll goes on where it began. */
  #aimed(path: string): string {
    const ids = this.#avoided()
    if (ids.length === 0 || !/_search(?!\/scroll)|_msearch|_mget|_doc\//.test(path)) return path
    return `${path}${path.includes('?') ? '&' : '?'}${onlyNodes}${ids.join(',')}`
  }
}

const onlyNodes = 'preference=_only_nodes:'

const isAbandoned: Answer = { status: 0, text: 'a node does not answer' }

const authorizationOf = (key: string): string =>
  key.includes(':') ? `Basic ${Buffer.from(key).toString('base64')}` : `ApiKey ${key}`

async function encode(
  body: unknown,
): Promise<{ body: string | Uint8Array | undefined; headers: Record<string, string> }> {
  if (body === undefined) return { body: undefined, headers: {} }
  const isLines = typeof body === 'string'
  const text = isLines ? body : JSON.stringify(body)
  const headers = { 'content-type': isLines ? 'application/x-ndjson' : 'application/json' }
  if (text.length < leastCompressed) return { body: text, headers }
  const bytes = await compress(text, { level: constants.Z_BEST_SPEED })
  return { body: bytes, headers: { ...headers, 'content-encoding': 'gzip' } }
}

interface Failed extends Refusal {
  /** Set if something answered that doesn't look like a node's answer. */
  readonly flaw?: ParametersOf<'CLUSTER_ANSWER'>['what']
}

function judge(
  { status, text, isTooLarge }: Answer,
  path: string,
  key: string | undefined,
): { readonly result: unknown } | Failed {
  const tell = (reason: unknown): string => oneLine(withoutKey(String(reason), key))
  if (isTooLarge === true) return { status: 0, reason: '', flaw: 'large' }
  if (status === 0) return { status, reason: tell(text) }
  const parsed = parse(text)
  if (status >= 400) return { status, reason: tell(reasonIn(parsed) ?? text) }
  if (parsed === undefined) return { status: 0, reason: '', flaw: 'no JSON' }
  return isUnderstood(path, parsed) ? { result: parsed } : { status: 0, reason: '', flaw: 'other form' }
}

/** What an answer must contain, by the end of its path: another kind of server may have given it. */
const forms: readonly (readonly [end: RegExp, test: (answer: Record<string, unknown>) => boolean])[] = [
  [/_search(\/scroll)?$/, ({ hits }) => isRecord(hits) && Array.isArray(hits['hits'])],
  [/_mget$/, ({ docs }) => Array.isArray(docs)],
  [/_bulk$/, ({ items }) => Array.isArray(items)],
  [/_count$/, ({ count }) => isCount(count)],
  [/_doc\/head$/, (answer) => isCount(answer['_seq_no'])],
]

function isUnderstood(path: string, answer: unknown): boolean {
  if (Array.isArray(answer)) return path.startsWith('_cat')
  if (!isRecord(answer)) return false
  const test = forms.find(([end]) => end.test(path.replace(/\?.*/, '')))?.[1]
  return test === undefined || test(answer)
}

function reasonIn(parsed: unknown): unknown {
  const error = isRecord(parsed) ? parsed['error'] : undefined
  if (!isRecord(error)) return error
  const cause = Array.isArray(error['root_cause']) ? (error['root_cause'][0] as Record<string, unknown>) : undefined
  return cause?.['reason'] ?? error['reason']
}

/** Undefined if the text is not JSON. */
function parse(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

const longestReason = 200

/** Makes the message of an untrusted server safe to print: one short line without control characters. */
export const oneLine = (text: string): string =>
  text
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
