/**
 * Removes what dialects add to Markdown, line by line: modules and comments of MDX outside fences, chunk options of
 * Quarto and R Markdown inside them. Containers (`:::`) and heading attributes are the same in all dialects.
 */
import { extensionOf } from '../formats/kinds.js'
import { markupLines, withoutRanges } from '../lines.js'
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

/*
 * Tags of the site generators inside Markdown: Liquid and Hexo `{% … %}`, `{{ … }}`, Hugo's shortcodes `{{< … >}}`.
 * A tag is removed, and the text that it encloses is kept. Tags that contain words are replaced by them.
 */

const TAG =
  /\{%-?\s*([a-zA-Z_]{1,40})(?![a-zA-Z_])((?:[^%]|%(?!\})){0,400}?)-?%\}|\{\{[<%]\s*(\/?[a-zA-Z_/-]{1,60})(?![a-zA-Z_/-])((?:[^>%}]|[>%](?!\}\})){0,400}?)[>%]\}\}|\{\{[^{}]{0,400}\}\}/g
const COMMENT = /\{%-?\s*comment\s*-?%\}/g
const COMMENT_END = /\{%-?\s*endcomment\s*-?%\}/g
/** Tags of Hexo themes that style words within a sentence. */
const INLINE = new Set(['label', 'span', 'p', 'u', 'emp', 'wavy', 'del', 'kbd', 'psw'])

export function stripTemplateTags(markdown: string): string {
  if (!markdown.includes('{%') && !markdown.includes('{{')) return markdown
  return outsideCode(markdown, (text) =>
    withoutRanges(text, COMMENT, COMMENT_END).replace(
      TAG,
      (whole: string, liquid?: string, liquidRest?: string, hugo?: string, hugoRest?: string) => {
        const name = (liquid ?? hugo ?? '').toLowerCase()
        const rest = (liquidRest ?? hugoRest ?? '').trimStart()
        if (name === 'post_link' || name === 'asset_link') return wordsAfter(rest, 1)
        if (name === 'link' && hugo === undefined) return wordsBeforeAddress(rest)
        if (name === 'figure' || name === 'include') return figure(rest)
        if (liquid !== undefined && INLINE.has(name)) return inlineWords(rest)
        return proseIn(name === '' ? whole.slice(2, -2) : rest)
      },
    ),
  )
}

/** Applies `change` to the lines outside of fences, and there outside of code and `{% raw %}`. */
function outsideCode(markdown: string, change: (text: string) => string): string {
  const lines = markupLines(markdown)
  const fences = new Fences(lines)
  const out: string[] = []
  let from = 0
  const changeTo = (end: number): void => {
    if (end > from) out.push(outsideVerbatim(lines.slice(from, end).join('\n'), change))
  }
  for (let at = 0; at < lines.length;) {
    const fence = fences.at(at)
    if (fence !== undefined) {
      changeTo(at)
      for (const line of lines.slice(at, fence.end)) out.push(line)
      from = fence.end
    }
    at = fence?.end ?? at + 1
  }
  changeTo(lines.length)
  return out.join('\n')
}

const OPENING =
  /(?<!`)`{1,9}(?!`)|\{%-?\s*(raw|highlight|codeblock|code)\b[^%]{0,400}?-?%\}|\{\{[<%]\s*(highlight|code)\b[^>%]{0,400}[>%]\}\}/gi
/** UTF-16 units between the marks of inline code. */
const LONGEST_SPAN = 2000

/** One pass: if a kind of tag has no end, the end is searched for only once. */
function outsideVerbatim(text: string, change: (text: string) => string): string {
  const out: string[] = []
  const endless = new Set<string>()
  let from = 0
  OPENING.lastIndex = 0
  for (let open = OPENING.exec(text); open !== null; open = OPENING.exec(text)) {
    const start = OPENING.lastIndex
    const [mark, liquid, hugo] = open
    const name = (liquid ?? hugo ?? mark).toLowerCase()
    const [end, behind] = endless.has(name) ? NO_END : endOfVerbatim(text, start, name, hugo !== undefined)
    if (end < 0) {
      if (!mark.startsWith('`')) endless.add(name)
      continue
    }
    const inner = text.slice(start, end)
    OPENING.lastIndex = behind
    // A tag may have code among its arguments.
    if (mark.startsWith('`') && !/\{[{%]/.test(inner)) continue
    out.push(change(text.slice(from, open.index)))
    if (mark.startsWith('`')) out.push(text.slice(open.index, behind))
    else out.push(name === 'raw' ? inner : `\n${CODE}\n${inner}\n${CODE}\n`)
    from = behind
  }
  out.push(change(text.slice(from)))
  return out.join('')
}

const CODE = '~~~~~~~~'
const NO_END = [-1, -1] as const

/** Where the text of a tag or of inline code ends, and what follows begins. */
function endOfVerbatim(text: string, from: number, name: string, isHugo: boolean): readonly [number, number] {
  const isSpan = name.startsWith('`')
  const searched = isSpan ? text.slice(from, from + LONGEST_SPAN).split(/\n[ \t]*\n/, 1)[0]! : text
  const close = isSpan
    ? `(?<!\`)${name}(?!\`)`
    : isHugo
      ? `\\{\\{[<%]\\s*/${name}\\s*[>%]\\}\\}`
      : `\\{%-?\\s*end${name}\\s*-?%\\}`
  const pattern = new RegExp(close, 'gi')
  pattern.lastIndex = isSpan ? 0 : from
  const found = pattern.exec(searched)
  const at = isSpan ? from : 0
  return found === null ? NO_END : [at + found.index, at + found.index + found[0].length]
}

function wordsAfter(rest: string, skip: number): string {
  const words = rest.match(/"[^"]*"|'[^']*'|\S+/g) ?? []
  const text = words
    .slice(skip)
    .filter((word) => word !== 'true' && word !== 'false')
    .join(' ')
  return text.replace(/^["']|["']$/g, '')
}

/** `primary@words`, `red, words`, or `words`; a colour after the words is removed. */
function inlineWords(rest: string): string {
  const words = rest.replace(/^[\w\s:-]*[@,]\s*/, '').trim()
  return words.replace(/(?<=[^\s\w])\s+[a-z]+$/, '')
}

/** The sentences among a tag's arguments; if any are in quotes, only those. */
function proseIn(rest: string): string {
  if (!isSentence(rest)) return ''
  const quoted = [...rest.matchAll(/"([^"]*)"/g)].map(([, text]) => text!).filter(isSentence)
  return quoted.length > 0 ? `\n\n${quoted.join('\n\n')}\n\n` : rest.trim()
}

function wordsBeforeAddress(rest: string): string {
  const address = rest.search(/https?:\/\/|\//)
  return (address < 0 ? rest : rest.slice(0, address).trimEnd()).replace(/^["']|["']$/g, '')
}

function figure(rest: string): string {
  const caption = /(?:caption|title)\s*=\s*"([^"]{0,500})"/.exec(rest)?.[1]
  if (caption !== undefined) return `\n\n<figcaption>${caption}</figcaption>\n\n`
  const alt = /alt\s*=\s*"([^"]{0,500})"/.exec(rest)?.[1]
  return alt === undefined ? '' : `\n\n<img alt="${alt}">\n\n`
}
