/** From normalised units back to the original text: tokens know their places in both. */

/** A text in both spellings. Token i covers units [unitEnd[i−1], unitEnd[i]) and surface [surfaceEnd[i−1], surfaceEnd[i]). */
export interface AlignedText {
  readonly surface: string
  readonly units: Uint16Array
  readonly unitCount: number
  readonly tokenCount: number
  readonly unitEnd: Int32Array
  readonly surfaceEnd: Int32Array
}

/** Index of the token that holds unit `unit`; tokenCount where it lies behind the last. */
export function tokenAt(text: AlignedText, unit: number): number {
  let low = 0
  let high = text.tokenCount
  while (low < high) {
    const middle = (low + high) >> 1
    if (text.unitEnd[middle]! <= unit) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * A range of units as a range of the surface. Inside a token that keeps its length the mapping is one to one; where a
 * token's two spellings differ in length, the whole token is covered.
 */
export function toSurface(text: AlignedText, start: number, end: number): [number, number] {
  const first = tokenAt(text, start)
  const last = tokenAt(text, end - 1)
  const from = surfaceStart(text, first) + (keepsLength(text, first) ? start - unitStart(text, first) : 0)
  const to = keepsLength(text, last) ? surfaceStart(text, last) + end - unitStart(text, last) : text.surfaceEnd[last]!
  return [from, to]
}

const unitStart = (text: AlignedText, token: number): number => (token === 0 ? 0 : text.unitEnd[token - 1]!)
export const surfaceStart = (text: AlignedText, token: number): number => (token === 0 ? 0 : text.surfaceEnd[token - 1]!)

function keepsLength(text: AlignedText, token: number): boolean {
  return text.unitEnd[token]! - unitStart(text, token) === text.surfaceEnd[token]! - surfaceStart(text, token)
}
