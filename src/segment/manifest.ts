/**
 * The manifest: which segments and deletions make up the index now. It is replaced as a whole by an atomic rename,
 * so a reader sees the last commit or the one before, never half of one. One JSON object a line: the first carries
 * the checksum of the second. Format: FORMAT.md, "Manifest".
 */
import { crc32 } from 'node:zlib'
import { XunzhangError } from '../errors.js'
import { requireVersion } from '../store/version.js'
import { formatVersion } from './format.js'

export const manifestName = 'manifest.json'

export interface SegmentEntry {
  /** File name of the segment, e.g. `7.seg`. */
  readonly name: string
  readonly bytes: number
  readonly articles: number
  /** CRC-32 of its page table, so that another intact file can't take its place. */
  readonly checksum: number
  /** File with one bit for each deleted article, if there are any. */
  readonly deletions?: { readonly name: string; readonly count: number; readonly checksum: number }
  /** File that records how far articles have moved in their files since they were read, if any have. */
  readonly moves?: { readonly name: string; readonly checksum: number }
}

export interface Manifest {
  readonly version: number
  /** Increases by one with every commit. */
  readonly generation: number
  /** Identity of analyser and lexicon; a query must be analysed by the same analyser. */
  readonly analyzer: string
  readonly tokenizer: string
  /** Absolute path of the user lexicon, or ''. */
  readonly lexicon: string
  readonly clean: boolean
  /** Absolute folders and files that were indexed. */
  readonly roots: readonly string[]
  /** Those of them that contained nothing to read. Absent in manifests of older versions. */
  readonly emptyRoots?: readonly string[]
  readonly segments: readonly SegmentEntry[]
  /** File that lists the source files with their size, time and hash. */
  readonly catalog: string
  readonly catalogChecksum: number
  /** File with the lines that the pages of a folder share, if any folder was counted. */
  readonly repeated?: { readonly name: string; readonly checksum: number }
  /** File with the user's words, if there are any. */
  readonly words?: { readonly name: string; readonly checksum: number }
  /** Number for the next file. */
  readonly nextFile: number
}

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
    throw new XunzhangError('CHECKSUM_WRONG', { of: 'manifest', found, expected: head.crc32 }, { where })
  }
  return JSON.parse(decoder.decode(body)) as Manifest
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
  throw new XunzhangError('HEADER_MISSING', {}, { where })
}
