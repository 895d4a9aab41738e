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
  let isBlockStart = true
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!
    const fence = fences.at(at)
    let end = fence?.end ?? at + 1
    if (fence !== undefined) for (const inner of lines.slice(at, end)) kept.push(hasChunks ? chunkLine(inner) : inner)
    else if (isMdx && isBlockStart && MODULE.test(line)) {
      while (end < lines.length && lines[end]!.trim() !== '') end++
      for (const text of proseOfModule(lines.slice(at, end).join('\n'))) kept.push(text)
    } else kept.push(proseLine(line, isMdx))
    isBlockStart = fence === undefined && lines[end - 1]!.trim() === ''
    at = end
  }
  return kept.join('\n')
}

const chunkLine = (line: string): string => (/^\s*(?:#|\/\/|--)\| /.test(line) && !isSentence(line) ? '' : line)

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

/** A module starts at the beginning of a block and ends at the next blank line. */
const MODULE =
  /^(?:import\s+(?:["'{*]|[\w$]+(?:\s*,\s*\{|\s+from\b))|export\s+(?:default|const|let|var|function|class|async|\{|\*))/
/** Escapes, comments and strings. Two slashes after a colon belong to an address. */
const QUOTED = /\\.|\/\*[^]{0,1000}?\*\/|(?<!:)\/\/.*|(["'`])(?:\\.|(?!\1)[^\\\n]){0,1000}\1/g
const HAN = /[\u2e80-\uffef]/
/** UTF-16 units; a longer module is all program. */
const LONGEST_MODULE = 64 * 1024

/** The lines of a module that no program would contain: sentences with Han outside of strings and comments. */
function proseOfModule(module: string): string[] {
  if (module.length > LONGEST_MODULE || !HAN.test(module)) return []
  const lines = module.split('\n')
  const code = module.replace(QUOTED, (quoted) => quoted.replace(/[^\n]+/g, '')).split('\n')
  return lines.filter((_, at) => isSentence(code[at]!) && HAN.test(code[at]!))
}
