/**
 * Compressed files to bytes, within bounds: small ones at once by zlib, large ones piece by piece, so that neither a
 * large dump nor a bomb takes all memory. A cut costs what stands behind it, not what stands before.
 */
import { bufferOf } from '../../buffer-of.js'
import { constants, gunzipSync } from 'node:zlib'
import * as zlib from 'node:zlib'
import { LIMITS } from '../../limits.js'
import { mostUnpacked } from '../bounds.js'
import { soundPieces } from './gzip-members.js'
import { UnpackError } from './unpack-error.js'

/** Unpacked at once up to this size, UTF-8 bytes. */
const AT_ONCE = 64 * 1024 * 1024

/**
 * Yields the unpacked bytes in pieces of any size; throws {@link UnpackError} where they can't go on. Of data cut short
 * all comes that stands before the cut; of data damaged otherwise only what {@link soundPieces} finds sound, for nothing
 * tells where in a member the damage begins.
 */
export function* gunzipPieces(bytes: Uint8Array): Generator<Uint8Array> {
  const whole = unzip(bytes, constants.Z_FINISH)
  if (typeof whole !== 'string') return void (yield whole)
  if (whole !== 'Z_BUF_ERROR') return void (yield* soundPieces(bytes))
  const beforeCut = unzip(bytes, constants.Z_SYNC_FLUSH)
  if (typeof beforeCut !== 'string') yield beforeCut
  throw new UnpackError('PACKED_DAMAGED')
}

/** @returns the code of the error where it fails; to end too early is none with `Z_SYNC_FLUSH` */
function unzip(bytes: Uint8Array, finishFlush: number): Uint8Array | string {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.min(AT_ONCE, mostUnpacked(bytes.length)), finishFlush })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? ''
  }
}

type ZstdSync = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array

/** Node has Zstandard from 22.15 on. */
export function unzstd(bytes: Uint8Array): Uint8Array {
  const decompress = (zlib as unknown as { zstdDecompressSync?: ZstdSync }).zstdDecompressSync
  if (decompress === undefined) throw new UnpackError('ZSTD_UNSUPPORTED')
  try {
    return decompress(bytes, {
      maxOutputLength: mostUnpacked(bytes.length),
    })
  } catch (error) {
    const large = error instanceof RangeError
    throw large ? new UnpackError('PACKED_TOO_DENSE', LIMITS.unpackedRatio) : new UnpackError('PACKED_DAMAGED')
  }
}

/** All pieces as one, or an error when they are more than `most` bytes; where the data ends early, what came before. */
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
