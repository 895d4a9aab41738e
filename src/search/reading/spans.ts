/** Spans of time: the years, months, weeks or days that articles are counted by. */

export const spanNames = ['year', 'month', 'week', 'day'] as const
export type SpanName = (typeof spanNames)[number]

const dayMs = 86_400_000

/** The first day of the span that contains a day; days since 1970-01-01. A week begins on Monday (ISO 8601). */
export function spanStart(day: number, by: SpanName): number {
  if (by === 'day') return day
  if (by === 'week') return day - ((((day + 3) % 7) + 7) % 7)
  const date = new Date(day * dayMs)
  return monthStart(date.getUTCFullYear(), by === 'month' ? date.getUTCMonth() : 0)
}

/** The first day of the next span. */
export function nextSpan(start: number, by: SpanName): number {
  if (by === 'day') return start + 1
  if (by === 'week') return start + 7
  const date = new Date(start * dayMs)
  return by === 'month'
    ? monthStart(date.getUTCFullYear(), date.getUTCMonth() + 1)
    : monthStart(date.getUTCFullYear() + 1, 0)
}

/** Without `Date.UTC`, which takes years below 100 for those of the 20th century. */
function monthStart(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1) / dayMs
}

/** ISO 8601. */
export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().replace(/T.*/, '')
}

/** The longest spans of which there are still enough for a chart: about 12 to 70. */
export function chooseSpan(first: number, last: number): SpanName {
  const days = last - first + 1
  if (days > 6 * 365) return 'year'
  if (days > 366) return 'month'
  return days > 70 ? 'week' : 'day'
}
