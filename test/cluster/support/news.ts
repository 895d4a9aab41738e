/** News of the shared data, a few thousand of them spread over all, in a folder of their own. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Lines of the corpus, each an article with `_id`, `text`, `date`. */
export function newsLines(data: string, count: number): string[] {
  const lines = gunzipSync(readFileSync(join(data, 'corpus.jsonl.gz')))
    .toString('utf8')
    .trim()
    .split('\n')
  const step = Math.floor(lines.length / count)
  return lines.filter((_, i) => i % step === 0).slice(0, count)
}

/** Writes the lines as files of `perFile` lines each. */
export function writeNews(folder: string, lines: readonly string[], perFile: number): void {
  mkdirSync(folder, { recursive: true })
  for (let at = 0; at < lines.length; at += perFile) {
    const name = `news-${String(at).padStart(6, '0')}.jsonl`
    writeFileSync(join(folder, name), `${lines.slice(at, at + perFile).join('\n')}\n`)
  }
}

function readQueries(data: string, file: string, count: number): string[] {
  const lines = readFileSync(join(data, file), 'utf8').trim().split('\n')
  const step = Math.max(1, Math.floor(lines.length / count))
  return lines
    .filter((_, i) => i % step === 0)
    .slice(0, count)
    .map((line) => JSON.parse(line) as { q?: string; text?: string })
    .map(({ q, text }) => q ?? text ?? '')
}

export const logQueries = (data: string, count: number): string[] => readQueries(data, 'log.500.jsonl', count)
export const questions = (data: string, count: number): string[] => readQueries(data, 'queries.jsonl', count)
export const phrases = (data: string, count: number): string[] =>
  readQueries(data, 'phrases.790.jsonl', count).map((phrase) => `"${phrase}"`)
