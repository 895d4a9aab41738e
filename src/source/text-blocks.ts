/** Text without markup to blocks: each line a block, blank lines counted. */
import type { Block } from './block.js'
import { linesIn, linesOf, windowsOf } from './lines.js'
import { trimBlanks } from './trim.js'

/** Splits at every kind of line break. Lines are trimmed, and runs of blanks in them collapsed. */
export function textBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let gap = 0
  for (const line of linesOf(text)) {
    const trimmed = line === '' ? '' : trimBlanks(line)
    if (trimmed === '') gap++
    else {
      blocks.push({
        kind: 'paragraph',
        text: oneBlank(trimmed),
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

function oneBlank(line: string): string {
  return /[\t\u00a0]| {2}/.test(line) ? line.replace(/[ \t\u00a0]+/g, ' ') : line
}

/** The texts of the lines that {@link textBlocks} would return, joined by line feeds. */
export function plainLines(text: string): string {
  const parts: string[] = []
  for (const window of windowsOf(text)) {
    const lines: string[] = []
    for (const line of linesIn(window)) {
      const trimmed = line === '' ? '' : trimBlanks(line)
      if (trimmed !== '') lines.push(oneBlank(trimmed))
    }
    if (lines.length > 0) parts.push(lines.join('\n'))
  }
  return parts.join('\n')
}

function columns(line: string): number {
  return line.length > 200 || !/[\t\u3000]|[ \u00a0]{2}/.test(line) ? 1 : line.split(/\t|\u3000+|[ \u00a0]{2,}/).length
}
