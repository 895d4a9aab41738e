/**
 * The build step of regional words: normalises OpenCC's phrases of Taiwan and Hong Kong, as opencc-js ships them, and
 * writes them to dist/data/regional.txt. Phrases that differ by variant characters alone are the same word after
 * normalising and are left out.
 */
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { normalize } from '../../src/text/normalize.js'

/** Writes regional.txt into `outDir`, unless it is newer than what it is made from. */
export async function buildRegional(outDir: string): Promise<void> {
  const path = join(outDir, 'regional.txt')
  const source = createRequire(import.meta.url).resolve('opencc-js')
  const inputs = [source, fileURLToPath(import.meta.url)]
  if (existsSync(path) && inputs.every((input) => statSync(input).mtimeMs < statSync(path).mtimeMs)) return
  const folder = join(dirname(source), '../esm-lib/dict')
  const names = ['TWPhrases.js', 'HKPhrases.js']
  const phrases = await Promise.all(names.map((name) => readPhrases(join(folder, name))))
  mkdirSync(outDir, { recursive: true })
  const partial = `${path}.${process.pid}`
  writeFileSync(partial, `${linesOf(phrases.flat()).join('\n')}\n`)
  renameSync(partial, path)
}

/** A dictionary consists of `word translation` pairs, separated by bars. Further translations follow after blanks. */
async function readPhrases(path: string): Promise<string[]> {
  const { default: text } = (await import(pathToFileURL(path).href)) as { default: string }
  return text.split('|')
}

function linesOf(phrases: readonly string[]): string[] {
  const lines = phrases.map((phrase) => [...new Set(phrase.split(' ').map((word) => normalize(word).text))])
  const fit = lines.filter((words) => words.length > 1 && words.every((word) => word.length > 1))
  return [...new Set(fit.map((words) => words.join(' ')))].sort()
}
