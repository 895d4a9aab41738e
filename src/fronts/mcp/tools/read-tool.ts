import { XunzhangError } from '../../../base/errors.js'
import type { ValuesAt } from '../../../base/options/places.js'
import type { Index, StoredArticle } from '../../../library/types.js'
import { oneLine } from '../../../base/safe-text.js'
import { lineAt, linesOfText, type TextLine } from './article-lines.js'
import { bytesOf, cutText, defaultBudget, largestWithin, type ToolAnswer } from './budget.js'
import { defineTool, type ToolContext } from './tool.js'

const linesBefore = 3

export const readTool = defineTool({
  name: 'read',
  title: 'Read an article',
  description:
    'Text of one article in numbered lines, from its beginning, from a line, or around a match. The answer says where to go on.',
  required: ['id'],
  async run(given, { index, say }) {
    const article = await index.get(given.id)
    if (article === undefined) throw new XunzhangError('ARTICLE_MISSING', { id: given.id })
    const all = linesOfText(article.body)
    const { first, note } = await whereToBegin(given, all, index, say)
    const wanted = all.slice(first - 1, given.lines === undefined ? undefined : first - 1 + given.lines)
    return answer({ article, all, wanted, note, budget: given.budget ?? defaultBudget }, say)
  },
})

interface Beginning {
  readonly first: number
  readonly note?: string
}

async function whereToBegin(
  { id, around, from }: ValuesAt<'tool read'> & { readonly id: string },
  all: readonly TextLine[],
  index: Index,
  say: ToolContext['say'],
): Promise<Beginning> {
  if (from !== undefined) return from > all.length ? { first: 1, note: say.beyond(all.length) } : { first: from }
  if (around === undefined) return { first: 1 }
  const marked = (await index.mark(id, around))?.bodyHighlights ?? []
  // The longest match is the best place, because the words of a question match all over the text.
  const best = marked.reduce<readonly [number, number] | undefined>(
    (longest, mark) => (longest === undefined || mark[1] - mark[0] > longest[1] - longest[0] ? mark : longest),
    undefined,
  )
  if (best === undefined) return { first: 1, note: say.notInText(oneLine(cutText(around, 40))) }
  return { first: Math.max(1, lineAt(all, best[0]) - linesBefore) }
}

interface Reading {
  readonly article: StoredArticle
  readonly all: readonly TextLine[]
  readonly wanted: readonly TextLine[]
  readonly note: string | undefined
  readonly budget: number
}

/** Cuts long fields, and lines if not even one fits the budget. */
function answer(reading: Reading, say: ToolContext['say']): ToolAnswer {
  const { wanted, budget } = reading
  for (const [field, line] of [
    [300, Infinity],
    [60, Infinity],
    [30, 120],
    [12, 30],
  ] as const) {
    const lines = wanted.map((one) => ({ ...one, text: cutText(one.text, line) }))
    const fitting = largestWithin(budget, Math.max(1, lines.length), (count) =>
      build(reading, lines.slice(0, count), field, say),
    )
    if (fitting !== undefined) return fitting.answer
  }
  const refusal: ToolAnswer = { content: [{ type: 'text', text: say.budgetTooSmall(budget) }], isError: true }
  return bytesOf(refusal) <= budget ? refusal : { content: [], isError: true }
}

function build(
  { article, all, note }: Reading,
  lines: readonly TextLine[],
  longest: number,
  say: ToolContext['say'],
): ToolAnswer {
  const cut = (value: string): string => oneLine(cutText(value, longest))
  const [first, last] = [lines[0]?.number ?? 1, lines.at(-1)?.number ?? 1]
  const facts = [article.title, article.date, article.author, article.path, article.url].filter((fact) => fact !== '')
  const texts = lines.map((line) => oneLine(line.text))
  const next = last < all.length ? { next: last + 1 } : {}
  const parts = [
    facts.map(cut).join(' · '),
    note,
    say.lines(first, last, all.length),
    ...lines.map(({ number }, i) => `${number}| ${texts[i]!}`),
    'next' in next ? say.goOn(next.next) : undefined,
  ]
  return {
    content: [{ type: 'text', text: parts.filter((part) => part !== undefined && part !== '').join('\n') }],
    structuredContent: {
      id: article.id,
      title: cut(article.title),
      date: article.date,
      author: cut(article.author),
      url: article.url.length > longest ? '' : article.url,
      path: article.path,
      line: article.line,
      from: first,
      lines: texts,
      totalLines: all.length,
      ...next,
    },
  }
}
