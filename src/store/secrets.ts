/** Keeping the key of a cluster out of what is printed, and off the open network. */
import { XunzhangError } from '../errors.js'

/** What an HTTP header may carry. Fetch would refuse anything else with an error that quotes the key. */
const sendable = /^[\x20-\x7e\x80-\xff]+$/

/**
 * The key as it is sent: blanks and line ends around it, as a file leaves them, are no part of it; an empty one is none.
 * @throws XunzhangError USAGE where a header can't carry it
 */
export function readKey(key: string | undefined): string | undefined {
  const trimmed = key?.trim() ?? ''
  if (trimmed === '') return undefined
  if (sendable.test(trimmed)) return trimmed
  throw new XunzhangError('KEY_UNSENDABLE', {})
}

const hidden = '***'

/** Replaces the key, in the spellings that a server or proxy may echo it in. */
export function withoutKey(text: string, key: string | undefined): string {
  if (key === undefined) return text
  const base64 = Buffer.from(key, 'latin1').toString('base64')
  const spellings = [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key), base64, base64.replace(/=+$/, '')]
  // Longest first: one spelling may be part of another.
  const patterns = [...new Set(spellings)].sort((a, b) => b.length - a.length).map(escapePattern)
  return text.replace(new RegExp(patterns.join('|'), 'gi'), hidden)
}

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** What can be shown of a text meant as an address: neither its user part nor what follows the path. */
export function withoutSecrets(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/\/\/.*@/s, '//')
}

/** This machine by name or number: what is sent there crosses no network. */
const isLoopback = (host: string): boolean => /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host)

/** The first node to which a key would travel readable for everyone on the way; undefined where there is none. */
export function clearTextNode(nodes: readonly string[], key: string | undefined): string | undefined {
  if (key === undefined) return undefined
  return nodes.find((node) => node.startsWith('http:') && !isLoopback(new URL(node).hostname))
}
