/** From normalised units back to the original text: tokens know their lengths in both. */

/** A text in both spellings. Token i covers units [unitEnd[i − 1], unitEnd[i]) and surfaceLength(i) units of the original. */
export interface AlignedText {
  readonly units: Uint16Array
  readonly unitCount: number
  readonly tokenCount: number
  readonly unitEnd: Int32Array
  surfaceLength(token: number): number
  /** The original spelling of tokens [first, last). */
  slice(first: number, last: number): string
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

export function unitStart(text: AlignedText, token: number): number {
  return token === 0 ? 0 : text.unitEnd[token - 1]!
}

/**
 * Ranges of units as ranges of the original, counted from token `first`. Inside a token that keeps its length the
 * mapping is one to one; where a token's two spellings differ in length, the whole token is covered.
 * @param ranges ascending, disjoint, none before `first`
 */
export function toSurface(
  text: AlignedText,
  first: number,
  ranges: readonly (readonly [number, number])[],
): [number, number][] {
  let token = first
  let surface = 0
  const place = (unit: number, isEnd: boolean): number => {
    // An end belongs to the token before it.
    while (token < text.tokenCount && (isEnd ? text.unitEnd[token]! < unit : text.unitEnd[token]! <= unit)) {
      surface += text.surfaceLength(token++)
    }
    const start = unitStart(text, token)
    const length = token < text.tokenCount ? text.surfaceLength(token) : 0
    if (length === text.unitEnd[token]! - start) return surface + unit - start
    return isEnd ? surface + length : surface
  }
  return ranges.map(([start, end]) => {
    const from = place(start, false)
    return [from, place(end, true)]
  })
}
