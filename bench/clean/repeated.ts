/**
 * Lines that stand in many articles of a folder although it was cleaned: `npm run bench:clean -- --repeated DIR
 * [--least 40]`. Lines of code are never cleaned, and headings of the text (总结) are the author's, so articles are also
 * counted without both. Lists the lines.
 */
import { readFileSync } from 'node:fs'
import { isProblem } from '../../src/source/article.js'
import { formatOf } from '../../src/source/formats/index.js'
import { walk } from '../../src/source/walk/walk.js'
import { linesBeside } from '../../src/storage/commit/repeated-lines.js'
import { kindsOf, plain } from './kinds.js'
import type { Kinds } from './kinds.js'

interface Held extends Kinds {
  readonly lines: ReadonlySet<string>
}

/** @param least articles that hold a line */
export async function showRepeated(folder: string, least: number): Promise<void> {
  const held = await readArticles(folder)
  const counts = new Map<string, number>()
  for (const { lines } of held) for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  const often = [...counts].filter(([, count]) => count >= least).sort(([, a], [, b]) => b - a)
  const isText = (line: string, { code, headings }: Held): boolean => !code.has(line) && !headings.has(line)
  for (const [line, count] of often) {
    const holders = held.filter(({ lines }) => lines.has(line))
    const [code, headings] = (['code', 'headings'] as const).map(
      (of) => holders.filter((one) => one[of].has(line)).length,
    )
    console.log(`  ${count} articles, ${code} as code, ${headings} as a heading: ${line.slice(0, 120)}`)
  }
  const share = (isCounted: (line: string, of: Held) => boolean): string => {
    const count = held.filter((of) => often.some(([line]) => of.lines.has(line) && isCounted(line, of))).length
    return `${count} (${((100 * count) / held.length).toFixed(1)} %)`
  }
  console.log(
    `${folder}: ${held.length} articles; hold a line of ${least}: ${share(() => true)}, ` +
      `headings apart ${share((line, { headings }) => !headings.has(line))}, headings and code apart ${share(isText)}`,
  )
}

async function readArticles(folder: string): Promise<Held[]> {
  const articles: Held[] = []
  const beside = new Map<string, ReadonlySet<string>>()
  for (const { path, absolute } of walk([folder]).files) {
    const parent = absolute.slice(0, absolute.lastIndexOf('/'))
    const repeatedLines = beside.get(parent) ?? (await linesBeside(absolute))
    beside.set(parent, repeatedLines)
    const bytes = readFileSync(absolute)
    const of = kindsOf(path, bytes.toString('utf8'))
    for (const item of formatOf(path).read(
      { path, bytes, startLine: 1, startByte: 0 },
      { clean: false, repeatedLines },
    ))
      if (!isProblem(item)) articles.push({ ...of, lines: plain(item.body.split('\n')) })
  }
  return articles
}
