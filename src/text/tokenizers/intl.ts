/**
 * The segmenter of the JavaScript engine (ICU's dictionary, about 0.3 MB of words). Needs no data of ours. Its result
 * depends on the engine's ICU, so the ID contains a hash of its segmentation of a probe.
 */
import { hashText } from '../lexicon/format.js'
import type { Tokenizer } from '../analysis/tokenizer.js'
import { createRunTokenizer } from './runs.js'

/** Words that dictionaries disagree about. */
const PROBE = '研究生命起源结婚的和尚未结婚的南京市长江大桥区块链云计算人工智能乒乓球拍卖完了全国人大常委会'

export function createIntlTokenizer(): Tokenizer {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  const words = (run: string): string[] => Array.from(segmenter.segment(run), ({ segment }) => segment)
  return createRunTokenizer(`intl:${hashText(words(PROBE).join(' '))}`, words)
}
