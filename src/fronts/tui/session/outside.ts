/** Programs on the same terminal: the UI steps aside, an editor or a pager takes over, the UI comes back. */
import { spawn } from 'node:child_process'
import { existsSync, closeSync, openSync, readSync } from 'node:fs'
import { fileOf } from '../../../library/results/file-of.js'
import { createPlaces, createSourceLines } from '../../../library/results/locating.js'
import { passageAt } from '../../../library/results/passage-at.js'
import { type Hit, type MarkedArticle } from '../../../library/types.js'
import type { TuiMessages as Messages } from '../../messages/languages.js'
import { type OpenWay } from '../state/model.js'
import { type Device } from '../terminal/device.js'
import { safeText } from '../cells/cells.js'
import { markedSpans } from '../cells/spans.js'
import { rangesWithin } from '../state/article-rows.js'
import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'

interface Program {
  readonly command: string
  readonly args: readonly string[]
  /** Its standard input; undefined if it opens the file itself. */
  readonly input?: string
}

/** The reader's editor with its arguments ("code --wait"); undefined if none is set. */
export function editorOf(env: NodeJS.ProcessEnv): readonly string[] | undefined {
  return wordsOf(env['VISUAL']) ?? wordsOf(env['EDITOR'])
}

export function pagerOf(env: NodeJS.ProcessEnv): readonly string[] {
  return wordsOf(env['PAGER']) ?? ['less']
}

function wordsOf(value: string | undefined): readonly string[] | undefined {
  const parts = (value ?? '').match(/"[^"]*"|'[^']*'|\S+/g)?.map((part) => part.replace(/^(["'])(.*)\1$/, '$2'))
  return parts === undefined || parts.length === 0 ? undefined : parts
}

/** Opens a file at a line: by `{file}` and `{line}` if given, else in the editor's own syntax. */
export function editorCall(editor: readonly string[], file: string, line: number): Program {
  const [command = 'vi', ...args] = editor
  if (args.some((arg) => arg.includes('{file}'))) {
    return { command, args: args.map((arg) => arg.replaceAll('{line}', String(line)).replaceAll('{file}', () => file)) }
  }
  return { command, args: [...args, ...placeArguments(basename(command).replace(/\.(exe|cmd)$/i, ''), file, line)] }
}

function placeArguments(name: string, file: string, line: number): string[] {
  if (/^(code|code-insiders|codium|cursor|windsurf)$/.test(name)) return ['--goto', `${file}:${line}`]
  if (/^(subl|zed|hx|helix|atom|micro)$/.test(name)) return [`${file}:${line}`]
  if (/^(idea|webstorm|pycharm)/.test(name)) return ['--line', String(line), file]
  if (/^(kate|gedit|kwrite)$/.test(name)) return name === 'gedit' ? [`+${line}`, file] : ['--line', String(line), file]
  if (
    /^(n?vim?|view|nvi|elvis|emacs|emacsclient|nano|pico|joe|jed|kak|ne|mg|less|more|most|ed|gvim|vimx)$/.test(name)
  ) {
    return [`+${line}`, file]
  }
  return [file]
}

/** True for `less`, which passes reverse video on with `-R`. */
function showsMarks([command = 'less']: readonly string[]): boolean {
  return basename(command) === 'less'
}

/** A pager that reads the article's text; `less` begins at the line of the first match and shows the marks. */
export function pagerCall(pager: readonly string[], text: string, line: number): Program {
  const [command = 'less', ...args] = pager
  if (!showsMarks(pager)) return { command, args, input: text }
  return { command, args: [...args, '-R', ...(line > 1 ? [`+${line}`] : [])], input: text }
}

const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'open', win32: 'explorer' }

/** The reader's browser: BROWSER (a list, as xdg-utils reads it), else what the system opens addresses with. */
function browserCall(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, url: string): Program {
  const [command, ...args] = wordsOf(env['BROWSER']?.split(':')[0]) ?? [openers[platform] ?? 'xdg-open']
  return {
    command: command!,
    args: args.some((arg) => arg.includes('%s')) ? args.map((arg) => arg.replaceAll('%s', () => url)) : [...args, url],
  }
}

/** The beginning of a file that shows its encoding. */
const bytesLookedAt = 4_000_000

/** False for a file in GB18030, Big5 or UTF-16: most editors would show it as mojibake. */
export function isReadableAsUtf8(file: string): boolean {
  const bytes = bytesOf(file)
  return isUtf8(bytes.length < bytesLookedAt ? bytes : withoutHalf(bytes))
}

