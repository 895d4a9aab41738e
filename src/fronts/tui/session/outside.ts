/** Programs on the same terminal: the UI steps aside, an editor takes over, the UI comes back. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileOf, passageAt } from '../../../library/results/places.js'
import { SourceLines } from '../../../library/results/locating.js'
import { type Hit, type MarkedArticle } from '../../../library/types.js'
import type { TuiMessages as Messages } from '../../messages/languages.js'
import { type OpenWay } from '../state/model.js'
import { type Device } from '../terminal/device.js'
import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'

interface Program {
  readonly command: string
  readonly args: readonly string[]
}

/** The reader's editor with its arguments ("code --wait"); vi, as POSIX has it, if none is set. */
export function editorOf(env: NodeJS.ProcessEnv): readonly string[] {
  return wordsOf(env['VISUAL']) ?? wordsOf(env['EDITOR']) ?? ['vi']
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
  const name = basename(command).replace(/\.(exe|cmd)$/i, '')
  const place = placeArguments.find(([names]) => names.test(name))?.[1](file, line) ?? [file]
  return { command, args: [...args, ...place] }
}

/** Arguments that open a file at a line, by the names of editors. */
const placeArguments: readonly (readonly [names: RegExp, args: (file: string, line: number) => string[]])[] = [
  [/^(code|code-insiders|codium|cursor|windsurf)$/, (file, line) => ['--goto', `${file}:${line}`]],
  [/^(subl|zed|hx|helix|atom|micro)$/, (file, line) => [`${file}:${line}`]],
  [/^(idea|webstorm|pycharm|(kate|kwrite)$)/, (file, line) => ['--line', String(line), file]],
  [
    /^(n?vim?|view|nvi|elvis|emacs|emacsclient|nano|pico|joe|jed|kak|ne|mg|less|more|most|ed|gvim|vimx|gedit)$/,
    (file, line) => [`+${line}`, file],
  ],
]

const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'open', win32: 'explorer' }

/** The reader's browser: BROWSER (a list, as xdg-utils reads it), else what the system opens addresses with. */
function browserCall(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, url: string): Program {
  const [command, ...args] = wordsOf(env['BROWSER']?.split(':')[0]) ?? [openers[platform] ?? 'xdg-open']
  return {
    command: command!,
    args: args.some((arg) => arg.includes('%s')) ? args.map((arg) => arg.replaceAll('%s', () => url)) : [...args, url],
  }
}

export interface OpenRequest {
  readonly hit: Hit
  readonly marked: MarkedArticle
  readonly how: OpenWay
  /** Number of the body's mark at which the reader is; if undefined, the program begins at the hit's passage. */
  readonly match: number | undefined
  /** Commands of the settings with `{file}` and `{line}`: of the pressed key, and in place of VISUAL and EDITOR. */
  readonly program: string | undefined
  readonly editor: string | undefined
  readonly env: NodeJS.ProcessEnv
}

/** The program that opens a hit. Only a program of the reader's own gets a file that is not UTF-8. */
export function programFor(
  { hit, marked, how, match, env, program, editor }: OpenRequest,
  messages: Messages,
): Program | { problem: string } {
  if (how === 'browser') {
    const { url } = marked.article
    return /^https?:\/\//i.test(url) ? browserCall(env, process.platform, url) : { problem: messages.noAddress }
  }
  const at = marked.bodyHighlights[match ?? -1]?.[0] ?? passageAt(hit, marked.article.body)
  const file = fileOf(marked.article)
  if (!existsSync(file)) return { problem: messages.fileGone(file) }
  // Most editors would show GB18030, Big5 or UTF-16 as mojibake.
  if (program === undefined && !isUtf8(readFileSync(file))) return { problem: messages.notUtf8(file) }
  const lines = new SourceLines()
  const place = lines.placeOf(marked.article, marked.article.body, at)
  const words = wordsOf(program ?? editor) ?? editorOf(env)
  return editorCall(words, file, place?.line ?? lines.lineOf(marked.article, hit.snippet))
}

/**
 * Runs a program on the terminal until it ends.
 * @returns the reason it couldn't start, or undefined
 */
export function runOutside(program: Program, device: Device, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((resolve) => {
    const stdio = [device.input, device.output, device.output]
    const child = spawn(program.command, [...program.args], { stdio, env })
    child.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ENOENT' ? 'not found' : error.message))
    child.on('close', () => resolve(undefined))
  })
}
