/** Lines that other articles of the folder have as well. */
import { foldedLine, headingKey } from '../repeated/edge-lines.js'
import type { State } from './state.js'

/** Blocks at the beginning and at the end of a text in which repeated lines are looked for. */
const EDGES = { post: [6, 12], source: [0, 3] } as const

/**
 * True for a repeated line: in page text at any position, elsewhere only at the edges, and never a heading of text.
 * Documents without markup share lines as versions of one another do, so what is taken for a source keeps its inside.
 */
export function isRepeated({ blocks, options }: State, i: number, isSource: boolean): boolean {
  const { repeatedLines, kind } = options
  if (repeatedLines === undefined) return false
  const block = blocks[i]!
  const isText = kind === 'text' || kind === 'pasted'
  const [head, foot] = isSource && !isText ? EDGES.source : EDGES.post
  if ((!isText || isSource) && i >= head && i < blocks.length - foot) return false
  if (isText) return repeatedLines.has(block.text)
  const isHeading = block.kind === 'heading'
  // A heading of text has text below it.
  if (isHeading && blocks.slice(i).some(({ kind }) => kind !== 'heading')) return false
  const key = isHeading ? headingKey(block.text) : foldedLine(block.text)
  return key !== '' && repeatedLines.has(`${isSource ? 'source' : 'post'}:${key}`)
}
