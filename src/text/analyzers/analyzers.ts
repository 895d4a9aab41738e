/** Opens the analyser that a configuration names: reads lexicons, loads optional packages. */
import { createRequire } from '#system/module'
import { XunzhangError } from '../../base/errors.js'
import { createAnalyzer, type Analyzer } from '../analysis/analysis.js'
import { compiledHash, openLexicon, parseUserLexicon, withUserWords, type Lexicon } from '../lexicon/index.js'
import type { UserWord } from '../lexicon/overlay.js'
import type { Tokenizer } from '../analysis/tokenizer.js'
import { givenKey } from '../tokenizers/given.js'
import { tokenizerOf, type TokenizerName } from '../tokenizers/index.js'
import { readDataFile, shareDataFile, readGivenFile } from './data-files.js'

export interface AnalyzerConfig {
  readonly tokenizer: TokenizerName
  /** Path of a user lexicon, or ''. */
  readonly lexicon: string
  /** The user's words if they are known; otherwise they are read from `lexicon`. */
  readonly words?: readonly UserWord[]
  /**
   * The compiled lexicon: memory that threads share, so that it occupies their caches once, or what the caller of an
   * engine gave. Otherwise it is read.
   */
  readonly shared?: SharedArrayBuffer | Uint8Array | undefined
}

const lexiconName = 'lexicon.bin'

const noWords: readonly UserWord[] = []
/** By tokenizer and words, the latest last: every batch of a build requests the analyser again. */
const opened = new Map<string, Analyzer>()
const mostOpened = 8

/**
 * The analyser of a configuration, opened once in each thread.
 * @throws XunzhangError LEXICON_INVALID, INPUT_MISSING, UNAVAILABLE
 */
export function openAnalyzer(config: AnalyzerConfig): Analyzer {
  const { tokenizer, lexicon, words = lexicon === '' ? noWords : readUserWords(lexicon) } = config
  const from = config.shared instanceof Uint8Array ? compiledHash(config.shared) : givenKey(tokenizer)
  const key = `${tokenizer} ${from}\n${words.map(({ word, frequency }) => `${word} ${frequency}`).join('\n')}`
  const analyzer = opened.get(key) ?? createAnalyzer(openTokenizer(config, words))
  remember(key, analyzer)
  return analyzer
}

function remember(key: string, analyzer: Analyzer): void {
  opened.delete(key)
  opened.set(key, analyzer)
  for (const oldest of opened.keys()) if (opened.size > mostOpened) opened.delete(oldest)
}

function openTokenizer({ tokenizer, shared }: AnalyzerConfig, words: readonly UserWord[]): Tokenizer {
  return tokenizerOf(tokenizer)!.create({
    lexicon: () => withUserWords(openBaseLexicon(shared), words),
    load: (name) => load(name, tokenizer),
  })
}

function openBaseLexicon(shared: AnalyzerConfig['shared']): Lexicon {
  if (shared instanceof Uint8Array) return openLexicon(shared)
  return openLexicon(shared === undefined ? readDataFile(lexiconName) : new Uint8Array(shared))
}

/** The lexicon with which an index of the native tokenizer was segmented. @throws XunzhangError UNAVAILABLE */
export function openWords(words: readonly UserWord[]): Lexicon {
  return withUserWords(openBaseLexicon(undefined), words)
}

export function shareLexicon(config: AnalyzerConfig): AnalyzerConfig {
  return tokenizerOf(config.tokenizer)!.usesLexicon ? { ...config, shared: shareDataFile(lexiconName) } : config
}

/** The words of a user's lexicon. @throws XunzhangError LEXICON_INVALID, INPUT_MISSING */
export function readUserWords(path: string): readonly UserWord[] {
  const bytes = readGivenFile(path, 'lexicon')
  return parseUserLexicon(bytes.toString('utf8'), path)
}

function load(name: string, tokenizer: TokenizerName): unknown {
  try {
    return createRequire(import.meta.url)(name)
  } catch (cause) {
    throw new XunzhangError('NOT_INSTALLED', { what: 'nodejieba' }, { where: `--tokenizer ${tokenizer}`, cause })
  }
}
