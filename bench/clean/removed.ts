/**
 * Lists what is left out of the files of a folder, so that rules can be judged by eye:
 * `npm run bench:clean -- --removed DIR [--rule NAME] [--sample N] [--seed N]`. Each block is shown whole with its
 * reason, its rule, its file and the lines of the text around it. With a sample, at most N blocks are drawn for each
 * rule. Lines of code and rows of tables among all blocks are listed at the end: there must be none.
 */
import { readFileSync } from 'node:fs'
import { isProblem } from '../../src/source/article.js'
import type { Removed } from '../../src/source/block.js'
import { formatOf } from '../../src/source/formats/index.js'
import { linesBeside } from '../../src/storage/commit/repeated-lines.js'
import { walk } from '../../src/source/walk/walk.js'
import { fixedLines } from './kinds.js'

interface Found extends Removed {
  readonly path: string
  /** The kept lines before and after it. */
  readonly before: string
  readonly after: string
  /** Lines of code and rows of tables in it that the article no longer holds. */
  readonly fixed: readonly string[]
}

/** Blocks of each rule, the rules with the most blocks first. */
export async function removedOf(folder: string): Promise<readonly (readonly [string, readonly Found[]])[]> {
  const byRule = new Map<string, Found[]>()
  const lines = new Map<string, ReadonlySet<string>>()
  for (const { path, absolute } of walk([folder]).files) {
    const beside = absolute.slice(0, absolute.lastIndexOf('/'))
    const repeatedLines = lines.get(beside) ?? (await linesBeside(absolute))
    lines.set(beside, repeatedLines)
    for (const one of readRemoved(path, readFileSync(absolute), repeatedLines)) {
      const name = `${one.reason}: ${one.rule ?? 'name of an element'}`
      const all = byRule.get(name)
      if (all === undefined) byRule.set(name, [one])
      else all.push(one)
    }
  }
  return [...byRule].sort(([, a], [, b]) => b.length - a.length)
}

function readRemoved(path: string, bytes: Uint8Array, repeatedLines: ReadonlySet<string>): Found[] {
  const removed: Removed[] = []
  let kept: readonly string[] = []
  const context = { clean: false, repeatedLines, onRemoved: (block: Removed) => void removed.push(block) }
  const whole: string[] = []
  for (const item of formatOf(path).read({ path, bytes, startLine: 1, startByte: 0 }, context))
    if (!isProblem(item)) kept = [...kept, ...item.body.split('\n')]
  for (const item of formatOf(path).read(
    { path, bytes, startLine: 1, startByte: 0 },
    { clean: true, cleaning: 'none' },
  ))
    if (!isProblem(item)) whole.push(...item.body.split('\n'))
  const isKept = new Set(kept)
  const fixed = fixedLines(path, Buffer.from(bytes).toString('utf8'))
  let from = 0
  return removed.map((block) => {
    const lost = block.text.split('\n').filter((line) => fixed.has(line) && !isKept.has(line))
    // Elements are reported before lines.
    const next = whole.indexOf(block.text, from)
    const at = next < 0 ? whole.indexOf(block.text) : next
    if (at < 0) return { ...block, path, before: '', after: '', fixed: lost }
    if (block.rule !== undefined) from = at + 1
    const before = whole.slice(0, at).findLast((line) => isKept.has(line)) ?? ''
    const after = whole.slice(at + 1).find((line) => isKept.has(line)) ?? ''
    return { ...block, path, before, after, fixed: lost }
  })
}

const WIDTH = 100

/** @param most blocks of a rule that are shown */
export async function showRemoved(folder: string, most: number, seed: number, only?: string): Promise<void> {
  const all = await removedOf(folder)
  for (const [rule, found] of all) {
    if (only !== undefined && !rule.includes(only)) continue
    console.log(`\n== ${rule} (${found.length})`)
    for (const { text, path, before, after } of draw(found, most, seed)) {
      console.log(`  ${path}\n    < ${before.slice(-WIDTH)}\n    - ${text}\n    > ${after.slice(0, WIDTH)}`)
    }
  }
  const lost = all.flatMap(([rule, found]) =>
    found.flatMap(({ path, fixed }) => fixed.map((line) => [rule, path, line])),
  )
  console.log(`\n${folder}: lines of code or tables left out: ${lost.length}`)
  for (const one of lost) console.log(`  ${one.join('\t')}`)
}

/** The same blocks for the same seed, in their order. */
function draw<T>(all: readonly T[], most: number, seed: number): readonly T[] {
  const keyed = all.map((one, i) => ({ one, i, key: Math.imul((i + 1) ^ seed, 2_654_435_761) >>> 0 }))
  const drawn = keyed.sort((a, b) => a.key - b.key).slice(0, most)
  return drawn.sort((a, b) => a.i - b.i).map(({ one }) => one)
}
