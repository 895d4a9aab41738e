/** What a number of cases came to, and the row of a format. */
import { LARGE } from './read-case.js'
import type { ReadOutcome } from './read-case.js'

export interface Tally {
  cases: number
  /** Of the files, packed where they are. */
  bytes: number
  articles: number
  problems: number
  /** Cases that went through an update of an index, too. */
  updates: number
  /** Files that gave articles; files that gave none and a problem; files that gave neither. */
  accepted: number
  refused: number
  nothing: number
  /** Files with a whole sentence that is in no article, and no problem told. */
  silent: number
  /** Of the processor, of one file of {@link LARGE} bytes or more, unpacked; and of one that is smaller. */
  slowestPerMegabyte: number
  slowestSmall: number
}

export const emptyTally = (): Tally => ({
  cases: 0,
  bytes: 0,
  articles: 0,
  problems: 0,
  updates: 0,
  accepted: 0,
  refused: 0,
  nothing: 0,
  silent: 0,
  slowestPerMegabyte: 0,
  slowestSmall: 0,
})

export function count(tally: Tally, { bytes, articles, problems, size, milliseconds, isSilent }: ReadOutcome): void {
  tally.cases++
  tally.bytes += bytes
  tally.articles += articles
  tally.problems += problems
  if (articles > 0) tally.accepted++
  else if (problems > 0) tally.refused++
  else tally.nothing++
  if (isSilent) tally.silent++
  if (size < LARGE) tally.slowestSmall = Math.max(tally.slowestSmall, milliseconds)
  else tally.slowestPerMegabyte = Math.max(tally.slowestPerMegabyte, milliseconds / 1e3 / (size / 1e6))
}

/** Adds what other cases came to. */
export function addTo(sum: Tally, { slowestPerMegabyte, slowestSmall, ...counts }: Tally): void {
  for (const [name, value] of Object.entries(counts) as [keyof typeof counts, number][]) sum[name] += value
  sum.slowestPerMegabyte = Math.max(sum.slowestPerMegabyte, slowestPerMegabyte)
  sum.slowestSmall = Math.max(sum.slowestSmall, slowestSmall)
}

export const tableHead = `| format | files | MB | accepted | refused with a message | neither | a sentence lost silently | slowest, s/MB | slowest small, ms | broken promises |
|---|---|---|---|---|---|---|---|---|---|`

export function tableRow(format: string, tally: Tally, violations: number): string {
  const { cases, bytes, accepted, refused, nothing, silent, slowestPerMegabyte, slowestSmall } = tally
  const cells = [format, cases, (bytes / 1e6).toFixed(1), accepted, refused, nothing, silent]
  return `| ${[...cells, slowestPerMegabyte.toFixed(2), slowestSmall.toFixed(0), violations].join(' | ')} |`
}
