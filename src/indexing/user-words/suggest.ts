/**
 * Suggests new words of a collection: strings whose parts occur together more often than by chance (cohesion), that
 * occur in many contexts (branching entropy of the characters before and after them), and that the segmenter cuts apart
 * (Jin, Tanaka-Ishii 2006). Names come first, because no dictionary has the names of a particular collection.
 */
import { lazy } from '../../base/growing.js'
import { place, whole } from '../../base/options/spec.js'
import { checkOptions, checkValue } from '../../base/options/options.js'
import { createDecodedText, surfaceRange } from '../../storage/segment/articles/text-codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { createAnalysis, type Analyzer } from '../../text/analysis/analysis.js'
import { openAnalyzer } from '../../text/analyzers/analyzers.js'
import { readDataFile } from '../../text/analyzers/data-files.js'
import { machine, openSegments, type Environment } from '../../storage/commit/snapshot.js'
import { countCandidates, type Candidate, type Counts, type Place } from './candidates.js'
import { readLexiconState, requireTeachable } from '../../storage/commit/lexicon-state.js'

/** What a word looks like: a transliterated foreign name, a Chinese name, or any other word. */
type WordKind = 'transliteration' | 'name' | 'word'

/**
 * Characters with which foreign names are transliterated, from the usual tables; the four hundred most common family
 * names of one character; those of two characters.
 */
const names = lazy(() => {
  const [sounds, families, longFamilies] = new TextDecoder().decode(readDataFile('names.txt')).split('\n')
  return { sounds: new Set(sounds), families: new Set(families), longFamilies: new Set(longFamilies!.split(' ')) }
})
/** Endings that replace a given name or address a person, so that the word isn't a full name. */
const noGivenName = /[某总氏姓老先女男家们姐哥叔爷奶妈爸嫂伯局队处科]$/u

/** @param loose characters that are tokens by themselves; most characters of a name are, as it is in no dictionary */
function kindOfWord(word: string, loose: number): WordKind {
  const characters = [...word]
  if (characters.length >= 3 && loose > 0 && characters.every((one) => names().sounds.has(one)))
    return 'transliteration'
  return isName(word, characters, loose) ? 'name' : 'word'
}

function isName(word: string, characters: readonly string[], loose: number): boolean {
  const { families, longFamilies } = names()
  const family = longFamilies.has(word.slice(0, 2)) ? 2 : families.has(characters[0]!) ? 1 : 0
  const given = characters.length - family
  const isLoose = loose >= given && loose >= 2
  return family > 0 && (given === 2 || family + given === 3) && isLoose && !noGivenName.test(word)
}

export interface SuggestedWord {
  readonly word: string
  readonly kind: WordKind
  /** The number of articles that contain the word, and of its occurrences, in the examined sample. */
  readonly articles: number
  readonly count: number
  /** Logarithm of how much more often than by chance its parts occur together, at the weakest place. */
  readonly cohesion: number
  /** Entropy of the characters before and after the word, in nats; the smaller of the two. */
  readonly entropy: number
  /** Passages in original spelling. */
  readonly examples: readonly { readonly id: string; readonly text: string }[]
}

export interface SuggestOptions {
  /** Default 10. */
  readonly limit?: number
}

/** Articles in the sample, evenly spread; a larger sample hardly changes the result. */
const mostArticles = 50_000
const leastCount = 4
const leastArticles = 2
/** In a small collection, a quarter of the possible maximum is enough. */
const leastCohesion = 4
const shareOfPossible = 1 / 4
const leastEntropy = 0.9
/** Tokens of an example on each side. */
const surroundings = 10

/** @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, USAGE if the index is tokenized without a dictionary */
export function suggestWords(
  dir: string,
  options: SuggestOptions = {},
  { fileSystem: fs }: Environment = machine,
): SuggestedWord[] {
  checkValue('dir', dir, place)
  checkOptions(options, { limit: whole(0) })
  const { limit = 10 } = options
  const manifest = requireTeachable(fs, dir)
  const { taught, applied } = readLexiconState(fs, dir, manifest)
  const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '', words: applied })
  const segments = openSegments(fs, dir, manifest, 'mirror')
  try {
    const known = new Set(taught.map(({ word }) => word))
    return suggest(segments, analyzer, known, limit)
  } finally {
    for (const segment of segments) segment.close()
  }
}

