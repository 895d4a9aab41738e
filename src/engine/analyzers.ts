/** Opens the analyser that a configuration names: reads lexicons, loads optional packages. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { XunzhangError } from '../errors.js'
import { createAnalyzer } from '../text/analysis.js'
import type { Analyzer } from '../text/analysis.js'
import { openLexicon, parseUserLexicon, withUserWords } from '../text/lexicon/index.js'
import type { Lexicon } from '../text/lexicon/index.js'
import type { Tokenizer } from '../text/tokenizer.js'
import { createBigramTokenizer } from '../text/tokenizers/bigram.js'
import { createIntlTokenizer } from '../text/tokenizers/intl.js'
import { createJiebaTokenizer } from '../text/tokenizers/jieba.js'
import type { JiebaModule } from '../text/tokenizers/jieba.js'
import { createNativeTokenizer } from '../text/tokenizers/native.js'
import { readDataFile } from './data-files.js'
import type { TokenizerName } from './types.js'

export interface AnalyzerConfig {
  readonly tokenizer: TokenizerName
  /** Path of a user lexicon, or ''. */
  readonly lexicon: string
}

const opened = new Map<string, Analyzer>()

/**
 * The analyser of a configuration, opened once a thread. Without the compiled lexicon, `native` works on bigrams alone.
 * @throws XunzhangError LEXICON_INVALID, INPUT_MISSING, UNAVAILABLE
 */
export function openAnalyzer(config: AnalyzerConfig): Analyzer {
  const key = JSON.stringify(config)
  const known = config.lexicon === '' ? opened.get(key) : undefined
  if (known !== undefined) return known
  const analyzer = createAnalyzer(openTokenizer(config))
  if (config.lexicon === '') opened.set(key, analyzer)
  return analyzer
}

function openTokenizer({ tokenizer, lexicon }: AnalyzerConfig): Tokenizer {
  if (tokenizer === 'bigram') return createBigramTokenizer()
  if (tokenizer === 'intl') return createIntlTokenizer()
  if (tokenizer === 'jieba') return createJiebaTokenizer(loadJieba())
  const base = openBaseLexicon()
  if (base === undefined) return createBigramTokenizer()
  return createNativeTokenizer(lexicon === '' ? base : withUserWords(base, readUserLexicon(lexicon)))
}

function openBaseLexicon(): Lexicon | undefined {
  const bytes = readDataFile('lexicon.bin')
  return bytes && openLexicon(bytes)
}

function readUserLexicon(path: string): ReturnType<typeof parseUserLexicon> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    const remedy = 'Check the path given to --lexicon.'
    throw new XunzhangError('INPUT_MISSING', "the lexicon can't be read", { where: path, remedy, cause })
  }
  return parseUserLexicon(text, path)
}

function loadJieba(): JiebaModule {
  try {
    return createRequire(import.meta.url)('nodejieba') as JiebaModule
  } catch (cause) {
    const remedy = 'Install it with "npm install nodejieba", or leave --tokenizer out.'
    throw new XunzhangError('UNAVAILABLE', 'nodejieba is not installed or was not built', {
      where: '--tokenizer jieba',
      remedy,
      cause,
    })
  }
}
