/** Values of a number field: 10, 10..20, 10.., ..20, >=10, >10, <=20, <20. > and < exclude their bound. */

export interface NumberRange {
  readonly from: number
  readonly to: number
}

/** @param text with full-width characters already folded @returns undefined if it is not a range of numbers */
export function readNumbers(text: string): NumberRange | undefined {
  const dots = text.indexOf('..')
  if (dots >= 0) return between(text.slice(0, dots), text.slice(dots + 2))
  // ≥ and ≤ as well.
  const operator = /^(?:[<>]=?|[\u2265\u2264=])?/.exec(text)?.[0] ?? ''
  const number = read(text.slice(operator.length))
  if (number === undefined) return undefined
  if (operator === '>=' || operator === '≥') return { from: number, to: Infinity }
  if (operator === '<=' || operator === '≤') return { from: -Infinity, to: number }
  if (operator === '>') return { from: neighbour(number, 1), to: Infinity }
  if (operator === '<') return { from: -Infinity, to: neighbour(number, -1) }
  return { from: number, to: number }
}

function between(left: string, right: string): NumberRange | undefined {
  const from = left === '' ? -Infinity : read(left)
  const to = right === '' ? Infinity : read(right)
  if (from === undefined || to === undefined || from > to || (left === '' && right === '')) return undefined
  return { from, to }
}

function read(text: string): number | undefined {
  const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN
  return Number.isFinite(number) ? number : undefined
}

/** The next larger or smaller double. */
function neighbour(value: number, step: 1 | -1): number {
  if (value === 0) return step * Number.MIN_VALUE
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(value > 0 === step > 0 ? 1 : -1))
  return view.getFloat64(0)
}
