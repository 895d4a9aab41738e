/**
 * Splits a feed into its entries, so that only some of them are in memory as a tree at once. One pass over the text,
 * which skips the parts of XML in which a tag may stand that is not one: CDATA, comments and instructions.
 */
import { wholeText } from '../../html/tree.js'
import { isElement, type Element } from '../../html/parse.js'

interface SplitFeed {
  /** The text around the entries, in which the feed gives its title; cut if it is long. */
  readonly frame: string
  /** Whole entries, several in each group. */
  readonly groups: Iterable<string>
}

/** About how many UTF-16 units of entries are parsed at once; a tree takes some 20 times as much. */
const GROUP = 256 * 1024
/** UTF-16 units; a feed gives its title long before this. */
const FRAME = 64 * 1024

/** The names of the elements that are entries. */
export type EntryNames = 'item|entry' | 'note'

const markOf = (names: EntryNames): RegExp => new RegExp(`<!--|<!\\[CDATA\\[|<\\?|<(/?)(${names})(?=[\\s/>])`, 'g')

interface Entry {
  readonly start: number
  readonly end: number
  readonly name: string
  /** False if the next entry, or the end of the file, comes before its end tag. */
  readonly closed: boolean
}

export function splitFeed(xml: string, names: EntryNames = 'item|entry'): SplitFeed {
  const first = entriesOf(xml, names).next()
  if (first.done === true) return { frame: '', groups: [] }
  const ends = names.split('|').map((name) => xml.lastIndexOf(`</${name}>`))
  const end = ends.reduce((last, at) => Math.max(last, at), first.value.end)
  const frame = xml.slice(0, Math.min(first.value.start, FRAME)) + xml.slice(end, end + FRAME)
  return { frame, groups: groupsOf(xml, names) }
}

function* groupsOf(xml: string, names: EntryNames): Generator<string, void> {
  let group = ''
  for (const { start, end, name, closed } of entriesOf(xml, names)) {
    if (end - start > GROUP && group !== '') {
      yield group
      group = ''
    }
    group += xml.slice(start, end)
    if (!closed) group += `</${name}>`
    if (group.length < GROUP) continue
    yield group
    group = ''
  }
  if (group !== '') yield group
}

/** Entries never nest: the beginning of one ends the one before. */
function* entriesOf(xml: string, names: EntryNames): Generator<Entry, void> {
  let open: { start: number; name: string } | undefined
  const mark = markOf(names)
  const lastEnd = xml.lastIndexOf('>')
  for (let found = mark.exec(xml); found !== null; found = mark.exec(xml)) {
    const [what, slash, name] = found
    if (name === undefined) {
      const end = endOf(xml, what, mark.lastIndex)
      if (end < 0) break
      mark.lastIndex = end
      continue
    }
    const tagEnd = mark.lastIndex > lastEnd ? -1 : xml.indexOf('>', mark.lastIndex)
    if (open !== undefined && name !== open.name) continue
    if (slash === '/') {
      if (open !== undefined) yield { ...open, end: tagEnd < 0 ? xml.length : tagEnd + 1, closed: tagEnd >= 0 }
      open = undefined
      continue
    }
    if (open !== undefined) yield { ...open, end: found.index, closed: false }
    open = { start: found.index, name }
    if (tagEnd < 0 || xml.charCodeAt(tagEnd - 1) !== 0x2f) continue
    yield { ...open, end: tagEnd + 1, closed: true }
    open = undefined
  }
  if (open !== undefined) yield { ...open, end: xml.length, closed: false }
}

function endOf(xml: string, mark: string, from: number): number {
  const sign = mark === '<!--' ? '-->' : mark === '<?' ? '>' : ']]>'
  const end = xml.indexOf(sign, from)
  return end < 0 ? -1 : end + sign.length
}

export type Children = ReadonlyMap<string, readonly Element[]>

export function childrenOf(item: Element | undefined): Children {
  const children = new Map<string, Element[]>()
  for (const child of item?.children ?? []) {
    if (!isElement(child)) continue
    const named = children.get(child.name)
    if (named === undefined) children.set(child.name, [child])
    else named.push(child)
  }
  return children
}

/** The text of the first child of that name. */
export function childText(children: Children, name: string): string {
  return wholeText(children.get(name)?.[0]).trim()
}
