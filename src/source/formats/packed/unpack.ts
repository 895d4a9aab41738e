/**
 * Unpacks compressed files within bounds: small ones at once with zlib, large ones piece by piece, so that neither a
 * large dump nor a decompression bomb takes all memory. Of a file that was cut short, everything before the cut is
 * read.
 */
import { bufferOf } from '../../buffer-of.js'
import { constants, gunzipSync } from 'node:zlib'
import * as zlib from 'node:zlib'
import { mostUnpacked, tooMuchUnpacked } from '../bounds.js'
import { soundPieces } from './gzip-members.js'
import { UnpackError } from './unpack-error.js'

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
  throw new UnpackError('PACKED_DAMAGED')
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
  if (decompress === undefined) throw new UnpackError('ZSTD_UNSUPPORTED')
  try {
    yield decompress(bytes, { maxOutputLength: mostUnpacked(bytes.length) })
  } catch (error) {
    throw error instanceof RangeError ? tooMuchUnpacked(bytes.length) : new UnpackError('PACKED_DAMAGED')
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
      if (total > most) throw new UnpackError('PACKED_TOO_LARGE', most / 1048576)
      parts.push(piece)
    }
  } catch (error) {
    if (!(error instanceof UnpackError) || error.reason !== 'PACKED_DAMAGED' || total === 0) throw error
    cut = error
  }
  const only = parts.length === 1 ? parts[0] : undefined
  const bytes = only === undefined ? Buffer.concat(parts) : bufferOf(only)
  return cut === undefined ? { bytes } : { bytes, error: cut }
}
