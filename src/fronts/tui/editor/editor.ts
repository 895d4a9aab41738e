/**
 * The query line's editor: pure functions on a text, a cursor and what was cut last. The cursor moves by grapheme
 * clusters and by words. The caller provides the function that finds words, so that the cursor stops where the
 * search's own segmenter cuts.
 */
import { stripVTControlCharacters } from 'node:util'
import { oneLine } from '../../../base/safe-text.js'

export interface Editor {
  readonly text: string
  /** UTF-16 offset, always on a cluster's border. */
  readonly cursor: number
  /** What the last kill took; yanking puts it back. */
  readonly killed: string
}

/** Where words begin and end in a text: ascending UTF-16 ranges, blanks and punctuation left out. */
export type Words = (text: string) => readonly (readonly [start: number, end: number])[]

const clusters = new Intl.Segmenter('zh', { granularity: 'grapheme' })
const wordsOf = new Intl.Segmenter('zh', { granularity: 'word' })

/** Longer input is cut: no query needs more, and a paste of a book must not stall the line. */
export const longestQuery = 4000

export const emptyEditor: Editor = { text: '', cursor: 0, killed: '' }

/** Words as the platform cuts them, used if no segmenter is given. */
export const platformWords: Words = (text) =>
  [...wordsOf.segment(text)]
    .filter((part) => part.isWordLike)
    .map((part) => [part.index, part.index + part.segment.length] as const)

export function withText(editor: Editor, text: string): Editor {
  const kept = clean(text)
  return { ...editor, text: kept, cursor: kept.length }
}

export function fits(editor: Editor, raw: string): boolean {
  return editor.text.length + clean(raw).length <= longestQuery
}

/** Puts text at the cursor; line breaks and tabs become blanks, other controls vanish. */
export function insert(editor: Editor, raw: string): Editor {
  const before = editor.text.slice(0, editor.cursor)
  const after = editor.text.slice(editor.cursor)
  const room = longestQuery - editor.text.length
  const added = clean(clean(raw).slice(0, Math.max(0, room)))
  const text = before + added + after
  return { ...editor, text, cursor: borderAtOrAfter(text, before.length + added.length) }
}

/** Where commands move the cursor. */
const moves: Readonly<Record<string, (line: Editor, words: Words) => number>> = {
  left: ({ text, cursor }) => borderBefore(text, cursor),
  right: ({ text, cursor }) => borderAtOrAfter(text, cursor + 1),
  home: () => 0,
  end: ({ text }) => text.length,
  wordLeft: ({ text, cursor }, words) => words(text).findLast(([start]) => start < cursor)?.[0] ?? 0,
  wordRight: ({ text, cursor }, words) => words(text).find(([, end]) => end > cursor)?.[1] ?? text.length,
}

/** Commands that remove what a move would pass. */
const removals: Readonly<Record<string, string>> = {
  backspace: 'left',
  delete: 'right',
  killWordLeft: 'wordLeft',
  killWordRight: 'wordRight',
  killToEnd: 'end',
}

/** The line after an editing or moving command; undefined if the command does neither. */
export function edited(line: Editor, command: string, words: Words): Editor | undefined {
  const { text, cursor, killed } = line
  if (command === 'clear') return cut(line, 0, text.length)
  if (command === 'yank') return insert(line, killed)
  if (command === 'transpose') return transpose(line)
  const removal = removals[command]
  const to = moves[removal ?? command]?.(line, words)
  if (to === undefined || removal === undefined) return to === undefined ? undefined : { ...line, cursor: to }
  const after = to < cursor ? cut(line, to, cursor) : cut(line, cursor, to)
  return command.startsWith('kill') ? after : { ...after, killed }
}

/** Swaps the two clusters around the cursor, at the line's end the last two, and goes behind them. */
function transpose(editor: Editor): Editor {
  const { text } = editor
  const middle = borderBefore(text, Math.min(editor.cursor + 1, text.length))
  const [start, stop] = [borderBefore(text, middle), borderAtOrAfter(text, middle + 1)]
  const swapped = text.slice(middle, stop) + text.slice(start, middle)
  return editor.cursor === 0 || start === middle ? editor : replace(editor, start, stop, swapped)
}

/** Replaces [start, stop) by `text` and puts the cursor after it. */
export function replace(editor: Editor, start: number, stop: number, text: string): Editor {
  return insert({ ...cut(editor, start, stop), killed: editor.killed }, text)
}

function cut(editor: Editor, start: number, stop: number): Editor {
  if (start >= stop) return editor
  const text = editor.text.slice(0, start) + editor.text.slice(stop)
  return { text, cursor: borderAtOrAfter(text, start), killed: editor.text.slice(start, stop) }
}

/** Removes escape sequences whole, and lone surrogates, too: cutting and inserting could join two of them to a character. */
function clean(raw: string): string {
  return oneLine(stripVTControlCharacters(raw).replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')).replace(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    '',
  )
}

function borders(text: string): number[] {
  const out = [0]
  for (const { segment, index } of clusters.segment(text)) out.push(index + segment.length)
  return out
}

function borderBefore(text: string, offset: number): number {
  return borders(text).findLast((border) => border < offset) ?? 0
}

function borderAtOrAfter(text: string, offset: number): number {
  return borders(text).find((border) => border >= offset) ?? text.length
}