function suggest(
  segments: readonly SegmentReader[],
  analyzer: Analyzer,
  known: ReadonlySet<string>,
  limit: number,
): SuggestedWord[] {
  const counts = countCandidates(segments, sample(segments))
  const analysis = createAnalysis()
  // Whether the segmenter cuts a string apart that stands alone.
  const isNew = (word: string): boolean => analyzer.analyze(word, analysis).tokenCount > 1
  // Both kinds of names come before other words.
  const rankOf = ({ kind }: { kind: WordKind }): number => (kind === 'word' ? 1 : 0)
  const least = Math.min(leastCohesion, Math.log(counts.total + 1) * shareOfPossible)
  return [...counts.candidates.values()]
    .filter(({ word, count, articles }) => count >= leastCount && articles >= leastArticles && !known.has(word))
    .map((candidate) => rate(candidate, counts))
    .filter(({ cohesion, entropy }) => cohesion >= least && entropy >= leastEntropy)
    .filter(({ candidate }) => isNew(candidate.word))
    .sort((a, b) => rankOf(a) - rankOf(b) || b.score - a.score || (a.candidate.word < b.candidate.word ? -1 : 1))
    .slice(0, limit)
    .map(describe)
}

/** A sample of the live articles, as article numbers for each segment. */
function sample(segments: readonly SegmentReader[]): number[][] {
  const all = segments.reduce((sum, segment) => sum + segment.articles, 0)
  const step = Math.max(1, all / mostArticles)
  let next = 0
  let at = 0
  return segments.map((segment) => {
    const chosen: number[] = []
    for (let article = 0; article < segment.articles; article++, at++) {
      if (at < next) continue
      next += step
      if (!segment.isDeleted(article)) chosen.push(article)
    }
    return chosen
  })
}

/** The weakest association over all ways to split the string in two. */
function cohesionOf({ word, count, ends }: Candidate, { candidates, tokens, total }: Counts): number {
  const occurrences = (part: string): number => candidates.get(part)?.count ?? tokens.get(part) ?? count
  const places = ends.slice(0, -1).map((end) => {
    const left = Math.max(count, occurrences(word.slice(0, end)))
    const right = Math.max(count, occurrences(word.slice(end)))
    return Math.log((count * total) / (left * right))
  })
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: the characters of a word
  return Math.min(...places)
}

function entropyOf(counts: ReadonlyMap<number, number>, total: number): number {
  let sum = 0
  for (const count of counts.values()) sum -= (count / total) * Math.log(count / total)
  return sum
}

function rate(candidate: Candidate, counts: Counts) {
  const { word, count, articles, ends, before, after } = candidate
  const cohesion = cohesionOf(candidate, counts)
  const entropy = Math.min(entropyOf(before, count), entropyOf(after, count))
  const loose = ends.filter((end, i) => end - (ends[i - 1] ?? 0) === 1).length
  const score = Math.log(1 + articles) * cohesion * Math.min(entropy, 3)
  return { candidate, kind: kindOfWord(word, loose), cohesion, entropy, score }
}

function describe({ candidate, kind, cohesion, entropy }: ReturnType<typeof rate>): SuggestedWord {
  const { word, articles, count, places } = candidate
  const round = (value: number): number => Math.round(value * 100) / 100
  const examples = places.map(exampleOf)
  return { word, kind, articles, count, cohesion: round(cohesion), entropy: round(entropy), examples }
}

const text = createDecodedText()

function exampleOf({ segment, article, field, first, last }: Place): SuggestedWord['examples'][number] {
  segment.decode(article, field, text)
  const from = Math.max(0, first - surroundings)
  const to = Math.min(text.tokenCount, last + surroundings)
  return { id: segment.record(article).id, text: surfaceRange(text, segment.vocabulary, from, to).trim() }
}
