/**
 * Unpacks compressed files within bounds: small ones at once with zlib, large ones piece by piece, so that neither a
 * large dump nor a decompression bomb takes all memory. Of a file that was cut short, everything before the cut is
 * read.
 */
import { bufferOf } from '../../buffer-of.js'
import { constants, crc32, gunzipSync } from 'node:zlib'
import * as zlib from 'node:zlib'
import { UnpackError, mostUnpacked, tooMuchUnpacked } from '../bounds.js'
import { Gunzip } from 'fflate'

/** The most unpacked bytes that are made at once. */
const AT_ONCE = 64 * 1024 * 1024

/**
 * Yields the unpacked bytes in pieces of any size; throws {@link UnpackError} where they can't go on. Data that was cut
 * short yields everything before the cut. Data damaged otherwise yields only the members that {@link soundPieces} finds
 * sound, because nothing shows where in a member the damage begins.
 */
export function* gunzipPieces(bytes: Uint8Array): Generator<Uint8Array> {
  const whole = unzip(bytes, constants.Z_FINISH)
  if (typeof whole !== 'string') return void (yield whole)
  if (whole !== 'Z_BUF_ERROR') return void (yield* soundPieces(bytes))
  const beforeCut = unzip(bytes, constants.Z_SYNC_FLUSH)
  if (typeof beforeCut !== 'string') yield beforeCut
  throw new UnpackError('damaged')
}

/** @returns the code of the error if it fails; with `Z_SYNC_FLUSH`, data that ends too early is no error */
function unzip(bytes: Uint8Array, finishFlush: number): Uint8Array | string {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.min(AT_ONCE, mostUnpacked(bytes.length)), finishFlush })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? ''
  }
}

type ZstdSync = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array

/** Node has Zstandard from 22.15 on. */
export function* unzstd(bytes: Uint8Array): Generator<Uint8Array> {
  const decompress = (zlib as unknown as { zstdDecompressSync?: ZstdSync }).zstdDecompressSync
  if (decompress === undefined) throw new UnpackError('zstd')
  try {
    yield decompress(bytes, { maxOutputLength: mostUnpacked(bytes.length) })
  } catch (error) {
    throw error instanceof RangeError ? tooMuchUnpacked(bytes.length) : new UnpackError('damaged')
  }
}

/**
 * Joins all pieces. If the data is damaged behind the first of them, returns the pieces before the damage, and the
 * error.
 * @throws UnpackError if they are more than `most` bytes, or no piece is sound
 */
export function joinPieces(pieces: Iterable<Uint8Array>, most: number): { bytes: Buffer; error?: UnpackError } {
  const parts: Uint8Array[] = []
  let total = 0
  let cut: UnpackError | undefined
  try {
    for (const piece of pieces) {
      total += piece.length
      if (total > most) throw new UnpackError('large', most / 1048576)
      parts.push(piece)
    }
  } catch (error) {
    if (!(error instanceof UnpackError) || error.what !== 'damaged' || total === 0) throw error
    cut = error
  }
  const only = parts.length === 1 ? parts[0] : undefined
  const bytes = only === undefined ? Buffer.concat(parts) : bufferOf(only)
  return cut === undefined ? { bytes } : { bytes, error: cut }
}

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
