import type { ValuesAt } from '../../../base/options/places.js'
import type { StoredArticle } from '../../../library/types.js'
import { oneLine } from '../../../base/safe-text.js'
import { lineAt, linesOfText, type TextLine } from './article-lines.js'
import {
  bytesOf,
  cutText,
  defaultBudget,
  largestWithin,
  smallestBudget,
  toolAnswer,
  type ToolAnswer,
} from './budget.js'
import { findArticle, findQuote, type Meant } from './find-article.js'
import { lacking, quote } from '../../../library/results/query-words.js'
import { defineTool, type ToolContext } from './tool.js'

const linesBefore = 3
const mostArticles = 10

export const readTool = defineTool({
  name: 'read',
  title: 'Read articles',
  description:
    'Numbered lines of an article: from its beginning, a line, a section, or around words or a quote. The answer says where to go on; a large budget reads a long article at once.',
  async run({ id, ids = [], path, budget = defaultBudget, ...given }, context) {
    const { index, say } = context
    const names = [...new Set([id, path, ...ids].filter((name) => name !== undefined && name !== ''))] as string[]
    if (names.length === 0) {
      const passage = given.quote ?? ''
      if (passage.trim() === '') return toolAnswer(say.unasked)
      const meant = await findQuote(index, passage)
      return meant === undefined ? toolAnswer(say.missingQuote(shown(passage))) : readOne(meant, given, budget, context)
    }
    const answers: ToolAnswer[] = []
    let left = budget
    for (const [i, name] of names.slice(0, mostArticles).entries()) {
      const share = Math.floor(left / (Math.min(names.length, mostArticles) - i))
      const meant = await findArticle(name, context)
      const answer =
        meant === undefined ? toolAnswer(say.missing(shown(name))) : await readOne(meant, given, share, context)
      if (names.length === 1) return answer
      if (share < smallestBudget / 2 && bytesOf(answer) > share) break
      answers.push(answer)
      left -= bytesOf(answer)
    }
    return joined(answers)
  },
})

const shown = (text: string): string => oneLine(cutText(text, 60))

function joined(answers: readonly ToolAnswer[]): ToolAnswer {
  const text = answers.map(({ content }) => content.map((item) => item.text).join('')).join('\n\n')
  const articles = answers.flatMap(({ structuredContent }) =>
    structuredContent === undefined ? [] : [structuredContent],
  )
  return toolAnswer(text, articles.length > 0 && { articles })
}

type Where = Pick<ValuesAt<'tool read'>, 'quote' | 'around' | 'section' | 'from' | 'lines'>

async function readOne(meant: Meant, where: Where, budget: number, context: ToolContext): Promise<ToolAnswer> {
  const { article } = meant
  const all = linesOfText(article.body)
  const { first, last, best = first, note } = await placeOf(meant, where, all, context)
  const from = (start: number) => {
    const wanted = all.slice(start - 1, Math.min(last, start - 1 + (where.lines ?? last)))
    return answer({ article, all, wanted, note, budget }, context)
  }
  const shown = from(first)
  return first + shown.count > best ? shown.answer : from(best).answer
}

interface Place {
  readonly first: number
  readonly last: number
  /** The line to begin with if the answer that begins at the first does not reach it. */
  readonly best?: number
  readonly note?: string
}

async function placeOf(
  meant: Meant,
  where: Where,
  all: readonly TextLine[],
  { index, say }: ToolContext,
): Promise<Place> {
  const { from, section, around } = where
  const last = all.length
  if (from !== undefined) return from > last ? { first: 1, last, note: say.beyond(last) } : { first: from, last }
  if (section !== undefined) return sectionOf(section, all) ?? { first: 1, last, note: say.noSection(shown(section)) }
  const words = where.quote !== undefined ? quote(where.quote) : around
  if (words === undefined || meant.from !== undefined) return { first: meant.from ?? 1, last }
  const marked = (await index.mark(meant.article.id, words.slice(0, 2000)))?.bodyHighlights ?? []
  const best = bestLine(all, marked, meant.article.body)
  if (best === undefined) return { first: 1, last, note: say.notInText(shown(words)) }
  return { first: Math.max(1, best - linesBefore), last, best }
}

