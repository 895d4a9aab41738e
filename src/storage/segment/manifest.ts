/**
 * The manifest: which segments and deletions make up the index now. It is replaced as a whole by an atomic rename,
 * so a reader sees the last commit or the one before, never half of one. One JSON object a line: the first carries
 * the checksum of the second. Format: FORMAT.md, "Manifest".
 */
import { crc32 } from 'node:zlib'
import { XunzhangError } from '../../base/errors.js'
import { parseJson } from '../store/json.js'
import { requireVersion } from '../store/version.js'
import { checkManifest, type Manifest } from './manifest-values.js'
import { formatVersion } from './format.js'

export type { Manifest, SegmentEntry, VectorsEntry } from './manifest-values.js'

export const manifestName = 'manifest.json'

/** Articles of a commit, without deleted ones. */
export function countArticles({ segments }: Pick<Manifest, 'segments'>): number {
  return segments.reduce((sum, { articles, deletions }) => sum + articles - (deletions?.count ?? 0), 0)
}

export function encodeManifest(manifest: Manifest): Uint8Array {
  const body = Buffer.from(JSON.stringify({ ...manifest, version: formatVersion }))
  const head = JSON.stringify({ format: 'xunzhang', version: formatVersion, crc32: crc32(body).toString(16) })
  return Buffer.concat([Buffer.from(`${head}\n`), body, Buffer.from('\n')])
}

/** @throws XunzhangError INDEX_DAMAGED or INDEX_VERSION */
export function decodeManifest(bytes: Uint8Array, where: string): Manifest {
  const headEnd = bytes.indexOf(lineFeed)
  const decoder = new TextDecoder()
  const head = parseHead(decoder.decode(bytes.subarray(0, Math.max(0, headEnd))), where)
  requireVersion(head.version, formatVersion, where)
  const bodyEnd = bytes.lastIndexOf(lineFeed)
  const body = bytes.subarray(headEnd + 1, Math.max(headEnd + 1, bodyEnd))
  const found = crc32(body).toString(16)
  if (found !== head.crc32) {
    throw new XunzhangError('CHECKSUM_WRONG', { what: 'manifest', found, expected: head.crc32 }, { where })
  }
  return checkManifest(parseJson(body), where)
}

const lineFeed = 10

function parseHead(line: string, where: string): { version: number; crc32: string } {
  try {
    const head = JSON.parse(line) as { format?: unknown; version?: unknown; crc32?: unknown }
    if (head.format === 'xunzhang' && typeof head.version === 'number' && typeof head.crc32 === 'string') {
      return { version: head.version, crc32: head.crc32 }
    }
  } catch {
    // Reported below, like any other malformed first line.
  }
  throw new XunzhangError('INDEX_FILE', { what: 'header' }, { where })
}
