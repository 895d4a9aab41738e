/** Runs in files, as trec_eval reads them: `query Q0 article rank score name`, one file for each genre and ranking. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Run } from '../../src/optional/measure/evaluation.js'

/** The scores only repeat the order, because peers report none; blanks would end an ID or a name. */
export function writeRun(folder: string, genre: string, name: string, run: Run): void {
  const lines = Array.from(run, ([query, articles]) =>
    articles
      .map((article, at) => `${query} Q0 ${article} ${at + 1} ${articles.length - at} ${fileName(name)}\n`)
      .join(''),
  )
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(folder, genre, name), lines.join(''))
}

/** @returns undefined if there is no such file; queries that found nothing are not in it */
export function readRun(folder: string, genre: string, name: string): Run | undefined {
  const file = fileOf(folder, genre, name)
  if (!existsSync(file)) return undefined
  const run = new Map<string, string[]>()
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const [query, , article] = line.split(' ')
    const articles = run.get(query!) ?? []
    run.set(query!, articles)
    articles.push(article!)
  }
  return run
}

const fileName = (name: string): string => name.replace(/[^\p{L}\p{N}.]+/gu, '-')
const fileOf = (folder: string, genre: string, name: string): string => join(folder, `${genre}.${fileName(name)}.run`)
