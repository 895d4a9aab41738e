/** What contenders are asked: strings, words and questions, each with its true answer. */
import { normalize } from '../../src/text/normalize.js'
import { createRandom, pick } from '../../src/optional/measure/measure-index.js'
import { comparable, wholeText, type BenchArticle } from './texts.js'
import { common, findHolders } from './truth.js'

export interface AskedPhrase {
  readonly text: string
  /** IDs of the articles that contain it. */
  readonly ids: readonly string[]
}

export interface AskedWords {
  readonly query: string
  readonly words: readonly string[]
  /** IDs of the articles that contain all the words, wherever a segmenter would cut. */
  readonly ids: readonly string[]
}

export interface AskedQuestion {
  readonly id: string
  readonly text: string
  /** Ids of the relevant articles. */
  readonly relevant: readonly string[]
}

export interface Asked {
  readonly phrases: readonly AskedPhrase[]
  readonly log: readonly AskedWords[]
  readonly questions: readonly AskedQuestion[]
}

/** Strings and words to search, before their answers are known. */
export interface Wanted {
  readonly phrases: readonly string[]
  readonly log: readonly { readonly query: string; readonly words: readonly string[] }[]
  readonly questions: readonly AskedQuestion[]
}

/**
 * Finds the true answers by reading every text. Strings whose answer depends on how texts are made comparable (NFKC
 * alone, or with Traditional characters folded as we fold them) are left out, as are strings that no article holds.
 */
export function answerTruly(articles: readonly BenchArticle[], wanted: Wanted): Asked {
  const words = wanted.log.flatMap((entry) => entry.words).map(comparable)
  const strings = [...wanted.phrases.map(comparable), ...words]
  const texts = articles.map((article) => [article._id, comparable(wholeText(article))] as const)
  const holders = findHolders(texts, strings)
  const folded = findHolders(
    texts.map(([id, text]) => [id, normalize(text).text] as const),
    strings.map((text) => normalize(text).text),
  )
  const isClear = (text: string) => holders.get(text)?.length === folded.get(normalize(text).text)?.length
  const known = new Set(articles.map(({ _id }) => _id))
  return {
    phrases: wanted.phrases
      .map((text) => ({ text, ids: holders.get(comparable(text)) ?? [] }))
      .filter(({ text, ids }) => ids.length > 0 && isClear(comparable(text))),
    log: wanted.log
      .filter((entry) => entry.words.map(comparable).every(isClear))
      .map((entry) => ({ ...entry, ids: common(entry.words.map((word) => holders.get(comparable(word)) ?? [])) })),
    questions: wanted.questions
      .map((question) => ({ ...question, relevant: question.relevant.filter((id) => known.has(id)) }))
      .filter(({ relevant }) => relevant.length > 0),
  }
}

const hanRuns = /\p{Script=Han}{2,}/gu
const longestPhrase = 8

/**
 * Draws strings of 2 to 8 Han characters, cut anywhere, and queries of one to three words of one article.
 * Words are those of Intl.Segmenter.
 */
export function drawWanted(articles: readonly BenchArticle[], count: number, seed: number): Wanted {
  const random = createRandom(seed)
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  const phrases = new Set<string>()
  const log: { query: string; words: string[] }[] = []
  const runsOf = () => wholeText(pick(articles, random)).match(hanRuns) ?? []
  for (let tries = 0; tries < 20 * count && (phrases.size < count || log.length < count); tries++) {
    const runs = runsOf()
    if (runs.length === 0) continue
    const run = pick(runs, random)
    const start = Math.floor(random() * (run.length - 1))
    if (phrases.size < count) phrases.add(run.slice(start, start + 2 + Math.floor(random() * (longestPhrase - 1))))
    const candidates = [...segmenter.segment(pick(runs, random) + pick(runs, random))]
    const words = candidates.map(({ segment }) => segment).filter((word) => word.length > 1)
    if (words.length === 0 || log.length >= count) continue
    const chosen = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(words, random))
    log.push({ query: [...new Set(chosen)].join(' '), words: [...new Set(chosen)] })
  }
  return { phrases: [...phrases], log, questions: [] }
}
