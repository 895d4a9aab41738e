/** Text behind a comment or an element without text that never ends: browsers hide it, and so do the readers of pages. */
import { isProse } from '../clean/lines.js'

const OPEN =
  /<!--|<(script|style|noscript|template|iframe|object|svg|canvas|audio|video|title|button|select|textarea)(?=[\s/>])/gi

/** @returns the lines of prose that what never ends takes along; none where all is closed */
export function hiddenProse(html: string): readonly string[] {
  const open = new RegExp(OPEN)
  for (let found = open.exec(html); found !== null; found = open.exec(html)) {
    const end = endOf(html, found[1], open.lastIndex)
    if (end < 0) return proseIn(html.slice(open.lastIndex))
    open.lastIndex = end
  }
  return []
}

/** Where what begins with such a name, or a comment, ends; -1 where it doesn't. */
function endOf(html: string, name: string | undefined, from: number): number {
  if (name === undefined) return html.indexOf('-->', from)
  const close = new RegExp(`</${name}`, 'gi')
  close.lastIndex = from
  return close.exec(html)?.index ?? -1
}

function proseIn(html: string): string[] {
  const lines = html.split(/<[^<>]{0,2000}>|\n/)
  return lines.map((line) => line.trim()).filter(isProse)
}
