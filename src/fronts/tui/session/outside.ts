/** Programs on the same terminal: the UI steps aside, an editor or a pager takes over, the UI comes back. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileOf } from '../../../library/results/file-of.js'
import { createPlaces } from '../../../library/results/locating.js'
import { passageAt } from '../../../library/results/passage-at.js'
import {
  browserCall,
  editorCall,
  editorOf,
  pagerCall,
  pagerOf,
  showsMarks,
  wordsOf,
  type Program,
} from '../actions/programs.js'
import { pagedText } from '../actions/article-text.js'
import { isReadableAsUtf8, lineOfHit } from '../actions/hit-line.js'
import type { Hit, MarkedArticle } from '../../../library/types.js'
import type { Messages } from '../../messages/tui.js'
import type { OpenWay } from '../state/model.js'
import type { Device } from '../terminal/device.js'

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
  return editorCall(editor, file, place?.line ?? lineOfHit(file, markedWord(hit, marked), marked.article.line))
}

function browserFor(
  { article }: MarkedArticle,
  env: NodeJS.ProcessEnv,
  messages: Messages,
): Program | { problem: string } {
  if (!/^https?:\/\//i.test(article.url)) return { problem: messages.noAddress }
  return browserCall(env, process.platform, article.url)
}

/** The text of the first match, as it is written in the article. */
function markedWord(hit: Hit, { article, bodyHighlights }: MarkedArticle): string {
  const first = bodyHighlights[0]
  if (first !== undefined) return article.body.slice(first[0], first[1])
  const inTitle = hit.titleHighlights[0]
  return inTitle === undefined ? '' : hit.title.slice(inTitle[0], inTitle[1])
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
