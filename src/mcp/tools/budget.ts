/** Answers that keep within a budget: bytes of the whole result as JSON in UTF-8, text and structured content together. */

export const defaultBudget = 4096
export const smallestBudget = 512
export const largestBudget = 200_000

/** What a tool answers; the shape of the protocol's CallToolResult. */
export interface ToolAnswer {
  readonly content: readonly ContentItem[]
  readonly structuredContent?: Readonly<Record<string, unknown>>
  readonly isError?: true
}

export type ContentItem =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'resource_link'; readonly uri: string; readonly name: string }

export function bytesOf(answer: ToolAnswer): number {
  return Buffer.byteLength(JSON.stringify(answer))
}

/**
 * The largest answer within the budget. The search assumes that more items never make a smaller answer.
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
  while (low <= high) {
    const count = (low + high) >> 1
    const answer = build(count)
    if (bytesOf(answer) <= budget) {
      best = { answer, count }
      low = count + 1
    } else {
      high = count - 1
    }
  }
  return best
}

/** A text cut to a number of UTF-16 units, with an ellipsis where something is gone; never inside a character. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const end = Math.max(0, most - 1)
  const splits = /[\ud800-\udbff]/.test(text.charAt(end - 1))
  return `${text.slice(0, splits ? end - 1 : end)}…`
}
