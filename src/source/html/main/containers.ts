/**
 * Which element contains a text, and the score that the text adds to it. The search for the article compares these
 * scores.
 */
import { isProse } from '../../clean/lines.js'
import { isSection } from '../attributes.js'
import { readNames } from '../names.js'
import { isElement } from '../parse.js'
import type { AnyNode, Element } from '../parse.js'

/** Elements that are paragraphs or lie inside one; the container is above them. */
const PARAGRAPHS = new Set(
  'p li blockquote pre code span font strong em b i u a h1 h2 h3 h4 h5 h6 dd dt ul ol dl'.split(' '),
)

/** The container of a text: the nearest element above its paragraph. */
export function containerOf(holder: AnyNode): AnyNode {
  let node = holder
  for (let up = 0; up < 8 && isElement(node) && PARAGRAPHS.has(node.name) && node.parent !== null; up++)
    node = node.parent
  return node
}

/** Elements whose short texts count as well, because an article may consist of steps, tables and code. */
const TEXTUAL = new Set('p li dd td pre code blockquote'.split(' '))

/** The score that a text adds to its container. */
export function scoreOf(data: string, holder: AnyNode): number {
  const text = data.trim()
  if (text.length >= 36 && isProse(text))
    return Math.min(text.length, 400) + 20 * (text.match(/[，。！？、；]/g)?.length ?? 0)
  return text !== '' && isElement(holder) && TEXTUAL.has(holder.name) ? Math.min(text.length, 400) / 2 : 0
}

/**
 * What an element contains other than the article, judged by its name: `others` for comments and recommended articles,
 * `furniture` for other page furniture; undefined if the name says neither, or is that of an article.
 */
export function besideAs(node: Element): 'others' | 'furniture' | undefined {
  const { class: className, id } = node.attribs
  if (readNames(className, id).article >= 0) return undefined
  const { furniture } = readNames(className, isSection(node) ? undefined : id)
  if (furniture === 'comments' || furniture === 'recommendation') return 'others'
  const isFurniture =
    node.name === 'nav' || node.name === 'footer' || (furniture !== undefined && furniture !== 'hidden')
  return isFurniture ? 'furniture' : undefined
}
