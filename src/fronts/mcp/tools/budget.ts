/** Answers within a budget: bytes of the whole result as JSON in UTF-8, text and structured content together. */
import { optionRows } from '../../../base/options/rows.js'
import { oneLine } from '../../../base/safe-text.js'

export const { min: smallestBudget, default: defaultBudget } = optionRows.budget

/** What a tool answers; the shape of the protocol's CallToolResult. */
export interface ToolAnswer {
  readonly content: readonly ContentItem[]
  readonly structuredContent?: Readonly<Record<string, unknown>>
  readonly isError?: true
}

interface ContentItem {
  readonly type: 'text'
  readonly text: string
}

/** @param data what a program needs, if the client takes it */
export function toolAnswer(text: string, data?: ToolAnswer['structuredContent'] | false): ToolAnswer {
  const content = [{ type: 'text', text }] as const
  return data ? { content, structuredContent: data } : { content }
}

/** The facts that are there, on one line. */
export function lineOfFacts(facts: readonly string[]): string {
  return facts
    .filter((fact) => fact !== '')
    .map(oneLine)
    .join(' ')
}

export function bytesOf(answer: ToolAnswer): number {
  return Buffer.byteLength(JSON.stringify(answer))
}

/**
 * The largest answer within the budget. This assumes that more items never make a smaller answer. The first counts
 * tried are those that would fit if all items had the same size, because building one answer takes as long as many
 * searches.
 * @param build an answer with the first `count` items
 * @returns undefined if not even one item fits
 */
export function largestWithin(
  budget: number,
  most: number,
  build: (count: number) => ToolAnswer,
): { readonly answer: ToolAnswer; readonly count: number } | undefined {
  let best: { answer: ToolAnswer; count: number } | undefined
  let [low, high] = [1, most]
  let count = most
  for (let looks = 1; low <= high; looks++) {
    const answer = build(count)
    const bytes = bytesOf(answer)
    if (bytes <= budget) {
      best = { answer, count }
      low = count + 1
    } else {
      high = count - 1
    }
    count = looks < guesses ? Math.max(low, Math.min(high, Math.floor((count * budget) / bytes))) : (low + high) >> 1
  }
  return best
}

/** The largest answer within the budget, or a sentence that the budget is too small; if there are no items, all of it. */
export function fitted(
  budget: number,
  most: number,
  build: (count: number) => ToolAnswer,
  tooSmall: string,
): ToolAnswer {
  return most === 0 ? build(0) : (largestWithin(budget, most, build)?.answer ?? toolAnswer(tooSmall))
}

/** Counts tried in this way; afterwards the remaining range is halved. */
const guesses = 4

/** Cuts a text to a number of UTF-16 units, never inside a character. An ellipsis stands for what was cut off. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const end = Math.max(0, most - 1)
  const splits = /[\ud800-\udbff]/.test(text.charAt(end - 1))
  return `${text.slice(0, splits ? end - 1 : end)}…`
}
