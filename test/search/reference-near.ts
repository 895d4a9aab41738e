/** Where a part of a query stands in a normalised text, by the obvious loops over all combinations. */
import { normalize } from '../../src/text/normalize.js'
import type { NearNode, QueryNode } from '../../src/query/index.js'

export type Range = readonly [start: number, end: number]

export function referencePlaces(node: QueryNode, text: string): Range[] {
  switch (node.kind) {
    case 'boost':
      return referencePlaces(node.operand, text)
    case 'or':
      return distinct(node.operands.flatMap((operand) => referencePlaces(operand, text)))
    case 'and':
      return node.operands
        .map((operand) => referencePlaces(operand, text))
        .reduce((a, b) => shortest(joined(a, b, () => true)))
    case 'near':
      return nearPlaces(node, text)
    case 'text':
      return stringPlaces(node.text, text, true, true)
    case 'exact':
      return stringPlaces(node.text, text, false, false)
    case 'prefix':
      return stringPlaces(node.text, text, true, false).map(([start, end]) => [start, wordEnd(text, end)])
    default:
      return []
  }
}

function nearPlaces({ operands, within, ordered }: NearNode, text: string): Range[] {
  const places = operands.map((operand) => referencePlaces(operand, text))
  if (ordered)
    return shortest(
      chains(places, text)
        .filter(({ gap }) => gap <= Number(within))
        .map(({ range }) => range),
    )
  const isNear = (a: Range, b: Range): boolean =>
    typeof within === 'number' ? between(text, a, b) <= within : inOneScope(text, a, b, within)
  return places.reduce((a, b) => shortest(joined(a, b, isNear)))
}

/** Every pair of a range of the one and a range of the other that don't overlap, as one range. */
function joined(a: readonly Range[], b: readonly Range[], isNear: (a: Range, b: Range) => boolean): Range[] {
  const pairs = a.flatMap((one) =>
    b.map((other): readonly [Range, Range] => (one[0] <= other[0] ? [one, other] : [other, one])),
  )
  const apart = pairs.filter(([first, second]) => first[1] <= second[0] && isNear(first, second))
  return distinct(apart.map(([first, second]) => [first[0], second[1]]))
}

const between = (text: string, a: Range, b: Range): number => Array.from(text.slice(a[1], b[0])).length

/** All ways to take one range of each in order. */
function chains(places: readonly (readonly Range[])[], text: string): { range: Range; gap: number }[] {
  const [first = [], ...rest] = places
  let all = first.map((range) => ({ range, last: range, gap: 0 }))
  for (const next of rest) {
    all = all.flatMap(({ range, last, gap }) =>
      next
        .filter(([start]) => start >= last[1])
        .map((one) => ({ range: [range[0], one[1]] as Range, last: one, gap: gap + between(text, last, one) })),
    )
  }
  return all
}

function inOneScope(text: string, a: Range, b: Range, scope: 'sentence' | 'paragraph'): boolean {
  return scopes(text, scope).some(([start, end]) => a[0] >= start && b[1] <= end)
}

/** Sentences with their marks, and the quotes and brackets closed behind them; or lines with their breaks. */
function scopes(text: string, scope: 'sentence' | 'paragraph'): Range[] {
  const found: Range[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const isMark = scope === 'sentence' ? '。!?;…\n'.includes(text[at]!) : text[at] === '\n'
    const isInside = isAscii(text[at - 1]) && isAscii(text[at + 1])
    if (!isMark || (scope === 'sentence' && isInside)) continue
    if (scope === 'sentence') while (at + 1 < text.length && '。!?;…\n”’」』)】》〉]'.includes(text[at + 1]!)) at++
    found.push([start, at + 1])
    start = at + 1
  }
  return [...found, [start, text.length]]
}

const isAscii = (character: string | undefined): boolean => character !== undefined && /[!-~]/.test(character)

/** Those that contain no other. */
function shortest(ranges: readonly Range[]): Range[] {
  const unique = distinct(ranges)
  return unique.filter((one) => !unique.some((other) => other !== one && one[0] <= other[0] && other[1] <= one[1]))
}

function distinct(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return sorted.filter((one, i) => one[0] !== sorted[i - 1]?.[0] || one[1] !== sorted[i - 1]?.[1])
}

function stringPlaces(source: string, text: string, wholeStart: boolean, wholeEnd: boolean): Range[] {
  const wanted = normalize(source).text.trim()
  const found: Range[] = []
  if (wanted === '') return found
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const goesOnBefore = wholeStart && isWordAt(text, at) && isWordAt(text, at - 1)
    const goesOnAfter = wholeEnd && isWordAt(text, end - 1) && isWordAt(text, end)
    if (!goesOnBefore && !goesOnAfter) found.push([at, end])
  }
  return found
}

function wordEnd(text: string, end: number): number {
  let at = end
  while (isWordAt(text, end - 1) && isWordAt(text, at)) at++
  return at
}

const isWordAt = (text: string, at: number): boolean => {
  const character = text[at]
  if (character === undefined || !/[\p{L}\p{N}\p{M}]/u.test(character)) return false
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(character)
}
