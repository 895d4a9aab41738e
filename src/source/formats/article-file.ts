/**
 * One file, one article: Markdown, HTML, or text, with or without front matter. What a file holds decides, not its name:
 * mirrors of feeds keep HTML in `.txt` and `.md`.
 */
import { isProblem, problem } from '../article.js'
import type { Article, Problem } from '../article.js'
import { decode } from '../decode.js'
import { parseDate } from '../fields/dates.js'
import { parseFrontMatter } from '../fields/front-matter.js'
import { mapFields } from '../fields/map.js'
import type { Fields } from '../fields/map.js'
import { splitFrontMatter } from '../fields/split.js'
import type { FrontMatter } from '../fields/split.js'
import { articleText } from './article-text.js'
import type { RawFile, ReadContext } from './types.js'

/** Reads a file as one article; yields a problem instead, or besides where only a part could be read. */
export function* readArticleFile(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const decoded = decode(file.bytes, file.path)
  if (isProblem(decoded)) {
    yield decoded
    return
  }
  if (decoded.problem !== undefined) yield decoded.problem
  const { text } = decoded
  const block = splitFrontMatter(text)
  const complaint = block === undefined ? undefined : yield* complaints(file, text, block)
  const fields = complaint ?? mapFields({})
  const made = articleText(text.slice(block?.bodyStart ?? 0), file.path, fields, context, block !== undefined)
  if (made.body === '' && made.captions.length === 0 && fields.title === '') {
    yield problem(file.path, 'TEXT_EMPTY', {})
    return
  }
  fields.date ||= dateOfName(file.path)
  yield {
    id: file.path,
    ...fields,
    body: made.body,
    captions: made.captions,
    origin: { path: file.path, line: 1, start: 0, end: file.bytes.length },
  }
}

/** Jekyll keeps the date of a post in the name of its file alone, as keepers of daily notes do. */
function dateOfName(path: string): string {
  return parseDate(/(?:^|\/)(\d{4}-\d\d-\d\d)(?!\d)[^/]*$/.exec(path)?.[1])
}

function* complaints(file: RawFile, text: string, block: FrontMatter): Generator<Problem, Fields> {
  const { data, complaint } = parseFrontMatter(block)
  if (complaint !== undefined) {
    const line = 1 + count(text.slice(0, block.start), '\n') + complaint.line
    yield { ...complaint, path: file.path, line }
  }
  return mapFields(data)
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}
