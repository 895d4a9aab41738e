/**
 * Removes what dialects add to Markdown, line by line: modules and comments of MDX outside fences, chunk options of
 * Quarto and R Markdown inside them. Containers (`:::`) and heading attributes are the same in all dialects.
 */
import { extensionOf } from '../formats/kinds.js'
import { markupLines } from '../lines.js'
import { isSentence } from '../missing-sentences.js'
import { Fences } from './fences.js'
import { ModuleLines, linesBeforeCommentEnds } from './modules.js'

/** Markdown without what only a program uses. Linear; never throws. */
export function plainMarkdown(markdown: string, path: string): string {
  const extension = extensionOf(path)
  const isMdx = extension === '.mdx'
  const hasChunks = extension === '.qmd' || extension === '.rmd'
  if (!isMdx && !hasChunks && !markdown.includes(':::') && !markdown.includes(' {#') && !markdown.includes(' {.'))
    return markdown
  const kept: string[] = []
  const modules = new ModuleLines()
  const lines = markupLines(markdown)
  const fences = new Fences(lines)
  const endComments = isMdx ? linesBeforeCommentEnds(lines) : []
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!
    const fence = modules.isOpen ? undefined : fences.at(at)
    if (fence !== undefined) {
      const isOption = (inner: string): boolean => /^\s*(?:#|\/\/|--)\| /.test(inner) && !isSentence(inner)
      const whole = lines.slice(at, fence.end)
      for (const inner of whole) if (!hasChunks || !isOption(inner)) kept.push(inner)
      modules.pass(line)
    } else if (!isMdx || !modules.take(line, endComments[at]!)) kept.push(proseLine(line, isMdx))
    at = fence?.end ?? at + 1
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
