/**
 * Removes what dialects add to Markdown, line by line: modules and comments of MDX outside fences, chunk options of
 * Quarto and R Markdown inside them. Containers (`:::`) and heading attributes are the same in all dialects.
 */
import { extensionOf } from '../formats/kinds.js'
import { markupLines } from '../lines.js'
import { isSentence } from '../missing-sentences.js'
import { Fences } from './fences.js'

/** Markdown without what only a program uses. Linear; never throws. */
export function plainMarkdown(markdown: string, path: string): string {
  const extension = extensionOf(path)
  const isMdx = extension === '.mdx'
  const hasChunks = extension === '.qmd' || extension === '.rmd'
  if (!isMdx && !hasChunks && !markdown.includes(':::') && !markdown.includes(' {#') && !markdown.includes(' {.'))
    return markdown
  const kept: string[] = []
  const lines = markupLines(markdown)
  const fences = new Fences(lines)
  for (let at = 0; at < lines.length;) {
    const moduleEnd = isMdx ? endOfModule(lines, at) : at
    const fence = moduleEnd === at ? fences.at(at) : undefined
    if (fence !== undefined) {
      const isOption = (inner: string): boolean => /^\s*(?:#|\/\/|--)\| /.test(inner) && !isSentence(inner)
      for (const inner of lines.slice(at, fence.end)) if (!hasChunks || !isOption(inner)) kept.push(inner)
    } else if (moduleEnd === at) kept.push(proseLine(lines[at]!, isMdx))
    at = fence?.end ?? Math.max(moduleEnd, at + 1)
  }
  return kept.join('\n')
}

/** Longer lines are not matched: the patterns below try each end of a title with all blanks after it. */
const LONGEST_PATTERNED = 1000
const CONTAINER = /^ {0,3}:{3,}[ \t]*(?:\{([^{}]{0,300})\}|\[?[\w-]+\]?)?[ \t]*(.{0,300}?)[ \t]*:{0,20}$/
const HEADING_ATTRIBUTES = /^( {0,3}#{1,6} .{0,500}?)[ \t]+\{([#.:][^{}]{0,300})\}[ \t]*$/

function proseLine(line: string, isMdx: boolean): string {
  if (line.length > LONGEST_PATTERNED) return isMdx ? withoutNotes(line) : line
  const container = line.includes(':::') ? CONTAINER.exec(line) : null
  if (container !== null) {
    const title = /\btitle\s*=\s*["']([^"']{1,200})["']/.exec(container[1] ?? '')?.[1] ?? container[2]!
    const shown = /^\{[^{}]*\}$/.test(title) ? '' : title
    if (!isSentence(line.replace(shown, ''))) return shown === '' ? '' : `\n${shown}\n`
  }
  const heading = line.startsWith('#') ? line.replace(HEADING_ATTRIBUTES, withoutAttributes) : line
  return isMdx ? withoutNotes(heading) : heading
}

const withoutNotes = (line: string): string => line.replace(/\{\/\*[^*{}]{0,2000}\*\/\}/g, '')

/** Braces that contain prose are not attributes, and are kept. */
function withoutAttributes(line: string, heading: string, attributes: string): string {
  return isSentence(attributes) ? line : heading
}

/** A module starts at the beginning of a block. */
const MODULE =
  /^(?:import\s+(?:["'{*]|[\w$]+(?:\s*,\s*\{|\s+from\b))|export\s+(?:default|const|let|var|function|class|async|\{|\*))/
const STRINGS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g
/** Two slashes after a colon belong to an address, not to a comment. A line of a longer comment begins with a star. */
const COMMENTS = /\/\*[^*]{0,500}\*\/|(?<!:)\/\/.*|^\s*\*(?:\s.*)?$|^[^/]{0,500}\*\//g

/** The line after the module that starts at a line: a blank one, or prose; the line itself if no module starts there. */
function endOfModule(lines: readonly string[], start: number): number {
  if (!MODULE.test(lines[start]!) || (lines[start - 1] ?? '').trim() !== '') return start
  let end = start
  while (end < lines.length && lines[end]!.trim() !== '' && !saysProse(lines[end]!)) end++
  return end
}

/** True for a line with a sentence outside of strings and comments. A name that is imported is no sentence. */
function saysProse(line: string): boolean {
  if (!isSentence(line) || line.length > LONGEST_PATTERNED) return isSentence(line)
  return isSentence((line.startsWith('import') ? line : line.replace(STRINGS, '')).replace(COMMENTS, ''))
}
