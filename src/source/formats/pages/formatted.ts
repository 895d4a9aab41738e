/** Reads a file that is one article again, to show it as its author formatted it. */
import { isProblem } from '../../article.js'
import type { Formatted } from '../../../base/answers.js'
import { decode } from '../../decode.js'
import { splitFrontMatter } from '../../fields/split.js'
import { formattedTree, isFormattedElement } from '../../html/formatted.js'
import { findMain } from '../../html/main/main.js'
import { PageTree } from '../../html/page-tree.js'
import { afterTags, parseFragment } from '../../html/parse.js'
import { kindOf, unpackedName } from '../kinds.js'
import { htmlOf, withoutCdata } from './article-text.js'
import { isWholePage, markupOf } from './markup.js'

/** A larger tree is not worth its time: the text is shown as it is stored. */
const mostTags = 20_000
const singles: ReadonlySet<string | undefined> = new Set(['markdown', 'html', 'org', 'text'])

/** True for the name of a file that is one article with markup. */
export const isSingle = (path: string): boolean => singles.has(kindOf(unpackedName(path))?.name)

/**
 * @param isShown whether the stored article contains a text; what it does not contain is left out of HTML, because
 * there it is furniture
 * @returns undefined for plain text, and for what can't be read
 */
export function formattedFile(
  path: string,
  bytes: Uint8Array,
  isShown: (text: string) => boolean,
): Formatted[] | undefined {
  const decoded = decode(bytes, path)
  if (isProblem(decoded)) return undefined
  const body = withoutCdata(decoded.text.slice(splitFrontMatter(decoded.text)?.bodyStart ?? 0))
  const markup = markupOf(body, path)
  if (markup === 'text') return undefined
  const isPage = markup === 'html' && isWholePage(body)
  const html = isPage ? body : htmlOf(body, markup, path, true)
  if (afterTags(html, mostTags) >= 0) return undefined
  const tree = formattedTree(isPage ? findMain(new PageTree(html)).node : parseFragment(html))
  return markup === 'html' ? withoutFurniture(tree, isShown) : tree
}

const blocks = /^(?:p|div|li|td|h\d|blockquote|figcaption|d[td]|ul|ol|table|tr|dl|figure|pre)$/
const isBlock = (node: Formatted): boolean => isFormattedElement(node) && blocks.test(node[0])

function withoutFurniture(nodes: readonly Formatted[], isShown: (text: string) => boolean): Formatted[] {
  return nodes.flatMap((node): Formatted[] => {
    const text = textOf(node)
    if (text.trim() === '') return holdsImage(node) ? [node] : []
    if (!isFormattedElement(node) || !isBlock(node) || !node[2].some(isBlock)) return isShown(text) ? [node] : []
    const children = withoutFurniture(node[2], isShown)
    return children.length === 0 ? [] : [[node[0], node[1], children]]
  })
}

const holdsImage = (node: Formatted): boolean =>
  isFormattedElement(node) && (node[0] === 'img' || node[2].some(holdsImage))

export const textOf = (node: Formatted): string => (isFormattedElement(node) ? node[2].map(textOf).join('') : node)
