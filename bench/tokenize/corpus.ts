/** The texts that the benchmark reads: news of shared/data/crud, beside the checkout. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const path = fileURLToPath(new URL('../../../shared/data/crud/corpus.jsonl.gz', import.meta.url))

/** The first `count` news; undefined if the data are absent. */
export function readNews(count: number): string[] | undefined {
  if (!existsSync(path)) return undefined
  const lines = gunzipSync(readFileSync(path)).toString().split('\n', count)
  return lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as { text: string }).text)
}

/** The runs of Han of a text. */
export function hanRuns(text: string): string[] {
  return text.match(/\p{Script=Han}+/gu) ?? []
}
