import { basename, extname } from 'node:path'
import type { Fault } from '../../../base/errors.js'
import { nearest } from '../../../base/options/options.js'
import type { ValuesAt } from '../../../base/options/places.js'
import { openIndex } from '../../../library/open-index.js'
import { quote } from '../../../library/results/query-words.js'
import type { Index, StoredArticle } from '../../../library/types.js'
import { articleText } from '../terminal/style.js'
import { type Context, defineCommand, exclude, indexFolders, requireOperands } from '../command.js'
import { lineBlocks } from '../input/files.js'
import { safeJson, severalLines, unescapedName } from '../../../base/safe-text.js'

/** Articles in the order of the ids; an id that several indexes have is printed from each. */
export const showCommand = defineCommand('show', {
  usage: ({ id }) => `${id}…|-`,
  async run(values, operands, context) {
    requireOperands(operands, 'show', 'id')
    if (values.text === true && values.json === true) exclude('--text', '--json')
    const print = printerFor(values, context)
    const indexes: Index[] = []
    let isEachFound = true
    try {
      for (const folder of indexFolders(values, context)) indexes.push(await openIndex(folder))
      for await (const id of idsOf(operands, values.null === true, context)) {
        const { articles, fault } = await findArticles(indexes, id)
        for (const article of articles) await context.out.write(print(article))
        if (fault === undefined) continue
        context.tell(`xunzhang: ${context.messages.fault(fault)}`)
        isEachFound = false
      }
      return isEachFound
    } finally {
      for (const index of indexes) await index.close()
    }
  },
})

const mostNamed = 5

interface FoundArticles {
  readonly articles: readonly StoredArticle[]
  /** Why there is none. */
  readonly fault?: Fault
}

/** The articles with an ID; else the one article whose file has this name. */
async function findArticles(indexes: readonly Index[], id: string): Promise<FoundArticles> {
  const articlesOf = async (wanted: string) =>
    (await Promise.all(indexes.map((index) => findArticle(index, wanted)))).filter((found) => found !== undefined)
  const articles = await articlesOf(id)
  if (articles.length > 0) return { articles }
  const named = (await Promise.all(indexes.map((index) => idsNamed(index, id)))).flat()
  if (named.length === 1) return { articles: await articlesOf(named[0]!) }
  if (named.length === 0) {
    const guess = nearest(nameOf(id), (await Promise.all(indexes.map(namesIn))).flat())
    return { articles, fault: { reason: 'ARTICLE_MISSING', parameters: { id, guess } } }
  }
  const ids = named.slice(0, mostNamed).join(', ')
  return { articles, fault: { reason: 'ARTICLE_NAMES', parameters: { id, count: named.length, ids } } }
}

/** The IDs of the articles whose file has this name, with or without its folders and its extension. */
async function idsNamed(index: Index, name: string): Promise<readonly string[]> {
  const { hits } = await index.search(`path:${quote(name)}`, { limit: mostPaths, snippets: false, lenient: true })
  const ends = (path: string): boolean => `/${path}`.toLowerCase().endsWith(`/${name.toLowerCase()}`)
  return hits.filter(({ path }) => ends(path) || ends(path.replace(/\.[^./]+$/, ''))).map(({ id }) => id)
}

const mostPaths = 10_000
const nameOf = (path: string): string => basename(path, extname(path)).toLowerCase()

/** What files are called, without their folders and extensions. */
async function namesIn(index: Index): Promise<readonly string[]> {
  const { hits } = await index.search('*', { limit: mostPaths, snippets: false })
  return [...new Set(hits.map(({ path }) => nameOf(path)))]
}

/** Finds an article by its id, or by the escaped form in which an id with control characters is printed. */
async function findArticle(index: Index, id: string): Promise<StoredArticle | undefined> {
  const found = await index.get(id)
  return found === undefined && id.includes('\\') ? index.get(unescapedName(id)) : found
}

/** A single dash means standard input: one id per line, or ids separated by NUL bytes. */
async function* idsOf(operands: readonly string[], isNull: boolean, context: Context): AsyncGenerator<string> {
  if (operands.length !== 1 || operands[0] !== '-') return yield* operands
  for await (const block of lineBlocks(context.input(), isNull ? '\0' : '\n'))
    for (const id of block) if (id !== '') yield id
}

/** Bodies are separated by a blank line or a NUL byte, whole articles by a blank line; JSON is a line each. */
function printerFor(values: ValuesAt<'show'>, context: Context): (article: StoredArticle) => string {
  let gap = ''
  const between = (text: string): string => {
    const before = gap
    gap = '\n'
    return before + text
  }
  if (values.json === true) return (article) => `${safeJson(article)}\n`
  if (values.text !== true) return (article) => between(articleText(article, context))
  if (values.null === true) return ({ body }) => `${severalLines(body)}\0`
  return ({ body }) => between(`${severalLines(body)}\n`)
}
