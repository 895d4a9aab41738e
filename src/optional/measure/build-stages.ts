/** What `bench` measures besides whole builds: each step of a build separately, and analysis with each tokenizer. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isXunzhangError } from '../../base/errors.js'
import { addArticle, createSegmentBuilder, writeSegment } from '../../storage/segment/builder/segment-builder.js'
import { isProblem, type Article } from '../../source/article.js'
import { formatOf } from '../../source/formats/index.js'
import { walk } from '../../source/walk/walk.js'
import { nodeFileSystem } from '../../storage/store/file-system.js'
import { createAnalysis } from '../../text/analysis/analysis.js'
import { openAnalyzer } from '../../text/analyzers/analyzers.js'
import { planBatches, type Unit } from '../../indexing/scan/batches.js'
import { readBytes } from '../../indexing/tasks/read-unit.js'
import { hash64, toIndexable } from '../../indexing/tasks/indexable.js'
import { tokenizers, type TokenizerName } from '../../text/tokenizers/index.js'
import type { BuildOptions } from '../../indexing/types.js'

/** The steps of a build, in order: bytes from files, articles from bytes, terms, lists, the file of the index. */
export const buildStages = ['read', 'clean', 'analyse', 'invert', 'write'] as const
export type BuildStage = (typeof buildStages)[number]

export interface StageFigures {
  /** Processor seconds by step, of one thread and V8's helper threads. */
  readonly seconds: Readonly<Record<BuildStage, number>>
  readonly articles: number
  /** Bytes read from the source. */
  readonly bytes: number
}

type StageOptions = Pick<BuildOptions, 'paths' | 'dir' | 'tokenizer' | 'lexicon' | 'clean' | 'signal'>

/**
 * Builds segments step by step, in the batches of an ordinary build. The segments stay in `dir`; no manifest names
 * them. The time of inverting is the time of adding articles less that of analysing them, so analysis is done twice.
 */
export async function measureStages(
  options: StageOptions,
  onBytes: (done: number, total: number) => void,
): Promise<StageFigures> {
  mkdirSync(options.dir, { recursive: true })
  const files = walk(options.paths).files
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const seconds: Record<BuildStage, number> = { read: 0, clean: 0, analyse: 0, invert: 0, write: 0 }
  let articles = 0
  let bytes = 0
  for (const [number, units] of planBatches(files, ({ path }) => formatOf(path).splittable === true).entries()) {
    options.signal?.throwIfAborted()
    const batch = measureBatch(units, options, join(options.dir, `${number}.stages`))
    for (const stage of buildStages) seconds[stage] += batch.seconds[stage]
    articles += batch.articles
    bytes += batch.bytes
    onBytes(bytes, total)
    // Lets Node handle signals and update the progress line.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { seconds, articles, bytes }
}

function measureBatch(units: readonly Unit[], options: StageOptions, output: string): StageFigures {
  const analyzer = openAnalyzer({ tokenizer: options.tokenizer ?? 'native', lexicon: options.lexicon ?? '' })
  const builder = createSegmentBuilder(analyzer)
  const [raws, read] = clocked(() => units.map(readQuietly))
  const [found, clean] = clocked(() => units.flatMap((unit, i) => articlesOf(unit, raws[i]!, options.clean === true)))
  const indexable = found.map((article) => toIndexable(article, [0, 0]))
  const analysis = createAnalysis()
  const [, analyse] = clocked(() => {
    for (const { texts } of indexable) for (const text of texts) if (text !== '') analyzer.analyze(text, analysis)
  })
  const [, add] = clocked(() => indexable.forEach((article) => addArticle(builder, article)))
  const [, write] = clocked(() => (found.length > 0 ? writeSegment(builder, nodeFileSystem, output) : undefined))
  const bytes = raws.reduce((sum, raw) => sum + raw.length, 0)
  return { seconds: { read, clean, analyse, invert: Math.max(0, add - analyse), write }, articles: found.length, bytes }
}

/** @returns the result and the processor seconds it took */
function clocked<T>(work: () => T): [T, number] {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return [result, (user + system) / 1e6]
}

const nothing = new Uint8Array(0)

/** Unreadable files were already reported by the ordinary build. */
function readQuietly(unit: Unit): Uint8Array {
  try {
    const bytes = readBytes(unit)
    hash64(bytes)
    return bytes
  } catch {
    return nothing
  }
}

function articlesOf(unit: Unit, bytes: Uint8Array, clean: boolean): Article[] {
  const { path, startLine, start } = unit
  const raw = { path, bytes, startLine, startByte: start }
  try {
    return [...formatOf(path).read(raw, { clean })].filter((found): found is Article => !isProblem(found))
  } catch {
    return []
  }
}

/** The texts of a collection's first articles. */
export function firstTexts(paths: readonly string[], count: number): string[] {
  const texts: string[] = []
  for (const units of planBatches(walk(paths).files, ({ path }) => formatOf(path).splittable === true)) {
    for (const unit of units) {
      if (texts.length >= count) return texts.slice(0, count)
      for (const { body } of articlesOf(unit, readQuietly(unit), false)) texts.push(body)
    }
  }
  return texts.slice(0, count)
}

export interface TokenizerSpeed {
  readonly tokenizer: TokenizerName
  /** 10⁶ bytes of UTF-8 per processor second, for all that the index needs; undefined if it is not installed. */
  readonly megabytesPerSecond: number | undefined
}

/** Analyses all texts with each tokenizer, once to warm up and once to measure. */
export function measureTokenizers(texts: readonly string[]): TokenizerSpeed[] {
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6
  const analysis = createAnalysis()
  return tokenizers.map(({ name: tokenizer }) => {
    try {
      const analyzer = openAnalyzer({ tokenizer, lexicon: '' })
      const analyse = () => texts.forEach((text) => analyzer.analyze(text, analysis))
      analyse()
      return { tokenizer, megabytesPerSecond: megabytes / Math.max(clocked(analyse)[1], 1e-6) }
    } catch (error) {
      if (isXunzhangError(error) && error.code === 'UNAVAILABLE') return { tokenizer, megabytesPerSecond: undefined }
      throw error
    }
  })
}
