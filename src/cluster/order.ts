/** The order of articles with equal scores, as in search/scoring/ties.ts, as a number that the server can sort by. */
import { noDate } from '../storage/segment/columns.js'

/** Day and length in one number that sorts by day, then by length, within the 53 bits that JSON keeps exactly. */
export function orderNumber(day: number, length: number): number {
  const dayPart = day === noDate ? 0 : Math.min(2 ** 22 - 1, Math.max(1, day + 2 ** 21))
  return dayPart * 2 ** 24 + Math.min(length, 2 ** 24 - 1)
}
