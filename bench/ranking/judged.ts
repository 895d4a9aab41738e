/**
 * Judged collections of shared/data. Each is indexed once, below the system's temporary folder, and only refreshed
 * afterwards, so that a set of parameters is measured in seconds.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openAnalyzer } from '../../src/text/analyzers/analyzers.js'
import { machine, openSegments, readManifest } from '../../src/storage/commit/snapshot.js'
import { buildIndex } from '../../src/indexing/build-index.js'
import type { Run } from '../../src/optional/measure/evaluation.js'
import { readQrels } from '../../src/optional/measure/judgements.js'
import { readQuery } from '../../src/query/index.js'
import type { RankingParameters } from '../../src/search/parameters.js'
import { searchRelaxing } from '../../src/search/search-relaxing.js'
import { inOneGo, Searcher } from '../../src/search/searcher.js'
import { sharedFolder } from '../support/places.js'
import type { BenchArticle } from '../support/texts.js'

/** The genres, one collection each. */
export const genres = {
  crud: 'news, questions',
  cmrc: 'encyclopaedia paragraphs, questions',
  stard: "statutes, laymen's questions",
  qbqtc: 'web titles, queries',
  medask: "doctors' answers, patients' accounts",
} as const
export type Genre = keyof typeof genres

export interface Question {
  readonly _id: string
  readonly text: string
  /** News only: the question's own words are enough to identify an article. */
  readonly clear?: boolean
}

/** By question, then by article: the grade. */
type Grades = ReadonlyMap<string, ReadonlyMap<string, number>>

export interface Judged {
  readonly genre: Genre
  readonly articles: readonly BenchArticle[]
  readonly questions: readonly Question[]
  readonly qrels: Grades
  readonly searcher: Searcher
  /** A folder for the index and other files made from the collection. */
  readonly workspace: string
  /** The articles, a line of JSON each. */
  readonly corpus: string
}

export const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '' })

/** @returns undefined if the shared data isn't beside the checkout */
export async function openJudged(genre: Genre): Promise<Judged | undefined> {
  const folder = sharedFolder(genre)
  if (folder === undefined) return undefined
  const workspace = join(tmpdir(), `xunzhang-ranking-${process.getuid?.() ?? 0}`, genre)
  mkdirSync(workspace, { recursive: true })
  const corpus = join(workspace, 'corpus.jsonl')
  if (!existsSync(corpus)) writeFileSync(corpus, gunzipSync(readFileSync(join(folder, 'corpus.jsonl.gz'))))
  const dir = join(workspace, 'index')
  await buildIndex({ paths: [corpus], dir, jobs: 1 })
  const { fileSystem } = machine
  return {
    genre,
    articles: linesOf(readFileSync(corpus, 'utf8')),
    questions: linesOf(readFileSync(join(folder, 'queries.jsonl'), 'utf8')),
    qrels: readQrels(join(folder, 'qrels.tsv')),
    searcher: new Searcher(openSegments(fileSystem, dir, readManifest(fileSystem, dir)!, 'mirror'), analyzer),
    workspace,
    corpus,
  }
}

const linesOf = <T>(text: string): T[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)

/** @param rank the ids of the hundred best articles, best first */
export function runOf({ questions }: Judged, rank: (query: string) => readonly string[]): Run {
  return new Map(questions.map(({ _id, text }) => [_id, rank(text)]))
}

const hundredBest = { match: 'auto', sort: 'score', offset: 0, limit: 100, facets: [] } as const

export function runOurs(judged: Judged, parameters: RankingParameters): Run {
  const { searcher } = judged
  const request = { ...hundredBest, parameters }
  return runOf(judged, (query) =>
    inOneGo(searchRelaxing(searcher, { ...request, node: readQuery(query).node }, query)).hits.map(
      ({ segment, article }) => searcher.segments[segment]!.record(article).id,
    ),
  )
}
