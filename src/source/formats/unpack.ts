/**
 * Compressed files to bytes, within bounds: small ones at once by zlib, large ones piece by piece, so that neither a
 * large dump nor a bomb takes all memory. A damaged end costs what stands behind it, not what stands before.
 */
import { gunzipSync } from 'node:zlib'
import * as zlib from 'node:zlib'
import { Gunzip } from 'fflate'
import { LIMITS } from '../limits.js'

/** Unpacked at once up to this size, UTF-8 bytes. */
const AT_ONCE = 64 * 1024 * 1024
/** Packed bytes given to the unpacker in one step; a bomb makes a thousand times that of them. */
const PIECE = 16 * 1024
/** Text packs to a tenth, seldom to a fiftieth; more than this is a bomb. */
const MOST_RATIO = 250
const RATIO_FROM = 32 * 1024 * 1024

/** Why unpacking stopped; what came before it stands. */
export class UnpackError extends Error {}

const DAMAGED = 'the compressed data is damaged or cut short'

/** Yields the unpacked bytes in pieces of any size; throws {@link UnpackError} where they can't go on. */
export function* gunzipPieces(bytes: Uint8Array): Generator<Uint8Array> {
  let whole: Uint8Array | undefined
  try {
    whole = gunzipSync(bytes, { maxOutputLength: AT_ONCE })
  } catch {
    whole = undefined
  }
  if (whole !== undefined) yield whole
  else yield* inPieces(bytes)
}

function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  let pieces: Uint8Array[] = []
  const stream = new Gunzip((piece) => void pieces.push(piece))
  let total = 0
  for (let at = 0; at < bytes.length; at += PIECE) {
    let failed = false
    try {
      stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)
    } catch {
      failed = true
    }
    for (const piece of pieces) {
      total += piece.length
      if (total > LIMITS.unpackedBytes) throw new UnpackError(`unpacks to over ${LIMITS.unpackedBytes / 1048576} MiB`)
      if (total > RATIO_FROM && total > MOST_RATIO * bytes.length)
        throw new UnpackError(`unpacks to over ${MOST_RATIO} times its size`)
      yield piece
    }
    pieces = []
    if (failed) throw new UnpackError(DAMAGED)
  }
}

type ZstdSync = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array

/** Node has Zstandard from 22.15 on. */
export function unzstd(bytes: Uint8Array): Uint8Array {
  const decompress = (zlib as unknown as { zstdDecompressSync?: ZstdSync }).zstdDecompressSync
  if (decompress === undefined) throw new UnpackError('this Node has no Zstandard (22.15 and later do)')
  try {
    return decompress(bytes, {
      maxOutputLength: Math.min(LIMITS.unpackedBytes, Math.max(RATIO_FROM, MOST_RATIO * bytes.length)),
    })
  } catch (error) {
    const large = error instanceof RangeError
    throw new UnpackError(large ? `unpacks to over ${MOST_RATIO} times its size` : DAMAGED)
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
      if (total > most) throw new UnpackError(`unpacks to over ${most / 1048576} MiB`)
      parts.push(piece)
    }
  } catch (error) {
    if (!(error instanceof UnpackError) || error.message !== DAMAGED || total === 0) throw error
    cut = error
  }
  const only = parts.length === 1 ? parts[0] : undefined
  const bytes = only === undefined ? Buffer.concat(parts) : Buffer.from(only.buffer, only.byteOffset, only.byteLength)
  return cut === undefined ? { bytes } : { bytes, error: cut }
}
