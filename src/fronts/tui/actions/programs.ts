/** Chooses the program that opens an article, and its arguments for going to a line. */
import { basename } from 'node:path'

export interface Program {
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

/** Splits a command line into words; undefined if there are none. */
export function wordsOf(value: string | undefined): readonly string[] | undefined {
  const parts = (value ?? '').match(/"[^"]*"|'[^']*'|\S+/g)?.map((part) => part.replace(/^(["'])(.*)\1$/, '$2'))
  return parts === undefined || parts.length === 0 ? undefined : parts
}

/**
 * The command that opens a file at a line: `{file}` and `{line}` are replaced if given, else the editor's own syntax is
 * used.
 */
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
export function showsMarks([command = 'less']: readonly string[]): boolean {
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
export function browserCall(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, url: string): Program {
  const [command, ...args] = wordsOf(env['BROWSER']?.split(':')[0]) ?? [openers[platform] ?? 'xdg-open']
  return {
    command: command!,
    args: args.some((arg) => arg.includes('%s')) ? args.map((arg) => arg.replaceAll('%s', () => url)) : [...args, url],
  }
}
