/**
 * Speed, agreement with nodejieba, memory and growth of text analysis on Chinese news:
 * `npx tsx bench/tokenize/run.ts [--documents N] [--json]`, default 20,000 documents, about two minutes.
 *
 * One thread; medians of 5 rounds in which the contenders take turns; megabytes are 10⁶ bytes of UTF-8. Opening and
 * memory are measured before anything else; exact memory needs `node --expose-gc --import tsx bench/tokenize/run.ts`.
 */
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { buildData } from '../../scripts/build-data/index.js'
import { parseDictionary } from '../../scripts/build-data/pack-lexicon.js'
import { createAnalysis, createAnalyzer } from '../../src/text/analysis/analysis.js'
import { createNativeTokenizer } from '../../src/text/tokenizers/native.js'
import { agreement } from './agreement.js'
import { contenders, dataDir, loadJieba, loadLexicon, type Contender } from './contenders.js'
import { readNews } from './corpus.js'
import { analyzerCut } from './cut.js'
import { growth } from './hostile.js'

const ROUNDS = 5
const MAX_MEMORY = 40e6
/** Units of the texts that growth is measured on, at most; a trial run of few documents takes small ones. */
const LARGEST = 2_000_000

const { values } = parseArgs({
  options: { documents: { type: 'string', default: '20000' }, json: { type: 'boolean', default: false } },
})
const largest = Math.min(LARGEST, 1000 * Number(values.documents))
const sizes = [8, 4, 2, 1].map((part) => largest / part)
await buildData(dataDir)
await settle()
const opened = open()
const texts = readNews(Number(values.documents))
if (texts === undefined) console.log('skipped: the news of shared/data/crud are not here')
else measure(texts)

/** Opens the lexicon and analyses a long article, before anything else has used memory. */
function open() {
  const openMs = median(Array.from({ length: ROUNDS }, timeToOpen))
  const before = held()
  const lexicon = loadLexicon()
  const tokenizer = createNativeTokenizer(lexicon)
  const analyzer = createAnalyzer(tokenizer)
  const analysis = analyzer.analyze('研究生命起源，'.repeat(20_000), createAnalysis())
  return { lexicon, tokenizer, analyzer, analysis, openMs, memory: held() - before }
}

function timeToOpen(): number {
  const start = performance.now()
  loadLexicon()
  return performance.now() - start
}

/** Collects the garbage of building and waits, because memory off the heap is freed later. */
async function settle(): Promise<void> {
  globalThis.gc?.()
  await setTimeout(200)
}

function measure(texts: readonly string[]): void {
  const { lexicon, tokenizer, analyzer, openMs, memory } = opened
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6
  const speeds = race(contenders(lexicon, texts), megabytes)
  const jieba = loadJieba()
  const dictionary = jieba && new Set(parseDictionary(readFileSync(jieba.DEFAULT_DICT, 'utf8')).keys())
  const agreed = jieba && agreement((run) => jieba.cut(run, false), analyzerCut(tokenizer), dictionary!, texts)
  const grown = growth(analyzer, sizes)
  if (values.json)
    console.log(JSON.stringify({ documents: texts.length, megabytes, openMs, memory, speeds, agreed, grown }))
  else print({ openMs, memory, speeds, agreed, grown, megabytes, documents: texts.length })
}

/** Bytes on and off the heap; most of a lexicon is off it. */
function held(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** MB/s by contender: medians. The contenders take turns, so that a busy machine affects all alike. */
function race(list: readonly Contender[], megabytes: number): Record<string, number> {
  const seconds = new Map(list.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, run } of list) {
      const start = performance.now()
      run()
      seconds.get(name)!.push((performance.now() - start) / 1000)
    }
  }
  return Object.fromEntries([...seconds].map(([name, times]) => [name, megabytes / median(times)]))
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1]!
}

function print(result: {
  documents: number
  megabytes: number
  openMs: number
  memory: number
  speeds: Record<string, number>
  agreed: ReturnType<typeof agreement> | undefined
  grown: ReturnType<typeof growth>
}): void {
  console.log(
    `${result.documents} news, ${result.megabytes.toFixed(1)} MB; lexicon opened in ${result.openMs.toFixed(1)} ms`,
  )
  console.log(
    `memory of lexicon and analysis ${(result.memory / 1e6).toFixed(1)} MB${result.memory > MAX_MEMORY ? ', MORE THAN 40' : ''}`,
  )
  const peer = result.speeds['nodejieba']
  for (const [name, speed] of Object.entries(result.speeds)) {
    console.log(
      `${name.padEnd(26)}${speed.toFixed(1).padStart(8)} MB/s${peer === undefined ? '' : `${(speed / peer).toFixed(1).padStart(8)} × nodejieba`}`,
    )
  }
  if (result.agreed !== undefined) {
    const { words, same, classes } = result.agreed
    console.log(`${((100 * same) / words).toFixed(4)} % of ${words} words cut as by nodejieba`)
    for (const [name, held] of Object.entries(classes))
      console.log(`  ${name}: ${held.words} words; ${held.examples.join('; ')}`)
  }
  for (const { name, perUnit } of result.grown) {
    console.log(
      `${name.padEnd(26)}${perUnit.map((ns) => ns.toFixed(0).padStart(6)).join('')} ns per unit at ${sizes.join(', ')} units`,
    )
  }
}
