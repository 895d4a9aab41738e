/** Which tokens the texts of an export share in its dictionary, by how often files spell them. */
import { isChanged } from '../segment/vocabulary/codec.js'
import { surfaceOf } from '../segment/vocabulary/spellings.js'
import type { DecodedText } from '../segment/articles/text-codec.js'
import type { SegmentReader } from '../segment/reader.js'
import type { Holders } from './holders.js'
import { inBuckets } from './format/dictionary.js'
import { bucketOf, bucketsOf, longLength, unitSymbols } from './format/spellings.js'
import type { CharacterRanks } from './format/spellings.js'
import { frequentRanks } from './format/tokens.js'
import type { Dictionary, TokenWeights } from './format/tokens.js'

/** A token that stands in fewer articles costs more in the dictionary than it saves. */
const leastArticles = 24
const mostTokens = 8000

interface Met {
  /** Occurrences. */
  count: number
  articles: number
  /** In the dictionary; −1 for none. */
  rank: number
}

interface SegmentCounts {
  readonly counts: Uint32Array
  readonly articles: Uint32Array
  readonly lastMet: Int32Array
}

/** By segment and token: its rank in the dictionary, −1 for those that it doesn't have. */
export type TokenRanks = ReadonlyMap<SegmentReader, Int32Array>

/** Counts tokens as they are spelled. */
export class TokenCounter {
  readonly #bySegment = new Map<SegmentReader, SegmentCounts>()
  readonly #met = new Map<string, Met>()

  /**
   * The tokens of a text. Hot.
   * @param spelled is told of the units of those that the article didn't have
   */
  add(segment: SegmentReader, article: number, text: DecodedText, spelled: Holders): void {
    const { units, tokens, tokenEnd, tokenCount } = text
    const { vocabulary } = segment
    const { counts, articles, lastMet } = this.#countsOf(segment)
    for (let i = 0; i < tokenCount; i++) {
      const token = tokens[i]!
      counts[token]!++
      if (lastMet[token] === article) continue
      lastMet[token] = article
      articles[token]!++
      // What normalising changed is looked up.
      if (isChanged(vocabulary, token)) spelled.addText(article, surfaceOf(vocabulary, token))
      else spelled.add(article, units, i === 0 ? 0 : tokenEnd[i - 1]!, tokenEnd[i]!)
    }
  }

  /** One more article that has a token that stands in no text. */
  addPiece(token: string): void {
    this.#meet(token, 1, 1)
  }

  /** The most frequent tokens, with what the others cost. Called once. */
  finish(characters: CharacterRanks): Omit<Dictionary, 'rankOf'> & { readonly ranks: TokenRanks } {
    const metIn = new Map(Array.from(this.#bySegment, ([segment, counts]) => [segment, this.#join(segment, counts)]))
    this.#bySegment.clear()
    const chosen = chooseTokens(this.#met, characters)
    const weights = weigh(this.#met, chosen, characters)
    const ranksOf = (all: readonly (Met | undefined)[]): Int32Array => Int32Array.from(all, (met) => met?.rank ?? -1)
    const ranks = new Map(Array.from(metIn, ([segment, all]) => [segment, ranksOf(all)]))
    return { tokens: chosen, weights, ranks }
  }

  #join({ vocabulary }: SegmentReader, { counts, articles }: SegmentCounts): (Met | undefined)[] {
    return Array.from(counts, (count, token) =>
      count === 0 ? undefined : this.#meet(surfaceOf(vocabulary, token), count, articles[token]!),
    )
  }

  #countsOf(segment: SegmentReader): SegmentCounts {
    const { count } = segment.vocabulary
    const known = this.#bySegment.get(segment) ?? {
      counts: new Uint32Array(count),
      articles: new Uint32Array(count),
      lastMet: new Int32Array(count).fill(-1),
    }
    this.#bySegment.set(segment, known)
    return known
  }

  #meet(token: string, count: number, articles: number): Met {
    let met = this.#met.get(token)
    if (met === undefined) this.#met.set(token, (met = { count: 0, articles: 0, rank: -1 }))
    met.count += count
    met.articles += articles
    return met
  }
}

/** By occurrences those that are coded at each, by articles the others, which a file codes once. */
function chooseTokens(met: ReadonlyMap<string, Met>, { rankOf }: CharacterRanks): string[] {
  const isCoded = ([token, { articles }]: [string, Met]): boolean =>
    articles >= leastArticles && token !== '' && rankOf[token.charCodeAt(0)]! > 0
  const by = (key: keyof Met) => (a: [string, Met], b: [string, Met]) => b[1][key] - a[1][key] || (a[0] < b[0] ? -1 : 1)
  const all = [...met].filter(isCoded).sort(by('count'))
  const others = all.slice(frequentRanks).sort(by('articles'))
  const chosen = [...all.slice(0, frequentRanks), ...others].slice(0, mostTokens)
  return inBuckets(
    chosen.map(([token]) => token),
    { rankOf } as CharacterRanks,
  )
}

/** Ranks what was chosen, too. */
function weigh(
  met: ReadonlyMap<string, Met>,
  chosen: readonly string[],
  { units, rankOf }: CharacterRanks,
): TokenWeights {
  for (const [rank, token] of chosen.entries()) met.get(token)!.rank = rank
  const kinds = new Float64Array(2 + bucketsOf(chosen.length))
  const lengths = new Float64Array(longLength + 1)
  const ofUnits = new Float64Array(unitSymbols({ units }))
  for (const [token, { count, articles, rank }] of met) {
    const isFrequent = rank >= 0 && rank < frequentRanks
    if (!isFrequent) kinds[1]! += count - articles
    kinds[rank < 0 ? 0 : 2 + bucketOf(rank)]! += isFrequent ? count : articles
    if (rank >= 0) continue
    lengths[Math.min(longLength, token.length)]! += articles
    for (let at = 0; at < token.length; at++) {
      const unit = rankOf[token.charCodeAt(at)]! - 1
      ofUnits[unit < 0 ? 0 : 1 + bucketOf(unit)]! += articles
    }
  }
  return { kinds: scaled(kinds), lengths: scaled(lengths), units: scaled(ofUnits) }
}

/** To a sum that what a file meets soon outweighs. */
const weightOfAll = 2000

function scaled(counts: Float64Array): number[] {
  const sum = counts.reduce((all, count) => all + count, 1)
  return Array.from(counts, (count) => 1 + Math.round((weightOfAll * count) / sum))
}
