/** Shows what a page that falls short lost, and what it has too much. */
import type { Extracted } from './extractors.js'
import type { Post } from './post.js'
import { truthOf } from './posts.js'

interface Score {
  readonly recall: number
  readonly precision: number
  readonly title: boolean
  readonly date: boolean
}

export function showPage(theme: string, post: Post, found: Extracted, { recall, precision, title, date }: Score): void {
  if (recall >= 0.985 && precision >= 0.97 && title && date) return
  console.log(`\n== ${theme} ${post.slug} r ${recall.toFixed(3)} p ${precision.toFixed(3)}`)
  if (!title) console.log(`  title: ${found.title} for ${post.title}`)
  if (!date) console.log(`  date: ${found.date} for ${post.date}`)
  const truth = linesOf(truthOf(post))
  const lines = linesOf(found.text)
  if (recall < 0.985) for (const line of truth) if (!lines.has(line)) console.log(`  - ${line.slice(0, 100)}`)
  if (precision < 0.97) for (const line of lines) if (!truth.has(line)) console.log(`  + ${line.slice(0, 100)}`)
}

const linesOf = (text: string): ReadonlySet<string> => new Set(text.split('\n').map((line) => line.trim()))
