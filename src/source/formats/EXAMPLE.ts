/**
 * A format to copy: plain text whose first line is the title. Then list its extensions in `kinds.ts` and its reader in
 * `index.ts`, and describe it in `fronts/messages/LANGUAGE/terms.ts`: the compiler asks for these. What every format needs
 * (bounds, problems reported once, threads) stands at the door, in `index.ts`.
 */
import { isProblem, type Article, type Problem } from '../article.js'
import { decode } from '../decode.js'
import { articleOf } from './pages/article-file.js'
import type { RawFile, ReadContext } from './types.js'

export function* readExample(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const decoded = decode(file.bytes, file.path)
  if (isProblem(decoded)) return void (yield decoded)
  const end = `${decoded.text}\n`.indexOf('\n')
  const head = { data: { title: decoded.text.slice(0, end) }, bodyStart: 0, isThere: false }
  yield* articleOf(file, decoded.text.slice(end + 1), head, { ...context, markup: 'text' })
}
