/** The address of a collection: `opensearch://host:port[,host:port…]/collection`, or `opensearchs://` for TLS. */
import { XunzhangError } from '../../base/errors.js'

/* Keeps the API key of a cluster out of printed output and off unencrypted networks. */

/** The characters allowed in an HTTP header. Fetch would refuse others with an error that quotes the key. */
const sendable = /^[\x20-\x7e\x80-\xff]+$/

/**
 * The key as it is sent: surrounding spaces and line ends, as in files, are removed; an empty key counts as none.
 * @throws XunzhangError USAGE if a header can't carry it
 */
export function readKey(key: string | undefined): string | undefined {
  const trimmed = key?.trim() ?? ''
  if (trimmed === '') return undefined
  if (sendable.test(trimmed)) return trimmed
  throw new XunzhangError('CLUSTER_ADDRESS', { what: 'key' })
}

const hidden = '***'

/** Masks the key in every spelling in which a server or proxy may echo it. */
export function withoutKey(text: string, key: string | undefined): string {
  if (key === undefined) return text
  const base64 = Buffer.from(key, 'latin1').toString('base64')
  const spellings = [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key), base64, base64.replace(/=+$/, '')]
  // Longest first: one spelling may be part of another.
  const patterns = [...new Set(spellings)].sort((a, b) => b.length - a.length).map(escapePattern)
  return text.replace(new RegExp(patterns.join('|'), 'gi'), hidden)
}

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** The part of an intended address that can be shown: without the user part and anything after the path. */
export function withoutSecrets(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/\/\/.*@/s, '//')
}

/** This machine by name or number: traffic to it crosses no network. */
const isLoopback = (host: string): boolean => /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host)

/** The first node to which a key would travel unencrypted; undefined if there is none. */
export function clearTextNode(nodes: readonly string[], key: string | undefined): string | undefined {
  if (key === undefined) return undefined
  return nodes.find((node) => node.startsWith('http:') && !isLoopback(new URL(node).hostname))
}

export interface ClusterAddress {
  /** As given, without secrets: for messages. */
  readonly text: string
  /** `http://host:port` of each node named; any of them answers for the whole cluster. */
  readonly nodes: readonly string[]
  readonly collection: string
}

const defaultPort = 9200
/** The server takes only small letters in the name of an index. */
const form = /^opensearch(s?):\/\/([^/]+)\/([a-z0-9][a-z0-9._-]{0,200})\/?$/

/** True for a text that is meant as the address of a cluster, even if malformed. */
export function isClusterAddress(text: string): boolean {
  return /^(opensearch|qdrant)s?:/i.test(text)
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
