import { everyArticle } from '../../../library/every-article.js'
import type { Hit, Index } from '../../../library/types.js'
import { cutText, defaultBudget, fitted, lineOfFacts, type ToolAnswer } from './budget.js'
import { quote } from '../../../library/results/query-words.js'
import { cursorFor, defineTool, pageAnswer, readCursor } from './tool.js'

/** Articles that one call looks through. */
const mostLooked = 2000

export const listTool = defineTool({
  name: 'list',
  title: 'List articles',
  description: 'Articles by path, newest first: path:line, id, date, title.',
  async run({ paths = '', collections, sort = 'date', limit = 50, budget = defaultBudget, cursor }, context) {
    const { index, say } = context
    const key = JSON.stringify(['list', paths, sort, collections])
    const offset = readCursor(key, cursor)
    const { found, total, end } = await matching(index, paths.trim(), sort, offset, limit)
    const rows = await Promise.all(found.map(async ({ hit, at }) => ({ hit, at, text: await rowOf(index, hit) })))
    const build = (count: number): ToolAnswer => {
      const rest = rows[count]?.at ?? end
      const next = rest !== undefined && (count > 0 || rows.length === 0) ? cursorFor(key, rest) : undefined
      const head =
        found.length === 0 && end === undefined
          ? say.nothing
          : say.listedArticles(total, paths !== '' && next !== undefined)
      const lines = [head, ...rows.slice(0, count).map(({ text }) => text)]
      const hits = rows.slice(0, count).map(({ hit: { id, path, line } }) => ({ id, path, line }))
      return pageAnswer(lines, { total, hits }, next, context)
    }
    return fitted(budget, rows.length, build, say.budgetTooSmall(budget))
  },
})

interface Found {
  readonly hit: Hit
  /** Its place among the articles that were looked through. */
  readonly at: number
}

/** @returns `end`: where to look on; undefined after the last article */
async function matching(index: Index, glob: string, sort: 'date' | 'oldest', offset: number, limit: number) {
  const literal = glob.split(/[*?]+/).sort((a, b) => b.length - a.length)[0]!
  const query = literal === '' ? everyArticle : `path:${quote(literal)}`
  const pattern = glob === '' ? /^/ : patternOf(glob)
  const found: Found[] = []
  let all = 0
  let from = offset
  // Most of a folder's articles match, so that the first block is often enough.
  for (let block = limit + 1; from < offset + mostLooked; block *= 4) {
    const asked = { sort, limit: Math.min(block, offset + mostLooked - from), offset: from, snippets: false }
    const { hits, total } = await index.search(query, { ...asked, lenient: true })
    all = total
    for (const [i, hit] of hits.entries()) {
      if (!pattern.test(hit.path)) continue
      if (found.length === limit) return { found, total: glob === '' ? all : found.length, end: from + i }
      found.push({ hit, at: from + i })
    }
    from += hits.length
    if (from >= total || hits.length === 0) return { found, total: glob === '' ? all : found.length, end: undefined }
  }
  return { found, total: found.length, end: offset + mostLooked < all ? offset + mostLooked : undefined }
}

/** A glob of whole paths, or of their ends; without a wildcard, a part of the path. */
export function patternOf(glob: string): RegExp {
  const isPart = !/[*?]/.test(glob)
  const source = glob.replace(/\*\*\/?|\*|\?|[^*?]+/gu, (piece) => {
    if (piece.startsWith('**')) return '.*'
    if (piece === '*') return '[^/]*'
    return piece === '?' ? '[^/]' : piece.replace(/[\\^$.|+()[\]{}/-]/g, '\\$&')
  })
  return isPart ? new RegExp(source, 'iu') : new RegExp(`(?:^|/)${source}$`, 'iu')
}

const longestTitle = 60

async function rowOf(index: Index, { id, path, line, date, title }: Hit): Promise<string> {
  const heading = title !== '' ? title : ((await index.get(id))?.body.slice(0, 24) ?? '')
  const shownId = id === path ? '' : `id=${id}`
  return lineOfFacts([`${path}:${line}`, shownId, date.slice(0, 10), cutText(heading, longestTitle)])
}
