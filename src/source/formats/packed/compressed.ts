/** `.gz` and `.zst`: unpacks a file and passes it to the format that the rest of its name implies. */
import { isProblem } from '../../article.js'
import type { Article, Problem } from '../../article.js'
import { LIMITS } from '../../limits.js'
import { readArticleFile } from '../pages/article-file.js'
import { withinBounds } from '../bounds.js'
import { readDocx, readPdfFile } from '../converted/documents.js'
import { readMail, readMhtml } from '../converted/mail.js'
import { readEnex } from '../feeds/enex.js'
import { readFeed } from '../feeds/feed.js'
import { readNotebook } from '../pages/notebook.js'
import { readEpub } from './epub.js'
import { readJson } from '../records/json.js'
import { readJsonl } from '../records/jsonl.js'
import { kindOf, unpackedName } from '../kinds.js'
import type { Kind } from '../kinds.js'
import { sniff } from '../sniff.js'
import { readTable } from '../records/table.js'
import type { RawFile, ReadContext, SourceFormat } from '../types.js'
import { gunzipPieces, joinPieces, unzstd } from './unpack.js'
import { UnpackError, unpackProblem } from './unpack-error.js'
import { readWarc } from './warc.js'

type Unpack = () => Iterable<Uint8Array>

/** The most problems of one file that are held back until its end; further ones are reported at once. */
const MOST_HELD = 100_000

export function* readGzip(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  yield* readUnpacked(file, context, () => gunzipPieces(file.bytes))
}

export function* readZstd(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  yield* readUnpacked(file, context, () => [unzstd(file.bytes)])
}

/**
 * Damaged data causes any number of problems. So problems are held back, and if the data turns out to be damaged, the
 * damage is reported instead of them.
 */
function* readUnpacked(file: RawFile, context: ReadContext, unpack: Unpack): Iterable<Article | Problem> {
  const held: Problem[] = []
  try {
    for (const item of readInside(file, context, unpack)) {
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

function* readInside(file: RawFile, context: ReadContext, unpack: Unpack): Iterable<Article | Problem> {
  const kind = kindOf(unpackedName(file.path))?.name
  if (kind === 'jsonl') return void (yield* readLines(file, context, unpack()))
  if (kind === 'warc') return void (yield* readWarc(file, context, unpack()))
  const { bytes, error } = joinPieces(unpack(), LIMITS.articleBytes)
  const items = kind === undefined ? readSniffed(file, context, bytes) : readerOf(kind)({ ...file, bytes }, context)
  yield* withinBounds(items, file.path, () => bytes.length)
  if (error !== undefined) throw error
}

/** For a name like `dump.gz`, which says nothing about the content. What is compressed twice is not unpacked again. */
function readSniffed(file: RawFile, context: ReadContext, bytes: Buffer): Iterable<Article | Problem> {
  const kind = sniff(bytes)
  return kind === 'jsonl' ? readJsonl({ ...file, bytes }, context) : readerOf(kind)({ ...file, bytes }, context)
}

/** Readers for anything but the text of one article; JSONL and WARC are read piece by piece, above. */
const READERS: { readonly [Name in Kind['name']]?: SourceFormat['read'] } = {
  json: readJson,
  table: readTable,
  feed: readFeed,
  epub: readEpub,
  notebook: readNotebook,
  enex: readEnex,
  docx: readDocx,
  pdf: readPdfFile,
  mail: readMail,
  mhtml: readMhtml,
}

const readerOf = (kind: Kind['name'] | undefined): SourceFormat['read'] =>
  (kind === undefined ? undefined : READERS[kind]) ?? readArticleFile

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
