/** The table of formats: adding one is a file beside this and a line here and in `kinds.ts`. */
import { problem } from '../article.js'
import type { Article, Problem } from '../article.js'
import { readArticleFile } from './pages/article-file.js'
import { readNotebook } from './pages/notebook.js'
import { fewProblems, withinBounds } from './bounds.js'
import { readGzip, readZstd } from './packed/compressed.js'
import { readEpub } from './packed/epub.js'
import { readDocx, readPdfFile } from './converted/documents.js'
import { readMail, readMhtml } from './converted/mail.js'
import { readEnex } from './feeds/enex.js'
import { readFeed } from './feeds/feed.js'
import { readJson } from './records/json.js'
import { readJsonl } from './records/jsonl.js'
import { converterOf } from './converters.js'
import { KINDS, extensionOf, kindOf, missingFor } from './kinds.js'
import type { Kind } from './kinds.js'
import { sniff } from './sniff.js'
import { readTable } from './records/table.js'
import type { RawFile, ReadContext, SourceFormat } from './types.js'
import { readWarc } from './packed/warc.js'

export type { RawFile, ReadContext, SourceFormat } from './types.js'

const READERS: Readonly<Record<Kind['name'], SourceFormat['read']>> = {
  markdown: readArticleFile,
  org: readArticleFile,
  notebook: readNotebook,
  html: readArticleFile,
  text: readArticleFile,
  jsonl: readJsonl,
  json: readJson,
  table: readTable,
  feed: readFeed,
  enex: readEnex,
  docx: (file, context) => (isText(file.bytes) ? readAny : readDocx)(file, context),
  pdf: (file, context) => (isText(file.bytes) ? readAny : readPdfFile)(file, context),
  mail: readMail,
  mhtml: readMhtml,
  epub: readEpub,
  warc: (file, context) => readWarc(file, context),
  gzip: readGzip,
  zstd: readZstd,
}

/** What a converter writes is called as the document is: its text comes through a pipe, under that name. */
const isText = (bytes: Uint8Array): boolean =>
  !/^(?:\s*%PDF|PK\u0003\u0004|\u00d0\u00cf)/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'))

const readAny: SourceFormat['read'] = (file, context) => READERS[sniff(file.bytes)](file, context)

/** Those that unpack keep their own account of bytes; a line of JSONL stands for no more than itself. */
const ACCOUNTED: ReadonlySet<Kind['name']> = new Set<Kind['name']>([
  'json',
  'table',
  'feed',
  'enex',
  'notebook',
  'mail',
  'mhtml',
])

export const FORMATS: readonly SourceFormat[] = KINDS.map((kind) => ({ ...kind, read: bounded(kind.name) }))

function bounded(name: Kind['name']): SourceFormat['read'] {
  return (file, context) => fewProblems(withBoundsTold(name, file, context), file.path)
}

function* withBoundsTold(name: Kind['name'], file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const { path, bytes } = file
  const told: Problem[] = []
  // Records of one file are made alike: what holds for many of them is said once.
  let isToldOfKeys = false
  const onBound: ReadContext['onBound'] = (reason, most) => {
    if (reason !== 'KEYS_LEFT_OUT' || !isToldOfKeys) told.push(problem(path, reason, { most }))
    isToldOfKeys ||= reason === 'KEYS_LEFT_OUT'
  }
  const items = READERS[name](file, { ...context, onBound })
  for (const item of ACCOUNTED.has(name) ? withinBounds(items, path, () => bytes.length) : items) {
    yield item
    while (told.length > 0) yield told.shift()!
  }
  yield* told
}

const BY_NAME = new Map(FORMATS.map((format) => [format.name, format]))

/** Files that a user names one by one may be called anything: their first bytes tell what they are. */
const ANY: SourceFormat = {
  name: 'text',
  extensions: [],
  splittable: false,
  container: false,
  read: (file, context) => {
    const needed = missingFor(extensionOf(file.path))
    const command = converterOf(file.path, file.bytes)
    if (command !== undefined && needed !== undefined)
      return [problem(file.path, 'KIND_NEEDS_PACKAGE', { name: needed, command }, { unread: 'file' })]
    if (command !== undefined) return [problem(file.path, 'KIND_UNREADABLE', { command }, { unread: 'file' })]
    return bounded(sniff(file.bytes))(file, context)
  },
}

/** The format that a file's name tells; for an unknown name one that looks at the first bytes. */
export function formatOf(path: string): SourceFormat | undefined {
  const kind = kindOf(path)
  return kind === undefined ? ANY : BY_NAME.get(kind.name)
}
