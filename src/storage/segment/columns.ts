/** Values of every article for filtering and sorting, one array for each kind. Format: FORMAT.md, "Columns". */

/** Days since 1970-01-01 for an article without a date. */
export const noDate = -0x80000000

/** The dates of JavaScript reach this many days from 1970-01-01 in either direction. */
const mostDays = 100_000_000

/** Whether a column may contain the number. */
export function isDay(day: number): boolean {
  return day === noDate || Math.abs(day) <= mostDays
}

/** The day of an ISO 8601 date as days since 1970-01-01, in the zone it was written in; {@link noDate} for ''. */
export function dayNumber(date: string): number {
  const time = date === '' ? NaN : Date.parse(date.slice(0, 10))
  return Number.isNaN(time) ? noDate : Math.floor(time / 86_400_000)
}
