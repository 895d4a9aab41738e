/** Input and output of building a lexicon. */

export interface LexiconEntry {
  readonly word: string
  /** Occurrences in the corpus from which the lexicon was counted, > 0. */
  readonly frequency: number
}

export interface LexiconStatistics {
  /** Sum of all frequencies, the denominator of probabilities; default: the sum of the entries. */
  readonly total?: number
  /** Frequency of an unknown character; default: the smallest of the entries. */
  readonly least?: number
}
