/**
 * Unpacks gzip data piece by piece, for data that is too large for one call and for damaged data. fflate checks neither
 * checksum nor length, so both are checked here, and a member is held back until they are right. Format: RFC 1952,
 * section 2.3.
 */
import { bufferOf } from '../../buffer-of.js'
import { crc32 } from 'node:zlib'
import { Gunzip } from 'fflate'
import { mostUnpacked, tooMuchUnpacked } from '../bounds.js'
import { UnpackError } from './unpack-error.js'

/** Packed bytes given to the unpacker in one step; a decompression bomb turns them into a thousand times as many. */
const PIECE = 16 * 1024
/**
 * Unpacked bytes of a member that are held back. A longer member is passed on unchecked, and a wrong checksum is still
 * reported.
 */
const MOST_HELD = 64 * 1024 * 1024
/** Bytes of checksum and length after a member. */
const TRAILER = 8

interface Member {
  /** Where it begins in the packed bytes. */
  readonly start: number
  checksum: number
  /** Unpacked bytes: all, and those held back. */
  length: number
  heldLength: number
  held: Uint8Array[]
}

interface Unpacking {
  member: Member
  ready: Uint8Array[]
  total: number
  isDamaged: boolean
}

/** Yields the members up to the first one whose checksum is wrong; throws {@link UnpackError} there. */
export function* soundPieces(packed: Uint8Array): Generator<Uint8Array> {
  const state: Unpacking = { member: startMember(0), ready: [], total: 0, isDamaged: false }
  const stream = new Gunzip((piece) => {
    add(state, piece)
  })
  stream.onmember = (offset) => {
    close(state, trailerOf(state.member).equals(packed.subarray(offset - TRAILER, offset)))
    state.member = startMember(offset)
  }
  for (let at = 0; at < packed.length && !state.isDamaged; at += PIECE) {
    push(stream, packed, at, state)
    if (state.total > mostUnpacked(packed.length)) throw tooMuchUnpacked(packed.length)
    yield* state.ready.splice(0)
  }
  if (state.isDamaged) throw new UnpackError('damaged')
}

function push(stream: Gunzip, packed: Uint8Array, at: number, state: Unpacking): void {
  const isLast = at + PIECE >= packed.length
  let hasFailed = false
  try {
    stream.push(packed.subarray(at, at + PIECE), isLast)
  } catch {
    hasFailed = true
  }
  if (state.isDamaged || !(isLast || hasFailed)) return
  // fflate doesn't say where the last member ends, and garbage may follow it. So its trailer is searched for: no other
  // eight bytes are likely to be the same.
  const all = bufferOf(packed)
  const trailerAt = all.lastIndexOf(trailerOf(state.member))
  close(state, trailerAt >= state.member.start)
  state.isDamaged ||= !isPadding(all.subarray(trailerAt + TRAILER))
}

/** True for zeros alone, which tapes and block devices add as padding. */
function isPadding(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}

function add(state: Unpacking, piece: Uint8Array): void {
  const { member, ready } = state
  if (state.isDamaged || piece.length === 0) return
  state.total += piece.length
  member.checksum = crc32(piece, member.checksum)
  member.length += piece.length
  member.heldLength += piece.length
  member.held.push(piece)
  if (member.heldLength > MOST_HELD) release(member, ready)
}

function close(state: Unpacking, isRight: boolean): void {
  if (state.isDamaged) return
  state.isDamaged = !isRight
  if (isRight) release(state.member, state.ready)
}

function release(member: Member, ready: Uint8Array[]): void {
  for (const piece of member.held) ready.push(piece)
  member.held = []
  member.heldLength = 0
}

function startMember(start: number): Member {
  return { start, checksum: 0, length: 0, heldLength: 0, held: [] }
}

/** The trailer that must follow the packed bytes of a member. */
function trailerOf({ checksum, length }: Member): Buffer {
  const trailer = Buffer.alloc(TRAILER)
  trailer.writeUInt32LE(checksum, 0)
  trailer.writeUInt32LE(length % 2 ** 32, 4)
  return trailer
}
