/** The address of a collection: `qdrant://host:port[,host:port…]/collection`, or `qdrants://` for TLS. */
import { XunzhangError } from '../../base/errors.js'
import { withoutSecrets } from './secrets.js'

export interface ClusterAddress {
  /** As given, without secrets: for messages. */
  readonly text: string
  /** `http://host:port` of each node named; any of them answers for the whole cluster. */
  readonly nodes: readonly string[]
  readonly collection: string
}

const defaultPort = 6333
const form = /^qdrant(s?):\/\/([^/]+)\/([A-Za-z0-9][A-Za-z0-9._-]{0,200})\/?$/

/** True for a text that is meant as the address of a cluster, even if malformed. */
export function isClusterAddress(text: string): boolean {
  return /^qdrants?:/i.test(text)
}

/** @throws XunzhangError USAGE if it can't be parsed */
export function parseClusterAddress(text: string): ClusterAddress {
  const [, secure, hosts, collection] = form.exec(text) ?? []
  const nodes = hosts?.split(',').map((host) => nodeUrl(host, secure === 's'))
  if (nodes === undefined || nodes.includes(undefined)) {
    throw new XunzhangError('CLUSTER_ADDRESS', { what: 'form' }, { where: withoutSecrets(text) })
  }
  return { text, nodes: nodes as string[], collection: collection! }
}

function nodeUrl(host: string, isSecure: boolean): string | undefined {
  const found = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(host)
  if (found === null) return undefined
  const port = found[2] === undefined ? defaultPort : Number(found[2])
  return port > 0 && port < 65536 ? `${isSecure ? 'https' : 'http'}://${found[1]}:${port}` : undefined
}
