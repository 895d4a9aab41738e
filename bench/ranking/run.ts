/**
 * Where the quality of ranking comes from: `npx tsx bench/ranking/run.ts [crud|cmrc]`. Judged questions of shared/data,
 * nDCG@10 of baselines and of ours with one part taken out, each against ours on the same questions (paired
 * randomisation test). Ours was chosen on these questions, so the table says what a part adds here, not how
 * well it does elsewhere.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openAnalyzer } from '../../src/engine/analyzers.js'
import { buildIndex } from '../../src/engine/build-index.js'
import { machine } from '../../src/engine/environment.js'
import type { Evaluation } from '../../src/engine/evaluation.js'
import { compareRuns, evaluateRun } from '../../src/engine/evaluation.js'
import { openSegments, readManifest } from '../../src/engine/snapshot.js'
import { readQuery } from '../../src/query/index.js'
import { search } from '../../src/search/search.js'
import type { SegmentReader } from '../../src/segment/reader.js'
import type { Analyzer } from '../../src/text/analysis.js'
import { createAnalysis, createAnalyzer } from '../../src/text/analysis.js'
import { textOf } from '../../src/text/normalize.js'
import { createBigramTokenizer } from '../../src/text/tokenizers/bigram.js'
import { sharedFolder } from '../support/places.js'
import type { Variant } from './variants.js'
import { ours, variants } from './variants.js'

interface Judged {
  readonly segments: readonly SegmentReader[]
  readonly questions: readonly { readonly _id: string; readonly text: string }[]
  readonly qrels: ReadonlyMap<string, ReadonlyMap<string, number>>
}

async function openJudged(folder: string, workspace: string): Promise<Judged> {
  const corpus = join(workspace, 'corpus.jsonl')
  writeFileSync(corpus, gunzipSync(readFileSync(join(folder, 'corpus.jsonl.gz'))))
  const dir = join(workspace, 'index')
  await buildIndex({ paths: [corpus], dir, jobs: 1 })
  const { fileSystem } = machine
  const lines = readFileSync(join(folder, 'queries.jsonl'), 'utf8').trim().split('\n')
  return {
    segments: openSegments(fileSystem, dir, readManifest(fileSystem, dir)!, 'mirror'),
    questions: lines.map((line) => JSON.parse(line) as { _id: string; text: string }),
    qrels: readQrels(join(folder, 'qrels.tsv')),
  }
}

function readQrels(file: string): Map<string, Map<string, number>> {
  const qrels = new Map<string, Map<string, number>>()
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [query, article, grade] = line.split('\t')
    qrels.set(query!, (qrels.get(query!) ?? new Map<string, number>()).set(article!, Number(grade)))
  }
  return qrels
}

const words = openAnalyzer({ tokenizer: 'native', lexicon: '' })
const characters = createAnalyzer(createBigramTokenizer())

const analysis = createAnalysis()

function queryOf(question: string, { asks }: Variant): string {
  if (asks === undefined || asks === 'characters') return question
  words.analyze(question, analysis)
  const cut = Array.from({ length: analysis.tokenCount }, (_, token) =>
    textOf(analysis.units, token === 0 ? 0 : analysis.tokenEnd[token - 1]!, analysis.tokenEnd[token]!),
  ).join(' ')
  return asks === 'both' ? `${question} ${cut}` : cut
}

function evaluate({ segments, questions, qrels }: Judged, variant: Variant): Evaluation {
  const analyzer: Analyzer = variant.asks === 'characters' ? characters : words
  const request = { match: 'auto', sort: 'score', offset: 0, limit: 10, facets: [], explain: false } as const
  const run = new Map<string, string[]>()
  for (const { _id, text } of questions) {
    const { node } = readQuery(queryOf(text, variant))
    const { hits } = search(segments, analyzer, { ...request, node, parameters: variant.parameters })
    run.set(
      _id,
      hits.map(({ segment, article }) => segments[segment]!.record(article).id),
    )
  }
  return evaluateRun(run, qrels)
}

async function measure(name: 'crud' | 'cmrc'): Promise<void> {
  const folder = sharedFolder(name)
  if (folder === undefined) return console.log(`${name}: not there; put the shared data beside the checkout`)
  const workspace = mkdtempSync(join(tmpdir(), 'xunzhang-ranking-'))
  try {
    const judged = await openJudged(folder, workspace)
    const best = evaluate(judged, ours)
    console.log(`\n${name}: ${best.queries} questions\n| ranking | nDCG@10 | against ours | p |\n|---|---|---|---|`)
    for (const variant of variants) {
      const found = evaluate(judged, variant)
      const { difference, p } = compareRuns(found, best).ndcg10
      console.log(`| ${variant.name} | ${found.ndcg10.toFixed(4)} | ${difference.toFixed(4)} | ${p.toFixed(4)} |`)
    }
    console.log(`| ours | ${best.ndcg10.toFixed(4)} | | |`)
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

const asked = process.argv.slice(2)
for (const name of ['crud', 'cmrc'] as const) if (asked.length === 0 || asked.includes(name)) await measure(name)
