/** What a lexicon is built from, and what was built. */

export interface LexiconEntry {
  readonly word: string
  /** Occurrences in the corpus that the lexicon was counted on, > 0. */
  readonly frequency: number
}

export interface LexiconStatistics {
  /** Sum of all frequencies, the denominator of probabilities; by default that of the entries. */
  readonly total?: number
  /** Frequency that an unknown character counts with; by default the least of the entries. */
  readonly least?: number
}
