import { XunzhangError, type Fault } from '../../../../base/errors.js'
import type { ValuesAt } from '../../../../base/options/places.js'
import { openIndex } from '../../../../library/open-index.js'
import { quote } from '../../../../library/results/query-words.js'
import type { Index, StoredArticle } from '../../../../library/types.js'
import { articleText } from '../../terminal/article-text.js'
import { defineCommand, indexFolders } from '../../command.js'
import { type Context, status } from '../../context.js'
import { lineBlocks } from '../../terminal/lines.js'
import { safeJson, severalLines, unescapedName } from '../../../../base/safe-text.js'

/** Articles in the order of the ids; an id that several indexes have is printed from each. */
export const showCommand = defineCommand('show', {
  usage: ({ id }) => `${id}…|-`,
  async run(values, operands, context) {
    if (operands.length === 0) throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'show', operand: 'id' })
    if (values.text === true && values.json === true) throw new XunzhangError('OPTION_FORM', textOrJson)
    const indexes: Index[] = []
    try {
      for (const folder of indexFolders(values, context)) indexes.push(await openIndex(folder))
      return await printAll(operands, indexes, printerFor(values, context), values.null === true, context)
    } finally {
      for (const index of indexes) await index.close()
    }
  },
})

const textOrJson = { what: 'exclude', first: '--text', second: '--json' } as const

async function printAll(
  operands: readonly string[],
  indexes: readonly Index[],
  print: (article: StoredArticle) => string,
  isNull: boolean,
  context: Context,
): Promise<number> {
  let code: number = status.found
  for await (const id of idsOf(operands, isNull, context)) {
    const found = await everyFound(indexes, (index) => findArticle(index, id))
    const named = found.length > 0 ? [] : (await Promise.all(indexes.map((index) => idsNamed(index, id)))).flat()
    const shown = named.length === 1 ? await everyFound(indexes, (index) => index.get(named[0]!)) : found
    for (const article of shown) await context.out.write(print(article))
    if (shown.length > 0) continue
    context.tell(`xunzhang: ${context.messages.fault(missing(id, named))}`)
    code = status.nothing
  }
  return code
}

async function everyFound(
  indexes: readonly Index[],
  find: (index: Index) => Promise<StoredArticle | undefined>,
): Promise<readonly StoredArticle[]> {
  return (await Promise.all(indexes.map(find))).filter((found) => found !== undefined)
}

const mostNamed = 5

function missing(id: string, named: readonly string[]): Fault {
  if (named.length === 0) return { reason: 'ARTICLE_MISSING', parameters: { id } }
  const ids = named.slice(0, mostNamed).join(', ')
  return { reason: 'ARTICLE_NAMES', parameters: { id, count: named.length, ids } }
}

/** The IDs of the articles whose file has this name, with or without its folders and its extension. */
async function idsNamed(index: Index, name: string): Promise<readonly string[]> {
  const { hits } = await index.search(`path:${quote(name)}`, { limit: 10_000, snippets: false, lenient: true })
  const ends = (path: string): boolean => `/${path}`.endsWith(`/${name}`)
  return hits.filter(({ path }) => ends(path) || ends(path.replace(/\.[^./]+$/, ''))).map(({ id }) => id)
}

/** Finds an article by its id, or by the escaped form in which an id with control characters is printed. */
async function findArticle(index: Index, id: string): Promise<StoredArticle | undefined> {
  const found = await index.get(id)
  return found === undefined && id.includes('\\') ? index.get(unescapedName(id)) : found
}

/** A single dash means standard input: one id per line, or ids separated by NUL bytes. */
async function* idsOf(operands: readonly string[], isNull: boolean, context: Context): AsyncGenerator<string> {
  if (operands.length !== 1 || operands[0] !== '-') return yield* operands
  for await (const block of isNull ? nullBlocks(context.input()) : lineBlocks(context.input())) {
    for (const id of block) if (id !== '') yield id
  }
}

/** Bodies are separated by a blank line or a NUL byte, whole articles by a blank line; JSON is a line each. */
function printerFor(values: ValuesAt<'show'>, context: Context): (article: StoredArticle) => string {
  let isFirst = true
  const between = (text: string): string => {
    const gap = isFirst ? '' : '\n'
    isFirst = false
    return gap + text
  }
  if (values.json === true) return (article) => `${safeJson(article)}\n`
  if (values.text !== true) return (article) => between(articleText(article, context))
  if (values.null === true) return ({ body }) => `${severalLines(body)}\0`
  return ({ body }) => between(`${severalLines(body)}\n`)
}

/** Items between NUL bytes, in blocks, as `find -print0` writes them; a last one without a NUL counts. */
async function* nullBlocks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let pending: Uint8Array[] = []
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(0)
    if (end < 0) {
      pending.push(chunk)
      continue
    }
    yield Buffer.concat([...pending, chunk.subarray(0, end)])
      .toString('utf8')
      .split('\0')
    pending = [chunk.subarray(end + 1)]
  }
  const rest = Buffer.concat(pending).toString('utf8')
  if (rest !== '') yield [rest]
}
