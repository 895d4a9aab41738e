/** Recognises the content of a file with an unknown name by its first bytes. */
import type { Kind } from './kinds.js'

/** @returns the kind; `text` if nothing else is certain */
export function sniff(bytes: Uint8Array): Kind['name'] {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString('latin1')
  if (head.startsWith('\x1f\x8b')) return 'gzip'
  if (head.startsWith('PK\x03\x04') && head.includes('application/epub')) return 'epub'
  if (/^WARC\/\d/.test(head)) return 'warc'
  const text = head.replace(/^(?:\xef\xbb\xbf)?\s+/, '')
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:rss|feed|rdf:RDF)\b/.test(text)) return 'feed'
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<en-export\b/.test(text)) return 'enex'
  if (/^\[\s*\{\s*"/.test(text)) return 'json'
  if (/^\{\s*"[^"\n]+"\s*:[^\n]+/.test(text) && !/^\{\s*\n/.test(text)) return 'jsonl'
  return 'text'
}
