import { readFileSync } from 'node:fs'
import { inEnglish } from '../../src/base/errors.js'
import { isProblem } from '../../src/source/article.js'
import type { Article, Problem } from '../../src/source/article.js'
import { formatOf } from '../../src/source/formats/index.js'
import type { ReadContext } from '../../src/source/formats/index.js'
import { walk } from '../../src/source/walk/walk.js'

/** A problem with what it says in English. */
export interface Told extends Problem {
  readonly message: string
  readonly remedy: string
}

export const told = (problem: Problem): Told => ({ ...problem, ...inEnglish(problem) })

interface ReadResult {
  readonly articles: Article[]
  readonly problems: Told[]
  readonly removed: { reason: string; text: string }[]
}

/** Reads one file given as text or bytes. */
export function readOne(path: string, content: string | Uint8Array, context: Partial<ReadContext> = {}): ReadResult {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const result: ReadResult = { articles: [], problems: [], removed: [] }
  const onRemoved = (block: { reason: string; text: string }): void => void result.removed.push(block)
  for (const item of formatOf(path).read(
    { path, bytes, startLine: 1, startByte: 0 },
    { clean: false, onRemoved, ...context },
  )) {
    if (isProblem(item)) result.problems.push(told(item))
    else result.articles.push(item)
  }
  return result
}

/** Reads what `walk` finds. */
export function readFolder(folder: string): ReadResult {
  const { files, problems } = walk([folder])
  const result: ReadResult = { articles: [], problems: problems.map(told), removed: [] }
  for (const file of files) {
    const one = readOne(file.path, readFileSync(file.absolute))
    result.articles.push(...one.articles)
    result.problems.push(...one.problems)
    result.removed.push(...one.removed)
  }
  return result
}
