/**
 * Checks in a real browser that a published site gives the same answers as the index from which it was exported: total,
 * hits, order, scores and passages of the queries of a log; exact totals of quoted strings, from a file and cut
 * anywhere from the texts.
 *
 * `npx tsx bench/export/equal.ts --data FILE.jsonl [--browser chromium|firefox]
 * [--host "plain"|"ignoring ranges"|"compressing everything"] [--log FILE] [--phrases FILE] [--strings 2000]`:
 * lines of {id, title, text}, {q}; `npm run build` first. Status 1 if anything differs.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { openIndex } from '../../src/library/open-index.js'
import { askInBrowser } from '../../test/support/asking-page.js'
import type { BrowserName, PageAnswer } from '../../test/support/asking-page.js'
import type { HostKind } from '../../test/support/static-host.js'
import { cliFile } from '../support/places.js'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    browser: { type: 'string', default: 'chromium' },
    host: { type: 'string', default: 'plain' },
    log: { type: 'string' },
    phrases: { type: 'string' },
    strings: { type: 'string', default: '2000' },
  },
})

const lines = (file: string): string[] => readFileSync(file, 'utf8').trim().split('\n')
const texts = lines(values.data!).map((line) => (JSON.parse(line) as { text: string }).text)
const normalTexts = texts.map((text) => text.normalize('NFKC').toLowerCase())
const readQueries = (file: string | undefined): string[] =>
  file === undefined ? [] : lines(file).map((line) => (JSON.parse(line) as { q: string }).q)

/** Strings of 2 to 8 characters cut anywhere, with punctuation and digits; the same ones in every run. */
function drawStrings(count: number): string[] {
  let seed = 20261121
  const below = (limit: number): number => (seed = (seed * 48271) % 2147483647) % limit
  const drawn: string[] = []
  while (drawn.length < count) {
    const text = texts[below(texts.length)]!
    const at = below(Math.max(1, text.length - 8))
    const piece = text.slice(at, at + 2 + below(7))
    if (piece.trim().length > 1 && !/["“”\n]/.test(piece)) drawn.push(piece)
  }
  return drawn
}

const folder = mkdtempSync(join(tmpdir(), 'xunzhang-export-equal-'))
const [index, site] = [join(folder, 'index'), join(folder, 'site')]
const run = (...args: string[]): void => void execFileSync(process.execPath, [cliFile, ...args], { stdio: 'pipe' })

interface Question {
  readonly kind: 'query' | 'phrase' | 'string'
  readonly query: string
  /** Number of texts that contain it; only for strings of Han alone, for which that is unambiguous. */
  readonly holders?: number
}

const quoted = (kind: Question['kind'], text: string): Question => {
  const isPlain = /^\p{Script=Han}+$/u.test(text)
  const holders = (): number => normalTexts.filter((one) => one.includes(text)).length
  return { kind, query: `"${text}"`, ...(isPlain && { holders: holders() }) }
}

const isRight = ({ holders }: Question, wanted: object, { total, hits, error }: PageAnswer): boolean => {
  if (error !== undefined || (holders !== undefined && total !== holders)) return false
  return isDeepStrictEqual(
    { total, hits: hits.map(({ id, score, snippet: passage }) => ({ id, score, passage })) },
    wanted,
  )
}

try {
  mkdirSync(site)
  run('index', values.data!, '--index', index)
  run('export', '--index', index, '--to', join(site, 'search'))
  const questions: Question[] = [
    ...readQueries(values.log).map((query): Question => ({ kind: 'query', query })),
    ...readQueries(values.phrases).map((text) => quoted('phrase', text)),
    ...drawStrings(Number(values.strings)).map((text) => quoted('string', text)),
  ]
  const queries = questions.map(({ query }) => query)
  const [browser, kind] = [values.browser as BrowserName, values.host as HostKind]
  const { answers, userAgent } = await askInBrowser(browser, kind, site, queries, 30 * 60_000)
  const local = await openIndex(index)
  const figures: Record<string, string> = {}
  const wrong: string[] = []
  for (const kindOf of ['query', 'phrase', 'string'] as const) {
    let [right, all, grepped] = [0, 0, 0]
    for (const [i, question] of questions.entries()) {
      if (question.kind !== kindOf) continue
      const { total, hits } = await local.search(question.query, { limit: 10, pinyin: false, lenient: true })
      const wanted = { total, hits: hits.map(({ id, score, snippet }) => ({ id, score, passage: snippet })) }
      all++
      if (question.holders !== undefined) grepped++
      if (isRight(question, wanted, answers[i]!)) right++
      else wrong.push(`${question.query}: ${answers[i]?.error ?? answers[i]?.total} for ${total}`)
    }
    if (all > 0)
      figures[kindOf] = `${right} of ${all}${kindOf === 'query' ? '' : `, ${grepped} compared with the texts`}`
  }
  console.log(
    JSON.stringify({ browser: userAgent, host: kind, articles: texts.length, ...figures, wrong: wrong.slice(0, 20) }),
  )
  if (wrong.length > 0) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
