/**
 * The choices of the copy menu, and how text gets into the clipboard: by OSC 52, which also works through ssh and tmux.
 */
import { type Hit, type StoredArticle } from '../../../library/types.js'
import { siteOf } from '../../../text/facets/site.js'
import { safeText } from '../cells/cells.js'
import { type CopyTexts } from '../state/model.js'
import { safeJson } from '../../../base/safe-text.js'

/** Bytes of one sequence: xterm ignores longer ones. */
const longestSequence = 100_000
const [begin, end] = ['\u001b]52;c;', '\u0007']
/** Bytes of UTF-8 that fit; base64 makes four bytes of three. */
const longestText = Math.floor((longestSequence - begin.length - end.length) / 4) * 3

/**
 * What the menu shows and what is copied.
 * @param file path of the article's file for the reader's shell
 */
export function copyTexts(hit: Hit, file: string): CopyTexts {
  return {
    reference: reference(hit),
    citation: citation(hit, file),
    passage: safeText(hit.snippet.text).trim(),
    path: file,
    url: safeText(hit.url),
  }
}

type Cited = Pick<Hit, 'title' | 'path' | 'url' | 'author' | 'date'>

/** `作者：《题名》，site，date`, or `Author, “Title”, site, date` without Han; missing parts are left out. */
export function reference(hit: Pick<Hit, 'title' | 'heading' | 'id' | 'url' | 'author' | 'date'>): string {
  const title = safeText(hit.title || hit.heading || hit.id).trim()
  const author = safeText(hit.author.replaceAll('\n', '、'))
  const site = siteOf(hit.url)
  const details = [site, hit.date.slice(0, 10)].map(safeText).filter((part) => part !== '')
  if (!/\p{Script=Han}/u.test(title + author)) {
    return [author, `“${title}”`, ...details].filter((part) => part !== '').join(', ')
  }
  const named = `《${title.replaceAll('《', '〈').replaceAll('》', '〉')}》`
  return [author === '' ? named : `${author}：${named}`, ...details].join('，')
}

/** `[title](address) — author, date`, with Markdown's special characters escaped. */
export function citation(hit: Cited, file: string): string {
  const title = safeText(hit.title === '' ? hit.path : hit.title).replace(/[\\[\]*_`<>]/g, '\\$&')
  const target = /^https?:\/\//i.test(hit.url) ? safeText(hit.url) : file
  const details = [safeText(hit.author), hit.date.slice(0, 10)].filter((part) => part !== '').join(', ')
  return `[${title}](<${target.replace(/[<>\n]/g, encodeURIComponent)}>)${details === '' ? '' : ` — ${details}`}`
}

/** The beginning of a text that fits into the clipboard, cut between two characters. */
export function clipboardPart(text: string): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(longestText))
  return text.slice(0, read)
}

/**
 * The sequence that sets the clipboard (xterm's ctlseqs, OSC 52); inside tmux it is sent in tmux's envelope as well.
 * A text that is too long is cut.
 */
export function clipboardSequence(text: string, env: NodeJS.ProcessEnv): string {
  const payload = Buffer.from(clipboardPart(text), 'utf8').toString('base64')
  const sequence = `${begin}${payload}${end}`
  if (env['TMUX'] !== undefined && env['TMUX'] !== '') return `\u001bPtmux;\u001b${sequence}\u001b\\${sequence}`
  return sequence
}

/* How marked articles are printed when the reader leaves. */

export type PrintForm = 'path' | 'line' | 'id' | 'json' | 'citation'

export interface Marked {
  readonly article: StoredArticle
  readonly file: string
}

/**
 * One line for each article, in the order of marking, without repetitions.
 * @param form default: paths, or `path:line` for several articles of one file
 */
export function printedMarks(marks: readonly Marked[], form: PrintForm | undefined): string[] {
  if (form !== undefined) return [...new Set(marks.map(printers[form]))]
  const counts = new Map<string, number>()
  for (const { file } of marks) counts.set(file, (counts.get(file) ?? 0) + 1)
  return marks.map((mark) => printers[counts.get(mark.file) === 1 ? 'path' : 'line'](mark))
}

const printers: Readonly<Record<PrintForm, (mark: Marked) => string>> = {
  path: ({ file }) => file,
  line: ({ article, file }) => `${file}:${article.line}`,
  id: ({ article }) => article.id,
  citation: ({ article, file }) => citation(article, file),
  json: ({ article, file }) => {
    const { id, line, title, date, author, tags, url } = article
    return safeJson({ id, path: file, line, title, date, author, tags, url })
  },
}
