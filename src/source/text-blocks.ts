/** Text without markup to blocks: each line a block, blank lines counted. */
import type { Block } from './block.js'
import { trimBlanks } from './trim.js'

/** Splits at every kind of line break; lines keep their inner blanks, their ends are trimmed. */
export function textBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let gap = 0
  for (const line of text.split(/\r\n?|[\n\u2028\u2029\f\v\u0085]/)) {
    const trimmed = trimBlanks(line)
    const content = trimmed.replace(/[ \t\u00a0]+/g, ' ')
    if (content === '') gap++
    else {
      blocks.push({
        kind: 'paragraph',
        text: content,
        linked: 0,
        centred: false,
        styled: false,
        afterImage: false,
        underImage: false,
        gap,
        columns: columns(trimmed),
      })
      gap = 0
    }
  }
  return blocks
}

function columns(line: string): number {
  return line.length > 200 || !/[\t\u3000]|[ \u00a0]{2}/.test(line) ? 1 : line.split(/\t|\u3000+|[ \u00a0]{2,}/).length
}