function withoutHalf(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > bytes.length - 4 && (bytes[end - 1]! & 0xc0) === 0x80) end--
  return bytes.subarray(0, end - 1)
}

function bytesOf(file: string): Buffer {
  const buffer = Buffer.alloc(bytesLookedAt)
  const descriptor = openSync(file, 'r')
  try {
    return buffer.subarray(0, readSync(descriptor, buffer, 0, bytesLookedAt, 0))
  } finally {
    closeSync(descriptor)
  }
}

export interface OpenRequest {
  readonly hit: Hit
  readonly marked: MarkedArticle
  readonly how: OpenWay
  /** Number of the body's mark at which the reader is; if undefined, the program begins at the hit's passage. */
  readonly match: number | undefined
  /** The settings' own command for an editor, with `{file}` and `{line}`. */
  readonly template: string | undefined
  readonly env: NodeJS.ProcessEnv
}

/**
 * The program that opens a hit. The pager is used if no editor is set, and for a file that is not UTF-8: the pager
 * shows its text as it was indexed, with a notice that says why.
 */
export function programFor(
  { hit, marked, how, match, env, template }: OpenRequest,
  messages: Messages,
): (Program & { notice?: string }) | { problem: string } {
  if (how === 'browser') return browserFor(marked, env, messages)
  const at = marked.bodyHighlights[match ?? -1]?.[0] ?? passageAt(hit, marked.article.body)
  const editor = template === undefined ? editorOf(env) : wordsOf(template)
  const asText = (): Program => {
    const pager = pagerOf(env)
    const { text, line } = pagedText(marked, at, showsMarks(pager))
    return pagerCall(pager, text, line)
  }
  if (how === 'pager' || editor === undefined) return asText()
  const file = fileOf(marked.article)
  if (!existsSync(file)) return { problem: messages.fileGone(file) }
  if (!isReadableAsUtf8(file)) return { ...asText(), notice: messages.openedAsText(file) }
  const place = createPlaces()(marked.article, marked.article.body, at)
  return editorCall(editor, file, place?.line ?? createSourceLines().lineOf(marked.article, hit.snippet))
}

function browserFor({ article }: MarkedArticle, env: NodeJS.ProcessEnv, messages: Messages) {
  if (!/^https?:\/\//i.test(article.url)) return { problem: messages.noAddress }
  return browserCall(env, process.platform, article.url)
}

/**
 * Runs a program on the terminal until it ends.
 * @returns the reason it couldn't start, or undefined
 */
export function runOutside(program: Program, device: Device, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((resolve) => {
    const input = program.input === undefined ? device.input : 'pipe'
    const child = spawn(program.command, [...program.args], { stdio: [input, device.output, device.output], env })
    child.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ENOENT' ? 'not found' : error.message))
    child.on('close', () => resolve(undefined))
    if (child.stdin !== null) {
      child.stdin.on('error', () => undefined)
      child.stdin.end(program.input)
    }
  })
}

/**
 * An article as text for a pager: title, details, paragraphs. It contains nothing that a terminal would interpret,
 * except the marks if the pager shows them.
 */
interface PagedText {
  readonly text: string
  /** Where to begin, from 1. */
  readonly line: number
}

/**
 * @param at offset in the body to begin at; below 0 the title
 * @param withMarks matches in reverse video: for pagers that pass colours on
 */
export function pagedText({ article, bodyHighlights }: MarkedArticle, at: number, withMarks = false): PagedText {
  const details = [article.date.slice(0, 10), article.author, article.url].filter((part) => part !== '').join(' · ')
  const head = [article.title, details, article.tags.join(' ')].filter((part) => part !== '')
  const marks = withMarks ? bodyHighlights : []
  let start = 0
  const body = article.body.split('\n').flatMap((paragraph) => {
    const end = start + paragraph.length
    const text = markedText(paragraph, rangesWithin(marks, start, end))
    start = end + 1
    return [text, '']
  })
  const before = at < 0 ? 0 : article.body.slice(0, at).split('\n').length - 1
  const line = at < 0 ? 1 : head.length + 2 + before * 2
  return { text: [...head.map(safeText), '', ...body].join('\n'), line }
}

function markedText(text: string, ranges: readonly (readonly [number, number])[]): string {
  const spans = markedSpans(text, ranges, 'plain', 'match')
  return spans
    .map((piece) => (piece.style === 'match' ? `\u001b[7m${safeText(piece.text)}\u001b[27m` : safeText(piece.text)))
    .join('')
}
