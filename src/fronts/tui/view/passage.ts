/**
 * A hit's passage: blanks collapsed, without the title or the sentence shown as one, broken into as many lines as fit.
 */
import { widthOf } from '../cells/cells.js'
import { cutRow, markedSpans, span, type Ranges, type Row } from '../cells/spans.js'
import { wrap, type Line } from '../cells/wrap.js'
import type { Hit } from '../../../library/types.js'
import { rangesWithin } from '../state/article-rows.js'

type Passage = Hit['snippet']

/** Collapses runs of blanks of any kind to one and moves the marks accordingly. */
export function collapsed({ text, highlights }: Passage): Passage {
  const places = new Uint32Array(text.length + 1)
  let out = ''
  for (let i = 0; i < text.length; i++) {
    places[i] = out.length
    if (!/\s/.test(text[i]!)) out += text[i]!
    else if (out !== '' && !out.endsWith(' ')) out += ' '
  }
  places[text.length] = out.length
  const moved = highlights.map(([start, end]) => [places[start]!, places[end]!] as const)
  return { text: out.trimEnd(), highlights: moved.filter(([start, end]) => end > start) }
}

/** What is shown as the title of a hit without one, with the passage's marks if the passage contains that sentence. */
export function headingOf({ heading = '', id, snippet }: Hit): Passage {
  if (heading === '') return { text: id, highlights: [] }
  const { text, highlights } = collapsed(snippet)
  const sentence = collapsed({ text: heading.replace(/…$/, ''), highlights: [] }).text
  const at = sentence === '' ? -1 : text.indexOf(sentence)
  const marks = at === -1 ? [] : rangesWithin(highlights, at, at + sentence.length)
  return { text: sentence + (heading.endsWith('…') ? '…' : ''), highlights: marks }
}

/** The passage without the title, or without the sentence shown as one, because the row above shows it already. */
export function passageOf(hit: Hit): Passage {
  const passage = collapsed(hit.snippet)
  const shown = hit.title === '' ? sentenceOf(hit) : titleIn(passage.text, hit.title)
  if (shown === '' || !passage.text.startsWith(shown)) return passage
  const start = shown.length + (/^\s*/.exec(passage.text.slice(shown.length))?.[0].length ?? 0)
  return { text: passage.text.slice(start), highlights: rangesWithin(passage.highlights, start, passage.text.length) }
}

function sentenceOf(hit: Hit): string {
  return hit.heading === undefined ? '' : headingOf(hit).text.replace(/…$/, '')
}

/**
 * The title and its end if the text begins with it as a line or sentence of its own, else ''; a blank ends it only
 * after Han or punctuation.
 */
function titleIn(text: string, title: string): string {
  const whole = collapsed({ text: title, highlights: [] }).text
  if (whole === '' || !text.startsWith(whole)) return ''
  const after = /^(?:$|[。．！？!?…]+|\s)/u.exec(text.slice(whole.length))?.[0]
  const isEnd = after !== undefined && (after !== ' ' || /[\p{Script=Han}\p{P}]$/u.test(whole))
  return isEnd ? whole + after : ''
}

/** The first line to show: the one with the first mark, or the line before it if the line after it has no mark. */
function bestStart(lines: readonly Line[], highlights: Ranges, count: number): number {
  const firstMark = highlights[0]?.[0] ?? 0
  const at = Math.max(
    0,
    lines.findIndex((line) => line.end > firstMark),
  )
  if (count === 1) return at
  const marksIn = (line: Line | undefined): number =>
    line === undefined ? 0 : rangesWithin(highlights, line.start, line.end).length
  const start = at > 0 && marksIn(lines[at + 1]) === 0 ? at - 1 : at
  return Math.max(0, Math.min(start, lines.length - count))
}

/** Replaces the `…` with which the engine marks a cut by our own sign. Two of them in a row belong to the article. */
function inOwnSigns({ text, highlights }: Passage, ellipsis: string): Passage {
  const signed = text.replace(/^…(?!…)|(?<!…)…$/g, ellipsis)
  const shift = /^…(?!…)/.test(text) ? ellipsis.length - 1 : 0
  return { text: signed, highlights: highlights.map(([start, end]) => [start + shift, end + shift]) }
}

/** At most `count` lines of a passage, with the first mark among them. */
export function passageRows(passage: Passage, columns: number, count: number, ellipsis: string): Row[] {
  const { text, highlights } = inOwnSigns(passage, ellipsis)
  const lines = wrap(text, columns, 60)
  const from = bestStart(lines, highlights, count)
  return lines.slice(from, from + count).map(({ start, end }, i) => {
    const spans = markedSpans(text.slice(start, end), rangesWithin(highlights, start, end), 'plain', 'match')
    const begins = i === 0 && from > 0 && !text.slice(start, end).startsWith(ellipsis)
    const isCut = i === count - 1 && from + count < lines.length
    const room = columns - (isCut ? widthOf(ellipsis) : 0)
    const row = begins
      ? [span(ellipsis, 'dim'), ...cutRow(spans, room - widthOf(ellipsis), '')]
      : cutRow(spans, room, '')
    return isCut ? [...row, span(ellipsis, 'dim')] : row
  })
}
