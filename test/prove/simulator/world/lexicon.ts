/** A lexicon of a few words: as the program's own in every way but its size. */
import { createAnalyzer } from '../../../../src/text/analysis/analysis.js'
import type { Analyzer } from '../../../../src/text/analysis/analysis.js'
import { buildLexicon } from '../../../../src/text/lexicon/overlay.js'
import { openLexicon, withUserWords } from '../../../../src/text/lexicon/index.js'
import type { UserWord } from '../../../../src/text/lexicon/overlay.js'
import { createNativeTokenizer } from '../../../../src/text/tokenizers/native.js'

const words = [
  '河水',
  '渡口',
  '灯塔',
  '大桥',
  '长江',
  '长江大桥',
  '下游',
  '上游',
  '守灯人',
  '的',
  '在',
  '了',
  '是',
  '什么',
  '山',
  '水',
]

let bytes: Uint8Array | undefined

export function lexiconBytes(): Uint8Array {
  return (bytes ??= buildLexicon(words.map((word, at) => ({ word, frequency: 100 + 7 * at }))))
}

/** Words that users teach. */
export const teachable = ['江大', '口的', '塔下', '水流', '大桥下', '灯塔下', '游渡', '长江水'] as const

const analyzers = new Map<string, Analyzer>()

/** The analyser that cuts by these words, made apart from the engine. */
export function analyzerFor(taught: readonly UserWord[]): Analyzer {
  const key = taught.map(({ word, frequency }) => `${word} ${frequency ?? ''}`).join()
  let analyzer = analyzers.get(key)
  if (analyzer === undefined) {
    analyzer = createAnalyzer(createNativeTokenizer(withUserWords(openLexicon(lexiconBytes()), taught)))
    analyzers.set(key, analyzer)
  }
  return analyzer
}
