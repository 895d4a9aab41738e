/**
 * Reads zip archives member by member: a listing from the central directory, and each member unpacked on request, so
 * that an unpacked archive is never in memory as a whole. Format: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
 * No zip64: the archives read here are smaller.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { LIMITS } from '../../limits.js'
import { UnpackError, type Allowance } from '../bounds.js'

export interface Member {
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  /** Where its local header begins. */
  readonly header: number
}

const END = Buffer.from('PK\x05\x06')
const END_SIZE = 22
const ENTRY = 0x02014b50
const ENTRY_SIZE = 46
const LOCAL = 0x04034b50
const LOCAL_SIZE = 30
const STORED = 0
const DEFLATED = 8

/** Members by name. @throws UnpackError if the bytes are not an archive, or it has too many members */
export function listZip(bytes: Buffer): ReadonlyMap<string, Member> {
  const end = bytes.lastIndexOf(END)
  if (end < 0 || end + END_SIZE > bytes.length) throw new UnpackError('damaged')
  const count = bytes.readUInt16LE(end + 10)
  if (count > LIMITS.members) throw new UnpackError('files', LIMITS.members)
  const members = new Map<string, Member>()
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_SIZE > end || bytes.readUInt32LE(at) !== ENTRY) throw new UnpackError('damaged')
    const nameEnd = at + ENTRY_SIZE + bytes.readUInt16LE(at + 28)
    members.set(bytes.toString('utf8', at + ENTRY_SIZE, nameEnd), entryAt(bytes, at))
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return members
}

function entryAt(bytes: Buffer, at: number): Member {
  return {
    method: bytes.readUInt16LE(at + 10),
    checksum: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    header: bytes.readUInt32LE(at + 42),
  }
}

/** The bytes of a member. @throws UnpackError if they are damaged, or more than a bound allows */
export function readMember(
  bytes: Buffer,
  { method, checksum, packed, size, header }: Member,
  allowance: Allowance,
): Buffer {
  if (size > LIMITS.memberBytes) throw new UnpackError('large', LIMITS.memberBytes / 1048576)
  if (header + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(header) !== LOCAL) throw new UnpackError('damaged')
  const start = header + LOCAL_SIZE + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
  const data = bytes.subarray(start, start + packed)
  allowance.take(size)
  const content = method === STORED ? data : method === DEFLATED ? inflate(data, size) : undefined
  if (content?.length !== size || crc32(content) !== checksum) throw new UnpackError('damaged')
  return content
}

function inflate(data: Buffer, size: number): Buffer | undefined {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) })
  } catch {
    return undefined
  }
}