/** The line with the most of what is marked: each string counts once, by its length. */
function bestLine(all: readonly TextLine[], marks: readonly (readonly [number, number])[], body: string) {
  const found = new Map<number, Set<string>>()
  for (const [start, end] of marks) {
    const number = lineAt(all, start)
    found.set(number, (found.get(number) ?? new Set()).add(body.slice(start, end)))
  }
  const sizes = [...found].map(([number, texts]) => ({ number, size: [...texts].join('').length }))
  return sizes.sort((a, b) => b.size - a.size || a.number - b.number)[0]?.number
}

/** Longer lines are no headings. */
const longestHeading = 40

/** Short paragraphs that don't end as a sentence does, before longer ones. */
function headingsOf(all: readonly TextLine[]): readonly TextLine[] {
  return all.filter(({ text, number }) => {
    const isShort = text.length <= longestHeading && /[\p{L}\p{N}]$/u.test(text.trim())
    return isShort && (all[number]?.text.length ?? 0) > text.length
  })
}

function sectionOf(name: string, all: readonly TextLine[]): Place | undefined {
  const headings = headingsOf(all)
  const at = headings.findIndex(({ text }) => lacking([name.trim()], text).length === 0)
  if (at < 0) return undefined
  return { first: headings[at]!.number, last: (headings[at + 1]?.number ?? all.length + 1) - 1 }
}

interface Reading {
  readonly article: StoredArticle
  readonly all: readonly TextLine[]
  readonly wanted: readonly TextLine[]
  readonly note: string | undefined
  readonly budget: number
}

/** Cuts long fields, and lines if not even one fits the budget. */
function answer(reading: Reading, context: ToolContext): { readonly answer: ToolAnswer; readonly count: number } {
  const { wanted, budget } = reading
  for (const [field, line] of [
    [300, Infinity],
    [60, Infinity],
    [30, 120],
    [12, 30],
  ] as const) {
    const lines = wanted.map((one) => ({ ...one, text: cutText(one.text, line) }))
    const fitting = largestWithin(budget, Math.max(1, lines.length), (count) =>
      build(reading, lines.slice(0, count), field, context),
    )
    if (fitting !== undefined) return fitting
  }
  return { answer: toolAnswer(context.say.budgetTooSmall(budget)), count: 0 }
}

const mostHeadings = 20

function build(
  { article, all, wanted, note }: Reading,
  lines: readonly TextLine[],
  longest: number,
  { files, say, structured }: ToolContext,
): ToolAnswer {
  const cut = (value: string): string => oneLine(cutText(value, longest))
  const [first, last] = [lines[0]?.number ?? 1, lines.at(-1)?.number ?? 1]
  const line = lines.length === 0 ? article.line : files.lineOf(article, { text: all[first - 1]!.text, highlights: [] })
  const facts = [article.title, article.date.slice(0, 10), article.author, article.url].filter((fact) => fact !== '')
  const next = last < all.length ? { next: last + 1 } : {}
  const headings = longest > 100 && first === 1 && lines.length < wanted.length ? headingsOf(all) : []
  const outline = headings.slice(0, mostHeadings).map(({ text, number }) => `${number} ${oneLine(text)}`)
  const parts = [
    [`${article.path}:${line}`, ...facts.map(cut)].join(' · '),
    note,
    outline.length > 1 ? say.outline(outline) : '',
    say.lines(first, last, all.length),
    ...lines.map(({ number, text }) => `${number}| ${oneLine(text)}`),
    'next' in next ? say.goOn(next.next) : '',
  ]
  const { id, path } = article
  const text = parts.filter((part) => part !== undefined && part !== '').join('\n')
  const data = { id, path, line, from: first, to: last, totalLines: all.length, ...next }
  return toolAnswer(text, structured && data)
}
