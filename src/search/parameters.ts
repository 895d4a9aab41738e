/**
 * Every parameter of ranking, in one place; docs/SEARCH.md explains where each value comes from. The values were chosen
 * on development questions of five genres together, none for a single collection (bench/ranking).
 */
export const ranking = {
  /** BM25: how fast repetition saturates, and how strongly length is normalised. */
  k1: 0.9,
  b: 0.7,
  /** BM25: how fast repetition in the query saturates. */
  k3: 8,
  /** Weight of one occurrence by field, in the order of `fieldNames`: title, body, captions, tags, author. */
  fieldWeights: [1, 1, 0.6, 1, 1] as readonly number[],
  /** A bigram that is a whole word of the query's segmentation. */
  wholeWordPair: 1.25,
  /** A bigram inside a longer word. */
  innerPair: 0.6,
  /** A bigram across the boundary of two content words. */
  borderPair: 0.8,
  /** A bigram in which one character belongs to a function word. */
  mixedPair: 0.35,
  /** A bigram of a question that belongs to function words alone. */
  functionPair: 0.1,
  /** A dictionary word of three or more characters, a Latin word, a number, or a compound. */
  word: 1,
  /** A Han character that is a word of its own, among others: found where it is one in the article, too. */
  singleWord: 0.3,
  /** A character of Han, kana or hangul that stands alone in the query. */
  character: 1,
  /** Whether function words of a question have no weight. */
  dropsFunctionWords: true,
  /** Most terms that are looked up, by the weights of their kinds. */
  mostLookedUp: 1000,
  /** Most terms that score, heaviest first: bounds the work for a query of thousands of words. */
  mostTerms: 300,
  /**
   * Bounds the work for a long text: beyond its `free` heaviest terms, lists are read only while all lists together
   * have at most `perArticle` postings per article of the collection. The lists left out are the longest and weigh
   * least.
   */
  postings: { free: 64, perArticle: 5 },
  /** Most single characters among the scored terms: each is the union of up to a thousand lists. */
  mostCharacters: 150,
  /**
   * Minimum should match under `auto`: an article must contain this share of the query's weight, or the heaviest term
   * if that weighs less.
   */
  share: 0.07,
  /**
   * A list longer than this many blocks, and longer than this multiple of the articles found before, is read block by
   * block once it admits no new article. This changes how long an answer takes, never the answer.
   */
  skipping: { blocks: 4, sparse: 64 },
  /** How many articles the second stage scores by their text. */
  rerank: 32,
  /** Best window of this many characters over the query's bigrams and Latin words, as a share of their weight. */
  pairWindow: { length: 100, weight: 0.4 },
  /** Best window over the query's characters. */
  characterWindow: { length: 40, weight: 0.45 },
  /** Neighbouring words of the query that occur in this order, at most `gap` characters apart. */
  order: { gap: 4, weight: 0.3 },
  /** Single-character words inside the query's runs that occur anywhere in the text. */
  singleCharacter: 1.5,
  /** Queries of at most this many characters have the two features below. */
  shortQuery: 30,
  /** The share of the first `length` characters of a text that the query has, too. */
  lead: { length: 60, weight: 0.6 },
  /** A digit within `length` characters around the best window of characters, if a question asks for a number. */
  digit: { length: 70, weight: 0.15 },
  /** `--sort recent`: the score of an article this many days older than the newest is halved. */
  halfLifeDays: 365,
}

export type RankingParameters = Readonly<typeof ranking>

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
