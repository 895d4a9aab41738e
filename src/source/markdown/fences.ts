/**
 * Finds fenced code (CommonMark 0.31, 4.5), also in list items and quotations. A fence may be indented by any depth,
 * because its marks tell it apart from indented code. Linear: the end of an unclosed fence is searched for only once.
 */

export interface Fence {
  /** The text after the opening mark: usually the name of a language with options. */
  readonly info: string
  readonly code: readonly string[]
  /** The index of the line after the fence. */
  readonly end: number
}

interface Opening {
  /** Marks of lists and quotations, and blanks. */
  readonly prefix: string
  readonly mark: string
  readonly info: string
}

/** A mark that begins after more characters is in a text. */
const LONGEST_PREFIX = 100
const PREFIX = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*$/
const MARK = /`{3,}|~{3,}/

export class Fences {
  readonly #lines: readonly string[]
  /** By sign: from this length on, no fence has an end in the rest of the lines. */
  readonly #endless = new Map<string, number>()

  constructor(lines: readonly string[]) {
    this.#lines = lines
  }

  /** The fence that begins at a line, if one does. */
  at(start: number): Fence | undefined {
    const opening = openingOf(this.#lines[start]!)
    if (opening === undefined) return undefined
    const { prefix, info } = opening
    const strip = strippingOf(prefix)
    const close = this.#closeOf(start + 1, opening, strip)
    const last = close < 0 ? this.#endOfParent(start + 1, prefix, strip) : close
    const code: string[] = []
    for (let at = start + 1; at < last; at++) code.push(strip(this.#lines[at]!) ?? this.#lines[at]!)
    return { info, code, end: close < 0 ? last : last + 1 }
  }

  #closeOf(from: number, { mark, prefix }: Opening, strip: Strip): number {
    const sign = mark.charAt(0)
    if (mark.length >= (this.#endless.get(sign) ?? Infinity)) return -1
    for (let at = from; at < this.#lines.length; at++) {
      const line = this.#lines[at]!
      const inner = line.includes(mark) ? strip(line)?.trim() : ''
      if (inner === undefined || (prefix.includes('>') && strip(line) === undefined)) return -1
      if (inner.startsWith(mark) && inner.replaceAll(sign, '') === '') return at
    }
    this.#endless.set(sign, mark.length)
    return -1
  }

  /** An unclosed fence ends with its quotation, or with its list item: at a line that is indented less. */
  #endOfParent(from: number, prefix: string, strip: Strip): number {
    const isListed = /\S/.test(prefix) && !prefix.includes('>')
    for (let at = from; at < this.#lines.length; at++) {
      const line = this.#lines[at]!
      if (strip(line) === undefined || (isListed && line.trim() !== '' && widthOf(line) < prefix.length)) return at
    }
    return this.#lines.length
  }
}

function openingOf(line: string): Opening | undefined {
  if (!line.includes('```') && !line.includes('~~~')) return undefined
  const at = line.search(MARK)
  const prefix = line.slice(0, at)
  if (at > LONGEST_PREFIX || !PREFIX.test(prefix)) return undefined
  const mark = MARK.exec(line)![0]
  const info = line.slice(at + mark.length).trim()
  return mark.startsWith('`') && info.includes('`') ? undefined : { prefix, mark, info }
}

/** A line without the marks of the quotations that contain the fence and its indentation; undefined outside of them. */
type Strip = (line: string) => string | undefined

function strippingOf(prefix: string): Strip {
  const quotes = prefix.split('>').length - 1
  const indent = widthOf(prefix.slice(prefix.lastIndexOf('>') + 1).replace(/\S/g, ' '))
  return (line) => {
    let rest = line
    for (let i = 0; i < quotes; i++) {
      const quoted = /^[ \t]*>/.exec(rest)
      if (quoted === null) return undefined
      rest = rest.slice(quoted[0].length)
    }
    return withoutIndent(rest, indent)
  }
}

const TAB = 4

/** The column at which a line's text begins. */
export function widthOf(line: string): number {
  let width = 0
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at)
    if (sign !== ' ' && sign !== '\t') break
    width += sign === '\t' ? TAB - (width % TAB) : 1
  }
  return width
}

/** Removes blanks up to a column. */
export function withoutIndent(line: string, most: number): string {
  let width = 0
  let at = 0
  for (; at < line.length && width < most; at++) {
    const sign = line.charAt(at)
    if (sign !== ' ' && sign !== '\t') break
    width += sign === '\t' ? TAB - (width % TAB) : 1
  }
  return ' '.repeat(Math.max(0, width - most)) + line.slice(at)
}
