/** Looking up in ascending values. */

/** The first place that holds more than `value`; the length where none does. */
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

/** The last place that holds at most `value`; −1 where none does. */
export const lastAtMost = <T extends number | string>(sorted: ArrayLike<T>, value: T): number =>
  firstAbove(sorted, value) - 1
