/**
 * The first day of a period, shortened to the part that distinguishes periods: `2024`, `2024-05`, or the day.
 * @param by the length of the periods
 */
export function periodName(firstDay: string, by: string): string {
  return firstDay.slice(0, by === 'year' ? -6 : by === 'month' ? -3 : undefined)
}
