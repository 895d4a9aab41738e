/** Helpers of the tests of the text room. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildData } from '../../scripts/build-data/index.js'
import { createAnalysis, type Analysis, type Analyzer } from '../../src/text/analysis/analysis.js'
import { openLexicon, type Lexicon } from '../../src/text/lexicon/index.js'
import { textOf } from '../../src/text/units.js'
import type { Tokenizer } from '../../src/text/analysis/tokenizer.js'
import type { JiebaModule } from '../../src/text/tokenizers/jieba.js'

const dataDir = fileURLToPath(new URL('../../dist/data', import.meta.url))

/** The product's lexicon, compiled where it isn't yet. */
export async function builtLexicon(): Promise<Lexicon> {
  return openLexicon(await builtLexiconBytes())
}

export async function builtLexiconBytes(): Promise<Uint8Array> {
  await buildData(dataDir)
  return readFileSync(join(dataDir, 'lexicon.bin'))
}

interface LoadedJieba extends JiebaModule {
  readonly DEFAULT_DICT: string
  load(options: { userDict?: string }): boolean
}

/** nodejieba, or undefined where it is not installed or has no native build. */
export function loadJieba(): LoadedJieba | undefined {
  try {
    return createRequire(import.meta.url)('nodejieba') as LoadedJieba
  } catch {
    return undefined
  }
}

export const WITHOUT_JIEBA = 'nodejieba was not compiled here'

interface PlainToken {
  readonly term: string
  readonly surface: string
  readonly kind: number
  readonly word: number
  readonly changed: number
}

/** The tokens of an analysis as plain objects. */
export function tokensOf(analysis: Analysis, text: string): PlainToken[] {
  return Array.from({ length: analysis.tokenCount }, (_, token) => ({
    term: textOf(analysis.units, token === 0 ? 0 : analysis.tokenEnd[token - 1]!, analysis.tokenEnd[token]!),
    surface: text.slice(token === 0 ? 0 : analysis.surfaceEnd[token - 1]!, analysis.surfaceEnd[token]),
    kind: analysis.tokenKind[token]!,
    word: analysis.tokenWord[token]!,
    changed: analysis.tokenChanged[token]!,
  }))
}

export function analyzed(analyzer: Analyzer, text: string): PlainToken[] {
  return tokensOf(analyzer.analyze(text, createAnalysis()), text)
}

/** The compounds of a text, normalised. */
export function compoundsOf(analyzer: Analyzer, text: string): string[] {
  const analysis = analyzer.analyze(text, createAnalysis())
  return Array.from({ length: analysis.compoundCount }, (_, i) => {
    const first = analysis.compoundStart[i]!
    const last = analysis.compoundEnd[i]! - 1
    return textOf(analysis.units, first === 0 ? 0 : analysis.tokenEnd[first - 1]!, analysis.tokenEnd[last]!)
  })
}

/** The spelling of a word of a tokenizer. */
export function wordOf(tokenizer: Tokenizer, id: number): string {
  const units = new Uint16Array(255)
  return textOf(units, 0, tokenizer.spell(id, units))
}

export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i)
  return units
}

/** The words that a tokenizer cuts a run of Han into. */
export function cut(tokenizer: Tokenizer, run: string): string[] {
  const ends = new Int32Array(run.length)
  const count = tokenizer.cut(unitsOf(run), 0, run.length, ends, new Int32Array(run.length), 0)
  return Array.from({ length: count }, (_, i) => run.slice(i === 0 ? 0 : ends[i - 1], ends[i]))
}
