/**
 * Every parameter of ranking, in one place; docs/SEARCH.md explains where each value comes from. The values were chosen
 * on development questions of five genres together, none for a single collection (bench/ranking).
 */
export interface RankingParameters {
  /** BM25: how fast repetition saturates, and how strongly length is normalised. */
  readonly k1: number
  readonly b: number
  /** BM25: how fast repetition in the query saturates. */
  readonly k3: number
  /** Weight of one occurrence by field, in the order of `fieldNames`: title, body, captions, tags, author. */
  readonly fieldWeights: readonly number[]
  /** A bigram that is a whole word of the query's segmentation. */
  readonly wholeWordPair: number
  /** A bigram inside a longer word. */
  readonly innerPair: number
  /** A bigram across the boundary of two content words. */
  readonly borderPair: number
  /** A bigram in which one character belongs to a function word. */
  readonly mixedPair: number
  /** A bigram of a question that belongs to function words alone. */
  readonly functionPair: number
  /** A dictionary word of three or more characters, a Latin word, a number, or a compound. */
  readonly word: number
  /** A Han character that is a word of its own, among others: found where it is one in the article, too. */
  readonly singleWord: number
  /** A character of Han, kana or hangul that stands alone in the query. */
  readonly character: number
  /** Whether function words of a question have no weight. */
  readonly dropsFunctionWords: boolean
  /** Most terms that are looked up, by the weights of their kinds. */
  readonly mostLookedUp: number
  /** Most terms that score, heaviest first: bounds the work for a query of thousands of words. */
  readonly mostTerms: number
  /**
   * Bounds the work for a long text: beyond its `free` heaviest terms, lists are read only while all lists together
   * have at most `perArticle` postings per article of the collection. The lists left out are the longest and weigh
   * least.
   */
  readonly postings: { readonly free: number; readonly perArticle: number }
  /** Most single characters among the scored terms: each is the union of up to a thousand lists. */
  readonly mostCharacters: number
  /**
   * Minimum should match under `auto`: an article must contain this share of the query's weight, or the heaviest term
   * if that weighs less.
   */
  readonly share: number
  /**
   * A list longer than this many blocks, and longer than this multiple of the articles found before, is read block by
   * block once it admits no new article. This changes how long an answer takes, never the answer.
   */
  readonly skipping: { readonly blocks: number; readonly sparse: number }
  /** How many articles the second stage scores by their text. */
  readonly rerank: number
  /** Best window of this many characters over the query's bigrams and Latin words, as a share of their weight. */
  readonly pairWindow: { readonly length: number; readonly weight: number }
  /** Best window over the query's characters. */
  readonly characterWindow: { readonly length: number; readonly weight: number }
  /** Neighbouring words of the query that occur in this order, at most `gap` characters apart. */
  readonly order: { readonly gap: number; readonly weight: number }
  /** Single-character words inside the query's runs that occur anywhere in the text. */
  readonly singleCharacter: number
  /** Queries of at most this many characters have the two features below. */
  readonly shortQuery: number
  /** The share of the first `length` characters of a text that the query has, too. */
  readonly lead: { readonly length: number; readonly weight: number }
  /** A digit within `length` characters around the best window of characters, if a question asks for a number. */
  readonly digit: { readonly length: number; readonly weight: number }
  /** `--sort recent`: the score of an article this many days older than the newest is halved. */
  readonly halfLifeDays: number
}

export const ranking: RankingParameters = {
  k1: 0.9,
  b: 0.7,
  k3: 8,
  fieldWeights: [1, 1, 0.6, 1, 1],
  wholeWordPair: 1.25,
  innerPair: 0.6,
  borderPair: 0.8,
  mixedPair: 0.35,
  functionPair: 0.1,
  word: 1,
  singleWord: 0.3,
  character: 1,
  dropsFunctionWords: true,
  mostLookedUp: 1000,
  mostTerms: 300,
  postings: { free: 64, perArticle: 5 },
  mostCharacters: 150,
  share: 0.07,
  skipping: { blocks: 4, sparse: 64 },
  rerank: 32,
  pairWindow: { length: 100, weight: 0.4 },
  characterWindow: { length: 40, weight: 0.45 },
  order: { gap: 4, weight: 0.3 },
  singleCharacter: 1.5,
  shortQuery: 30,
  lead: { length: 60, weight: 0.6 },
  digit: { length: 70, weight: 0.15 },
  halfLifeDays: 365,
}

/**
 * Inverse document frequency (Robertson & Sparck Jones, with Lucene's +1 that keeps it positive).
 * @param articles in the collection
 */
export function inverseDocumentFrequency(articles: number, documentFrequency: number): number {
  return Math.log(1 + (articles - documentFrequency + 0.5) / (documentFrequency + 0.5))
}

/** Factor of a term that occurs `count` times in the query (Robertson & Walker 1999): 1 for one, at most k3 + 1. */
export function repetition(count: number, k3: number): number {
  return ((k3 + 1) * count) / (k3 + count)
}
