/** An agent without a model: it sends the question, reformulates by a rule, and reads the best three. */
import type { AgentTools, Found } from './tools.js'
import { contentWords } from './tools.js'
import { lettersOf, type Collection, type Question } from './questions.js'

export interface Session {
  /** Whether a judged article was on the first page. */
  readonly onPage: boolean
  readonly isAnswered: boolean
  readonly hits: number
  readonly calls: number
  readonly bytes: number
  /** Hits of the first page whose line is that of their article. */
  readonly rightLines: number
  readonly transcript: string
}

/** Fewer hits make the agent try the words that matter, without those of the question. */
const fewHits = 3

export async function ask(tools: AgentTools, { articles }: Collection, question: Question): Promise<Session> {
  const first = await tools.search(question.text)
  const words = contentWords(question.text).join(' ')
  const again = first.hits.length < fewHits && words !== question.text ? await tools.search(words) : undefined
  const best = again !== undefined && again.hits.length > first.hits.length ? again : first
  const read =
    best.hits.length === 0 ? { text: '', bytes: 0, calls: 0 } : await tools.read(best, [0, 1, 2], question.text)
  const seen = [first.text, again?.text ?? '', read.text].map(withoutNumbers).map(lettersOf)
  const lines = new Map([...articles.keys()].map((id, i) => [id, i + 1]))
  return {
    onPage: holds(first, question),
    isAnswered: question.answers.some((answer) => seen.some((text) => text.includes(answer))),
    hits: first.hits.length,
    calls: 1 + (again === undefined ? 0 : 1) + read.calls,
    bytes: first.bytes + (again?.bytes ?? 0) + read.bytes,
    rightLines: first.hits.filter(({ ids, line }) => lines.get(ids[0]!) === line).length,
    transcript: [`> ${question.text}`, first.text, again?.text, read.text].filter(Boolean).join('\n\n'),
  }
}

/** Numbers of lines would stand in the middle of a sentence. */
const withoutNumbers = (text: string): string => text.replace(/^\d+\| /gm, '')

const holds = ({ hits }: Found, { judged }: Question): boolean =>
  hits.some(({ ids }) => ids.some((id) => judged.has(id)))
