/** Shows what is missing of a page's article, and what was kept beyond it. */
import type { Extracted } from './extractors.js'
import type { BenchPage } from './pages.js'

interface Score {
  readonly recall: number
  readonly precision: number
  readonly title: boolean
  readonly date: boolean | undefined
}

export function showPage(page: BenchPage, found: Extracted, { recall, precision, title, date }: Score): void {
  if (recall >= 0.985 && precision >= 0.97 && title && date !== false) return
  console.log(`\n== ${page.site} ${page.name} r ${recall.toFixed(3)} p ${precision.toFixed(3)}`)
  if (!title) console.log(`  title: ${found.title} for ${page.title}`)
  if (date === false) console.log(`  date: ${found.date} for ${page.date}`)
  const truth = linesOf(page.truth)
  const optional = linesOf(page.optional)
  const lines = linesOf(found.text)
  if (recall < 0.985) for (const line of truth) if (!lines.has(line)) console.log(`  - ${line.slice(0, 100)}`)
  if (precision >= 0.97) return
  for (const line of lines) if (!truth.has(line) && !optional.has(line)) console.log(`  + ${line.slice(0, 100)}`)
}

const linesOf = (text: string): ReadonlySet<string> => new Set(text.split('\n').map((line) => line.trim()))
