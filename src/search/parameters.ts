/**
 * Every number that ranking depends on, in one place. Chosen on development questions over news and over encyclopaedia
 * paragraphs together; each lies on a plateau: its neighbours change nDCG@10 by less than 0.002 (bench/ranking).
 */
export const ranking = {
  /** BM25: how fast repetition stops counting, and how much length is held against an article. */
  k1: 0.9,
  b: 0.4,
  /** Weight of one occurrence by field, in the order of `fieldNames`: title, body, captions, tags, author. */
  fieldWeights: [1, 1, 0.6, 1, 1] as readonly number[],
  /** A pair that is a whole word of the query's segmentation. */
  wholeWordPair: 1.25,
  /** A pair inside a longer word. */
  innerPair: 0.6,
  /** A pair across the border of two content words. */
  borderPair: 0.8,
  /** A pair of which one character belongs to a function word. */
  mixedPair: 0.5,
  /** A dictionary word of three characters and more, a Latin word, a number. */
  word: 1,
  /** `auto` demands this share of the query's weight. */
  share: 0.15,
  /** Articles whose text is looked at for the second stage. */
  rerank: 32,
  /** Best window of this many characters over the query's pairs and Latin words, as a share of their weight. */
  pairWindow: { length: 160, weight: 0.5 },
  /** Best window over the query's characters. */
  characterWindow: { length: 40, weight: 0.35 },
  /** Neighbouring words of the query that stand in this order, at most `gap` characters apart. */
  order: { gap: 4, weight: 0.3 },
  /** Words of a single character that occur anywhere. */
  singleCharacter: 1.5,
  /** `--sort recent`: an article this many days older than the newest counts half. */
  halfLifeDays: 365,
} as const

/**
 * Inverse document frequency (Robertson & Sparck Jones, with Lucene's +1 that keeps it positive).
 * @param articles in the collection
 */
export function inverseDocumentFrequency(articles: number, documentFrequency: number): number {
  return Math.log(1 + (articles - documentFrequency + 0.5) / (documentFrequency + 0.5))
}
