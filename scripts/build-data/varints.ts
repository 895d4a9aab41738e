/** Numbers as printable ASCII: five bits a character, the lowest first, 32 added to all but the last of a number. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** @param numbers integers ≥ 0, below 2³¹ */
export function varints(numbers: readonly number[]): string {
  let out = ''
  for (let number of numbers) {
    for (; number >= 32; number >>>= 5) out += DIGITS[32 + (number & 31)]!
    out += DIGITS[number]!
  }
  return out
}
