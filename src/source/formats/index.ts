/** The table of formats: adding one is a file beside this and a line here and in `kinds.ts`. */
import { readArticleFile } from './article-file.js'
import { readGzip, readZstd } from './compressed.js'
import { readEpub } from './epub.js'
import { readFeed } from './feed.js'
import { readJson } from './json.js'
import { readJsonl } from './jsonl.js'
import { KINDS, kindOf } from './kinds.js'
import type { Kind } from './kinds.js'
import { sniff } from './sniff.js'
import { readTable } from './table.js'
import type { SourceFormat } from './types.js'
import { readWarc } from './warc.js'

export type { RawFile, ReadContext, SourceFormat } from './types.js'

const READERS: Readonly<Record<Kind['name'], SourceFormat['read']>> = {
  markdown: readArticleFile,
  html: readArticleFile,
  text: readArticleFile,
  jsonl: readJsonl,
  json: readJson,
  table: readTable,
  feed: readFeed,
  epub: readEpub,
  warc: (file, context) => readWarc(file, context),
  gzip: readGzip,
  zstd: readZstd,
}

export const FORMATS: readonly SourceFormat[] = KINDS.map((kind) => ({ ...kind, read: READERS[kind.name] }))

const BY_NAME = new Map(FORMATS.map((format) => [format.name, format]))

/** Files that a user names one by one may be called anything: their first bytes tell what they are. */
const ANY: SourceFormat = {
  name: 'text',
  extensions: [],
  splittable: false,
  container: false,
  read: (file, context) => READERS[sniff(file.bytes)](file, context),
}

/** The format that a file's name tells; for an unknown name one that looks at the first bytes. */
export function formatOf(path: string): SourceFormat | undefined {
  const kind = kindOf(path)
  return kind === undefined ? ANY : BY_NAME.get(kind.name)
}
