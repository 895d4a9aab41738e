/** The table of formats. A new format is a file like `EXAMPLE.ts`, a line here and one in `kinds.ts`. */
import { isProblem, problem, unread, type Article, type Problem } from '../article.js'
import { decode } from '../decode.js'
import { readArticleFile } from './pages/article-file.js'
import { readNotebook } from './pages/notebook.js'
import { fewProblems, withinBounds } from './bounds.js'
import { readCompressed } from './packed/unpack.js'
import { readEpub } from './packed/epub.js'
import { readDocx, readPdfFile } from './converted/documents.js'
import { readMail, readMhtml } from './converted/mail.js'
import { readEnex } from './feeds/enex.js'
import { readFeed } from './feeds/feed.js'
import { readJson } from './records/json.js'
import { readJsonl } from './records/jsonl.js'
import { KINDS, extensionOf, kindOf, missingFor, sniff, type Kind } from './kinds.js'
import { readTable } from './records/table.js'
import type { RawFile, ReadContext, SourceFormat } from './types.js'
import { readWarc } from './packed/warc.js'
import { basename } from 'node:path'

export type { RawFile, ReadContext, SourceFormat } from './types.js'

type TextReader = (file: RawFile, text: string, context: ReadContext) => Iterable<Article | Problem>

/** A reader of text, which is decoded here for all of them. */
export const ofText = (read: TextReader): SourceFormat['read'] =>
  function* (file, context) {
    const decoded = decode(file.bytes, file.path)
    if (isProblem(decoded)) return void (yield decoded)
    if (decoded.problem !== undefined) yield decoded.problem
    yield* read(file, decoded.text, context)
  }

const READERS: Readonly<Record<Kind['name'], SourceFormat['read']>> = {
  markdown: ofText(readArticleFile),
  org: ofText(readArticleFile),
  notebook: ofText(readNotebook),
  html: ofText(readArticleFile),
  text: ofText(readArticleFile),
  jsonl: readJsonl,
  json: ofText(readJson),
  table: ofText(readTable),
  feed: ofText(readFeed),
  enex: readEnex,
  docx: (file, context) => (isText(file.bytes) ? readAny : readDocx)(file, context),
  pdf: (file, context) => (isText(file.bytes) ? readAny : readPdfFile)(file, context),
  mail: readMail,
  mhtml: readMhtml,
  epub: readEpub,
  warc: (file, context) => readWarc(file, context),
  gzip: (file, context) => readCompressed(file, context, READERS),
  zstd: (file, context) => readCompressed(file, context, READERS),
}

/**
 * True if a file that is named like a document is text: the output of a converter comes through a pipe, under the name
 * of the document.
 */
const isText = (bytes: Uint8Array): boolean =>
  !/^(?:\s*%PDF|PK\u0003\u0004|\u00d0\u00cf)/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'))

const readAny: SourceFormat['read'] = (file, context) => READERS[sniff(file.bytes)](file, context)

export const FORMATS: readonly SourceFormat[] = KINDS.map((kind) => ({ ...kind, read: bounded(kind) }))

function bounded({ name, isAccounted }: Kind): SourceFormat['read'] {
  return guarded(READERS[name], isAccounted === true)
}

/** A reader with what every format needs at its door: bounds on what it yields, and each problem reported once. */
export function guarded(read: SourceFormat['read'], isAccounted: boolean): SourceFormat['read'] {
  return (file, context) => fewProblems(withBoundsTold(read, isAccounted, file, context), file.path)
}

function* withBoundsTold(
  read: SourceFormat['read'],
  isAccounted: boolean,
  file: RawFile,
  context: ReadContext,
): Iterable<Article | Problem> {
  const { path, bytes } = file
  const told: Problem[] = []
  // The records of one file are alike, so what holds for many of them is reported once.
  let isToldOfKeys = false
  const onBound: ReadContext['onBound'] = (what, most) => {
    if (what !== 'keys' || !isToldOfKeys) told.push(problem(path, 'READ_IN_PART', { what, most }))
    isToldOfKeys ||= what === 'keys'
  }
  const items = read(file, { ...context, onBound })
  for (const item of isAccounted ? withinBounds(items, path, () => bytes.length) : items) {
    yield item
    while (told.length > 0) yield told.shift()!
  }
  yield* told
}

const BY_NAME = new Map(FORMATS.map((format) => [format.name, format]))

/** For files that the user names one by one, which may have any name: their first bytes decide the format. */
const ANY: SourceFormat = {
  name: 'text',
  extensions: [],
  read: (file, context) => {
    const needed = missingFor(extensionOf(file.path))
    const command = converterOf(file.path, file.bytes)
    if (command !== undefined && needed !== undefined)
      return [unread(file.path, 'KIND_UNREAD', { what: 'package', name: needed, command })]
    if (command !== undefined) return [unread(file.path, 'KIND_UNREAD', { what: 'kind', command })]
    return BY_NAME.get(sniff(file.bytes))!.read(file, context)
  },
}

/** The format that a file's name implies; for an unknown name, one that looks at the first bytes. */
export function formatOf(path: string): SourceFormat {
  const kind = kindOf(path)
  return kind === undefined ? ANY : BY_NAME.get(kind.name)!
}

/** Programs that write the text of a file to their standard output, by the file's extension. */
const CONVERTERS: Readonly<Record<string, (file: string) => string>> = {
  '.pdf': (file) => `pdftotext ${file} -`,
  '.docx': (file) => `pandoc -t plain ${file}`,
  '.odt': (file) => `pandoc -t plain ${file}`,
  '.rtf': (file) => `pandoc -t plain ${file}`,
  '.doc': (file) => `antiword ${file}`,
  '.djvu': (file) => `djvutxt ${file}`,
}

/** First bytes of files that are not text. */
const SIGNATURE =
  /^(?:%PDF-|PK\x03\x04|\xd0\xcf\x11\xe0|\x89PNG|\xff\xd8\xff|GIF8|7z\xbc\xaf|Rar!|\{\\rtf|AT&TFORM|\x7fELF)/

/** A command that indexes a file of a kind that is not read; undefined if its first bytes may be text. */
export function converterOf(path: string, bytes: Uint8Array): string | undefined {
  const convert = CONVERTERS[extensionOf(path)]
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (!SIGNATURE.test(start)) return undefined
  const file = quoted(basename(path))
  return `${convert?.(file) ?? `CONVERTER ${file}`} | xunzhang index - --id ${file}`
}

const quoted = (name: string): string =>
  /^[\p{L}\p{N}._-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
