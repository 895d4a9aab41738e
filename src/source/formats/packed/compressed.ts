/** `.gz` and `.zst`: unpacks a file and passes it to the format that the rest of its name implies. */
import { isProblem, type Article, type Problem } from '../../article.js'
import { LIMITS } from '../../limits.js'
import { UnpackError, unpackProblem, withinBounds } from '../bounds.js'
import { readJsonl } from '../records/jsonl.js'
import { extensionOf, kindOf, unpackedName, type Kind } from '../kinds.js'
import { sniff } from '../sniff.js'
import type { RawFile, ReadContext, SourceFormat } from '../types.js'
import { gunzipPieces, joinPieces, unzstd } from './unpack.js'
import { readWarc } from './warc.js'

type Readers = Readonly<Record<Kind['name'], SourceFormat['read']>>

/** The most problems of one file that are held back until its end; further ones are reported at once. */
const MOST_HELD = 100_000

/**
 * Damaged data causes any number of problems. So problems are held back, and if the data turns out to be damaged, the
 * damage is reported instead of them.
 */
export function* readCompressed(file: RawFile, context: ReadContext, readers: Readers): Iterable<Article | Problem> {
  const held: Problem[] = []
  try {
    for (const item of readInside(file, context, readers)) {
      if (isProblem(item) && held.length < MOST_HELD) held.push(item)
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
