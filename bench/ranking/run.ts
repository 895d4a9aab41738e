/**
 * Where the quality of ranking comes from: `npx tsx bench/ranking/run.ts [crud|cmrc] [neighbours]`. Judged questions of shared/data,
 * nDCG@10 of plain BM25, of ours, and of ours with one part taken out (or one number moved a step), each against ours on the same questions (paired
 * randomisation test). Ours was chosen on these questions, so the table says what a part adds here, not how well it
 * does elsewhere.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openAnalyzer } from '../../src/analyzers/analyzers.js'
import { buildIndex } from '../../src/indexing/build-index.js'
import { machine } from '../../src/commit/environment.js'
import type { Evaluation } from '../../src/measure/evaluation.js'
import { compareRuns, evaluateRun } from '../../src/measure/evaluation.js'
import { openSegments, readManifest } from '../../src/commit/snapshot.js'
import { readQuery } from '../../src/query/index.js'
import { ranking } from '../../src/search/parameters.js'
import type { RankingParameters } from '../../src/search/parameters.js'
import { Searcher } from '../../src/search/searcher.js'
import type { SegmentReader } from '../../src/segment/reader.js'
import { sharedFolder } from '../support/places.js'
import { bigrams, plainRanking, wordsBy } from './plain.js'
import { neighbours, variants } from './variants.js'

interface Judged {
  readonly articles: readonly { readonly _id: string; readonly title: string; readonly text: string }[]
  readonly segments: readonly SegmentReader[]
  readonly questions: readonly { readonly _id: string; readonly text: string }[]
  readonly qrels: ReadonlyMap<string, ReadonlyMap<string, number>>
}

const linesOf = <T>(text: string): T[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)

async function openJudged(folder: string, workspace: string): Promise<Judged> {
  const corpus = join(workspace, 'corpus.jsonl')
  const text = gunzipSync(readFileSync(join(folder, 'corpus.jsonl.gz'))).toString('utf8')
  writeFileSync(corpus, text)
  const dir = join(workspace, 'index')
  await buildIndex({ paths: [corpus], dir, jobs: 1 })
  const { fileSystem } = machine
  return {
    articles: linesOf(text),
    segments: openSegments(fileSystem, dir, readManifest(fileSystem, dir)!, 'mirror'),
    questions: linesOf(readFileSync(join(folder, 'queries.jsonl'), 'utf8')),
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

const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '' })

function evaluate({ questions, qrels }: Judged, rank: (query: string) => readonly string[]): Evaluation {
  return evaluateRun(new Map(questions.map(({ _id, text }) => [_id, rank(text)])), qrels)
}

function evaluateOurs(judged: Judged, parameters: RankingParameters): Evaluation {
  const { segments } = judged
  const request = {
    match: 'auto',
    sort: 'score',
    offset: 0,
    limit: 10,
    facets: [],
    explain: false,
    parameters,
  } as const
  return evaluate(judged, (query) => {
    const { hits } = new Searcher(segments, analyzer).search({ ...request, node: readQuery(query).node })
    return hits.map(({ segment, article }) => segments[segment]!.record(article).id)
  })
}

function evaluatePlain(judged: Judged, cut: (text: string) => readonly string[]): Evaluation {
  const texts = judged.articles.map(({ title, text }) => (text.includes(title) ? text : `${title}\n${text}`))
  const rank = plainRanking(texts, cut)
  return evaluate(judged, (query) => rank(query).map((article) => judged.articles[article]!._id))
}

function tellPlain(judged: Judged, tell: (ranked: string, found: Evaluation) => void): void {
  const words = wordsBy(analyzer)
  const both = (text: string): string[] => [...words(text), ...bigrams(text).map((pair) => `${pair} `)]
  tell('plain BM25, words', evaluatePlain(judged, words))
  tell('plain BM25, bigrams', evaluatePlain(judged, bigrams))
  tell('plain BM25, both', evaluatePlain(judged, both))
}

async function measure(name: 'crud' | 'cmrc', movesNumbers: boolean): Promise<void> {
  const folder = sharedFolder(name)
  if (folder === undefined) return console.log(`${name}: not there; put the shared data beside the checkout`)
  const workspace = mkdtempSync(join(tmpdir(), 'xunzhang-ranking-'))
  try {
    const judged = await openJudged(folder, workspace)
    const ours = evaluateOurs(judged, ranking)
    const tell = (ranked: string, found: Evaluation): void => {
      const { difference, p } = compareRuns(found, ours).ndcg10
      console.log(`| ${ranked} | ${found.ndcg10.toFixed(4)} | ${difference.toFixed(4)} | ${p.toFixed(4)} |`)
    }
    console.log(`\n${name}: ${ours.queries} questions\n| ranking | nDCG@10 | against ours | p |\n|---|---|---|---|`)
    if (!movesNumbers) tellPlain(judged, tell)
    console.log(`| **ours** | ${ours.ndcg10.toFixed(4)} | | |`)
    for (const [variant, change] of Object.entries(movesNumbers ? neighbours : variants)) {
      tell(`ours: ${variant}`, evaluateOurs(judged, { ...ranking, ...change }))
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

const asked = process.argv.slice(2)
const named = (['crud', 'cmrc'] as const).filter((name) => asked.includes(name))
for (const name of named.length > 0 ? named : (['crud', 'cmrc'] as const)) {
  await measure(name, asked.includes('neighbours'))
}
