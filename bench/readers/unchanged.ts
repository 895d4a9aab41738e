/** Questions written in Han characters: pinyin must change none of their hits and cost almost nothing. */
import { readFileSync } from 'node:fs'
import type { Index } from '../../src/library/types.js'
import { quantile } from './figures.js'

export interface UnchangedFigures {
  readonly questions: number
  readonly changed: readonly string[]
  /** Milliseconds for a question, pinyin off and on: the median over questions of the least of three times. */
  readonly off: number
  readonly on: number
}

export async function measureUnchanged(index: Index, path: string): Promise<UnchangedFigures> {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  const questions = lines.map((line) => (JSON.parse(line) as { text: string }).text)
  const changed: string[] = []
  const times: Record<'off' | 'on', number[]> = { off: [], on: [] }
  for (const question of questions) {
    const [off, on] = [await ask(index, question, false), await ask(index, question, true)]
    if (off.ids !== on.ids) changed.push(question)
    times.off.push(off.ms)
    times.on.push(on.ms)
  }
  return { questions: questions.length, changed, off: quantile(times.off, 0.5), on: quantile(times.on, 0.5) }
}

async function ask(index: Index, query: string, pinyin: boolean): Promise<{ ids: string; ms: number }> {
  let ids = ''
  let ms = Infinity
  for (let round = 0; round < 3; round++) {
    const { hits, tookMs } = await index.search(query, { pinyin, lenient: true, snippets: false, limit: 10 })
    ids = hits.map(({ id }) => id).join()
    ms = Math.min(ms, tookMs)
  }
  return { ids, ms }
}
