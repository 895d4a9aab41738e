/** The contenders. Each segments all texts into words once and returns their number. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createAnalysis, createAnalyzer } from '../../src/text/analysis/analysis.js'
import { openLexicon, type Lexicon } from '../../src/text/lexicon/index.js'
import { normalize, normalizeInto } from '../../src/text/normalize.js'
import { createNormalized } from '../../src/text/normalized.js'
import type { Tokenizer } from '../../src/text/analysis/tokenizer.js'
import { createBigramTokenizer } from '../../src/text/tokenizers/bigram.js'
import { createIntlTokenizer } from '../../src/text/tokenizers/intl.js'
import { createNativeTokenizer } from '../../src/text/tokenizers/native.js'
import { hanRuns } from './corpus.js'

export interface Contender {
  readonly name: string
  /** Cuts all texts; returns the number of words. */
  readonly run: () => number
}

interface Jieba {
  readonly DEFAULT_DICT: string
  load(options: { userDict: string }): boolean
  cut(text: string, hmm: boolean): string[]
}

export const dataDir = fileURLToPath(new URL('../../dist/data', import.meta.url))

export function loadLexicon(): Lexicon {
  return openLexicon(readFileSync(join(dataDir, 'lexicon.bin')))
}

/** nodejieba with its own dictionary and no user words; undefined if it has no native build. */
export function loadJieba(): Jieba | undefined {
  try {
    const jieba = createRequire(import.meta.url)('nodejieba') as Jieba
    const none = join(mkdtempSync(join(tmpdir(), 'xunzhang-')), 'user.utf8')
    writeFileSync(none, '')
    jieba.load({ userDict: none })
    return jieba
  } catch {
    return undefined
  }
}

/** @node-rs/jieba from .peers/; undefined if `npm run peers` did not install it. */
function loadRustJieba(): { cut(text: string, hmm: boolean): string[] } | undefined {
  try {
    const load = createRequire(new URL('../../.peers/package.json', import.meta.url))
    const { Jieba } = load('@node-rs/jieba') as {
      Jieba: { withDict(dict: Uint8Array): { cut(text: string, hmm: boolean): string[] } }
    }
    const { dict } = load('@node-rs/jieba/dict') as { dict: Uint8Array }
    return Jieba.withDict(dict)
  } catch {
    return undefined
  }
}

export function contenders(lexicon: Lexicon, texts: readonly string[]): Contender[] {
  const native = createNativeTokenizer(lexicon)
  const jieba = loadJieba()
  const rust = loadRustJieba()
  const counted = (cut: (text: string) => string[]) => () => texts.reduce((sum, text) => sum + cut(text).length, 0)
  const list: Contender[] = [
    { name: 'normalise', run: normalizing(texts) },
    { name: 'cut runs of Han', run: cuttingRuns(native, texts) },
    { name: 'analyse', run: analysing(native, texts) },
    { name: 'analyse, bigrams', run: analysing(createBigramTokenizer(), texts) },
    { name: 'analyse, Intl.Segmenter', run: analysing(createIntlTokenizer(), texts) },
  ]
  if (jieba !== undefined) list.push({ name: 'nodejieba', run: counted((text) => jieba.cut(text, false)) })
  if (rust !== undefined) list.push({ name: '@node-rs/jieba', run: counted((text) => rust.cut(text, false)) })
  return list
}

function normalizing(texts: readonly string[]): () => number {
  const out = createNormalized()
  return () => {
    let units = 0
    for (const text of texts) {
      normalizeInto(text, out)
      units += out.unitCount
    }
    return units
  }
}

function analysing(tokenizer: Tokenizer, texts: readonly string[]): () => number {
  const analyzer = createAnalyzer(tokenizer)
  const out = createAnalysis()
  return () => {
    let tokens = 0
    for (const text of texts) tokens += analyzer.analyze(text, out).tokenCount
    return tokens
  }
}

/** The dynamic programming alone: runs are normalised and put into one array beforehand. */
function cuttingRuns(tokenizer: Tokenizer, texts: readonly string[]): () => number {
  const joined = texts.flatMap(hanRuns).map((run) => normalize(run).text)
  const borders = new Int32Array(joined.length + 1)
  joined.forEach((run, i) => (borders[i + 1] = borders[i]! + run.length))
  const units = new Uint16Array(borders.at(-1)!)
  joined.forEach((run, r) => {
    for (let i = 0; i < run.length; i++) units[borders[r]! + i] = run.charCodeAt(i)
  })
  const ends = new Int32Array(joined.reduce((most, run) => Math.max(most, run.length), 0))
  const ids = new Int32Array(ends.length)
  return () => {
    let words = 0
    for (let run = 0; run < joined.length; run++) {
      words += tokenizer.cut(units, borders[run]!, borders[run + 1]!, ends, ids, 0)
    }
    return words
  }
}
