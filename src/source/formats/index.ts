/** The table of formats: adding one is a file beside this and a line here and in `kinds.ts`. */
import { readArticleFile } from './article-file.js'
import { readJsonl } from './jsonl.js'
import { KINDS, kindOf } from './kinds.js'
import type { Kind } from './kinds.js'
import type { SourceFormat } from './types.js'

export { isProblem } from '../article.js'
export type { Article, Origin, Problem } from '../article.js'
export type { RawFile, ReadContext, SourceFormat } from './types.js'

const READERS: Readonly<Partial<Record<Kind['name'], SourceFormat['read']>>> = {
  markdown: readArticleFile,
  html: readArticleFile,
  text: readArticleFile,
  jsonl: readJsonl,
}

export const FORMATS: readonly SourceFormat[] = KINDS.flatMap((kind) => {
  const read = READERS[kind.name]
  return read === undefined ? [] : [{ ...kind, read }]
})

const BY_NAME = new Map(FORMATS.map((format) => [format.name, format]))

/** The format that a file's name tells, undefined for an unknown one. */
export function formatOf(path: string): SourceFormat | undefined {
  const kind = kindOf(path)
  return kind === undefined ? undefined : BY_NAME.get(kind.name)
}
