/** Binary search in ascending values. */

/** The first index whose value is above `value`; the length if there is none. */
export function firstAbove<T extends number | string>(sorted: ArrayLike<T>, value: T): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** The last index whose value is at most `value`; −1 if there is none. */
export const lastAtMost = <T extends number | string>(sorted: ArrayLike<T>, value: T): number =>
  firstAbove(sorted, value) - 1
