export interface QueryLine {
  readonly id: string
  readonly text: string
}

/**
 * A line of a batch: plain text, whose id is the line's number from 1, or an object `{"_id", "text"}` (`id` and `query`
 * are understood too).
 * @returns undefined for a line that begins like an object but isn't one, or that has no text
 */
export function parseQueryLine(line: string, number: number): QueryLine | undefined {
  if (!line.trimStart().startsWith('{')) return { id: `${number}`, text: line }
  try {
    const record = JSON.parse(line) as Readonly<Record<string, unknown>>
    const text = record['text'] ?? record['query']
    const id = record['_id'] ?? record['id'] ?? number
    return typeof text === 'string' && isId(id) ? { id: `${id}`, text } : undefined
  } catch {
    return undefined
  }
}

function isId(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}
