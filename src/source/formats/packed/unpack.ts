/**
 * Unpacks compressed files within bounds: small ones at once with zlib, large ones piece by piece, so that neither a
 * large dump nor a decompression bomb takes all memory. Of a file that was cut short, everything before the cut is
 * read.
 */
import * as zlib from 'node:zlib'
import { constants, crc32, gunzipSync } from 'node:zlib'
import { bufferOf } from '../../decode.js'
import { UnpackError, mostUnpacked, tooMuchUnpacked, unpackProblem, withinBounds } from '../bounds.js'
import { Gunzip } from 'fflate'
import { isProblem, type Article, type Problem } from '../../article.js'
import { LIMITS } from '../../limits.js'
import { readJsonl } from '../records/jsonl.js'
import { extensionOf, kindOf, unpackedName, sniff, type Kind } from '../kinds.js'
import type { RawFile, ReadContext, SourceFormat } from '../types.js'
import { readWarc } from './warc.js'

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
const MOST_HELD_BYTES = 64 * 1024 * 1024
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
  if (member.heldLength > MOST_HELD_BYTES) release(member, ready)
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

/* `.gz` and `.zst`: unpacks a file and passes it to the format that the rest of its name implies. */

type Readers = Readonly<Record<Kind['name'], SourceFormat['read']>>

/** The most problems of one file that are held back until its end; further ones are reported at once. */
const MOST_HELD_PROBLEMS = 100_000

/**
 * Damaged data causes any number of problems. So problems are held back, and if the data turns out to be damaged, the
 * damage is reported instead of them.
 */
export function* readCompressed(file: RawFile, context: ReadContext, readers: Readers): Iterable<Article | Problem> {
  const held: Problem[] = []
  try {
    for (const item of readInside(file, context, readers)) {
      if (isProblem(item) && held.length < MOST_HELD_PROBLEMS) held.push(item)
      else yield item
    }
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error
    if (error.what === 'damaged') held.length = 0
    held.push(unpackProblem(file.path, error))
  }
  yield* held
}

function* readInside(file: RawFile, context: ReadContext, readers: Readers): Iterable<Article | Problem> {
  const name = kindOf(unpackedName(file.path))?.name
  const pieces = extensionOf(file.path) === '.zst' ? unzstd(file.bytes) : gunzipPieces(file.bytes)
  if (name === 'jsonl') return void (yield* readLines(file, context, pieces))
  if (name === 'warc') return void (yield* readWarc(file, context, pieces))
  const { bytes, error } = joinPieces(pieces, LIMITS.articleBytes)
  const kind = name ?? sniff(bytes)
  // What is compressed twice is not unpacked again.
  const read = readers[kind === 'gzip' || kind === 'zstd' ? 'text' : kind]
  yield* withinBounds(read({ ...file, bytes }, context), file.path, () => bytes.length)
  if (error !== undefined) throw error
}

/** Reads JSONL: joins pieces that are cut anywhere into pieces of whole lines. */
function* readLines(file: RawFile, context: ReadContext, pieces: Iterable<Uint8Array>): Iterable<Article | Problem> {
  let carry: Uint8Array[] = []
  let carried = 0
  let startLine = file.startLine
  let startByte = file.startByte
  const flush = function* (): Generator<Article | Problem> {
    const bytes = Buffer.concat(carry)
    carry = []
    carried = 0
    startLine = yield* readJsonl({ ...file, bytes, startLine, startByte }, context)
    startByte += bytes.length
  }
  for (const piece of pieces) {
    const cut = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).lastIndexOf(10) + 1
    if (cut > 0) {
      carry.push(piece.subarray(0, cut))
      carried += cut
      yield* flush()
    }
    if (cut < piece.length) {
      carry.push(piece.slice(cut))
      carried += piece.length - cut
    }
    if (carried > LIMITS.record) throw new UnpackError('line', LIMITS.record / 1048576)
  }
  if (carried > 0) yield* flush()
}
