/** Articles as their files format them, with the marks of a query, and the images that they show. */
import { extname, posix } from 'node:path'
import type { Formatted, Ranges } from '../../base/answers.js'
import { formattedFile, isSingle, textOf } from '../../source/formats/pages/formatted.js'
import { isFormattedElement } from '../../source/html/formatted.js'
import type { StoredArticle } from '../types.js'
import { fileOf } from './places.js'
import { readInside } from './locating.js'

/** Of the stored text, at least this share must stand in the file; otherwise the file has changed. */
const leastFound = 0.6
/** Shorter lines may stand anywhere by chance. */
const shortestLine = 8

const compact = (text: string): string => text.replace(/\s+/g, '')

/** @returns undefined if the article's file has no format of its own, is gone, or has changed */
export function formatArticle(article: StoredArticle, marks: Ranges): Formatted[] | undefined {
  const { path, root, body, title } = article
  if (root === '' || article.line !== 1 || !isSingle(path)) return undefined
  const bytes = readInside(fileOf(article), root)
  const stored = compact([title, body, ...article.captions].join('\n'))
  const nodes = bytes && formattedFile(path, bytes, (text) => text.trim() === '' || stored.includes(compact(text)))
  if (nodes === undefined) return undefined
  const [first] = nodes.filter((node) => textOf(node).trim() !== '')
  const shown =
    first !== undefined && compact(textOf(first)) === compact(title) ? nodes.filter((n) => n !== first) : nodes
  const text = new MarkedText(shown)
  return text.shareOf(body) < leastFound ? undefined : text.marked(body, marks)
}

/** A text without its blanks, with the places of its characters in the pieces that it consists of. */
class MarkedText {
  readonly #nodes: readonly Formatted[]
  #text = ''
  /** For each character, the piece that it is of, and its offset there. */
  readonly #places: (readonly [piece: number, offset: number])[] = []

  constructor(nodes: readonly Formatted[]) {
    this.#nodes = nodes
    let pieces = 0
    eachPiece(nodes, (text) => {
      for (let at = 0; at < text.length; at++) if (/\S/.test(text[at]!)) this.#places.push([pieces, at])
      pieces++
      this.#text += compact(text)
    })
  }

  /** The share of a stored text whose lines stand here. */
  shareOf(body: string): number {
    const lines = body.split('\n').map(compact)
    const long = lines.filter(({ length }) => length >= shortestLine)
    const units = (some: readonly string[]): number => some.reduce((sum, { length }) => sum + length, 0)
    return long.length === 0 ? 1 : units(long.filter((line) => this.#text.includes(line))) / units(long)
  }

  /** The nodes with the ranges of the stored text marked that stand here: `mark` elements, numbered. */
  marked(body: string, ranges: Ranges): Formatted[] {
    const cuts = new Map<number, [start: number, end: number, number: number][]>()
    let from = 0
    let number = 0
    for (const range of ranges) {
      const found = this.#find(body, range, from)
      if (found === undefined) continue
      from = found[1]
      for (const [piece, start, end] of this.#piecesOf(found))
        cuts.set(piece, [...(cuts.get(piece) ?? []), [start, end, number]])
      number++
    }
    let piece = 0
    return mapPieces(this.#nodes, (text) => cutText(text, cuts.get(piece++) ?? []))
  }

  /** The context tells apart what stands here several times. */
  #find(body: string, [start, end]: readonly [number, number], from: number): [number, number] | undefined {
    const own = compact(body.slice(start, end))
    for (const context of own === '' ? [] : contexts) {
      const before = compact(body.slice(Math.max(0, start - context), start))
      const at = this.#text.indexOf(before + own + compact(body.slice(end, end + context)), from - before.length)
      if (at + before.length >= from && at >= 0) return [at + before.length, at + before.length + own.length]
    }
    return undefined
  }

  *#piecesOf([start, end]: readonly [number, number]): Generator<[piece: number, start: number, end: number]> {
    for (let at = start; at < end;) {
      const [piece, offset] = this.#places[at]!
      let last = at
      while (last + 1 < end && this.#places[last + 1]![0] === piece) last++
      yield [piece, offset, this.#places[last]![1] + 1]
      at = last + 1
    }
  }
}

const contexts = [12, 4, 0]

function eachPiece(nodes: readonly Formatted[], see: (text: string) => void): void {
  for (const node of nodes) {
    if (isFormattedElement(node)) eachPiece(node[2], see)
    else see(node)
  }
}

function mapPieces(nodes: readonly Formatted[], change: (text: string) => Formatted[]): Formatted[] {
  return nodes.flatMap((node): Formatted[] =>
    isFormattedElement(node) ? [[node[0], node[1], mapPieces(node[2], change)]] : change(node),
  )
}

function cutText(text: string, cuts: readonly (readonly [number, number, number])[]): Formatted[] {
  const parts: Formatted[] = []
  let at = 0
  for (const [start, end, number] of cuts) {
    if (start > at) parts.push(text.slice(at, start))
    parts.push(['mark', { number: `${number}` }, [text.slice(start, end)]])
    at = end
  }
  return at < text.length ? [...parts, text.slice(at)] : parts
}

/** SVG is left out, because it can hold programs. */
const imageTypes: Readonly<Record<string, string>> = {
  ...{ '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg' },
  ...{ '.gif': 'image/gif', '.webp': 'image/webp', '.avif': 'image/avif' },
}

/** @returns undefined for all but an image of the indexed folder that the article itself shows */
export function imageOf(article: StoredArticle, address: string): { bytes: Uint8Array; type: string } | undefined {
  const type = imageTypes[extname(pathOfAddress(address)).toLowerCase()]
  const nodes = type === undefined ? undefined : formatArticle(article, [])
  if (type === undefined || nodes === undefined || !showsImage(nodes, address)) return undefined
  const bytes = readInside(fileOf({ root: article.root, path: pathFrom(article.path, address) }), article.root)
  return bytes && { bytes, type }
}

const showsImage = (nodes: readonly Formatted[], address: string): boolean =>
  nodes.some((node) => isFormattedElement(node) && (node[1]['src'] === address || showsImage(node[2], address)))

/** The path in the collection that an address in one of its files leads to. One that begins with `/` begins at the root. */
export function pathFrom(file: string, address: string): string {
  const path = pathOfAddress(address)
  return posix.normalize(path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(file), path))
}

function pathOfAddress(address: string): string {
  const plain = address.replace(/[?#].*$/, '')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}
