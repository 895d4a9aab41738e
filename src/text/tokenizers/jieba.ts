/**
 * nodejieba, if it is installed: its most probable segmentation without the hidden Markov model, like the native
 * tokenizer's.
 */
import { hashText } from '../lexicon/format.js'
import type { Tokenizer } from '../analysis/tokenizer.js'
import { createRunTokenizer } from './runs.js'

/** The part of the module that is used; the caller loads the module, because it is optional and native. */
export interface JiebaModule {
  cut(text: string, hmm?: boolean): string[]
}

/** Texts whose segmentation distinguishes the dictionaries that people load into nodejieba. */
const PROBE = '区块链云计算韩玉鉴赏蓝翔研究生命起源结婚的和尚未结婚的南京市长江大桥乒乓球拍卖完了'

export function createJiebaTokenizer(jieba: JiebaModule): Tokenizer {
  const words = (run: string): string[] => jieba.cut(run, false)
  return createRunTokenizer(`jieba:${hashText(words(PROBE).join(' '))}`, words)
}
