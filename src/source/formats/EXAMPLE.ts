/**
 * A format to copy: plain text whose first line is the title. Then list its extensions in `kinds.ts` and its reader in
 * `index.ts`, and describe it in `fronts/messages/LANGUAGE/terms.ts`: the compiler asks for these. What every format needs
 * (bounds, problems reported once, threads) stands at the door, in `index.ts`.
 */
import type { Article, Problem } from '../article.js'
import { articleOf } from './pages/article-file.js'
import type { RawFile, ReadContext } from './types.js'

export function* readExample(file: RawFile, text: string, context: ReadContext): Iterable<Article | Problem> {
  const end = `${text}\n`.indexOf('\n')
  const head = { data: { title: text.slice(0, end) }, bodyStart: 0, isThere: false }
  yield* articleOf(file, text.slice(end + 1), head, { ...context, markup: 'text' })
}
