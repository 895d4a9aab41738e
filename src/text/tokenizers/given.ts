/**
 * Tokenizers that a program gives as functions. They are known to the program by their name once they were given, as
 * data files of an engine are; threads don't know them, so articles are cut in the thread of the caller.
 */
import { XunzhangError } from '../../base/errors.js'
import type { Tokenizer } from '../analysis/tokenizer.js'
import { createRunTokenizer } from './runs.js'

export interface TokenizerFunction {
  /** Letters, digits and dashes; stored with the index. */
  readonly name: string
  /** Changes whenever a cut could change: an index is refused with another version. */
  readonly version: string | number
  /**
   * Cuts a run of Han characters, normalised: in Simplified Chinese, without blanks and signs.
   * @returns its words, none empty; concatenated they equal the run
   */
  readonly tokenize: (run: string) => Iterable<string>
}

const given = new Map<string, TokenizerFunction>()
/** Functions of one name and version are told apart by their order. */
const orders = new WeakMap<TokenizerFunction, number>()
const provided = { count: 0 }

export const isTokenizerFunction = (value: unknown): value is TokenizerFunction => {
  const { name, version, tokenize } = (value ?? {}) as Partial<TokenizerFunction>
  return /^[a-z][\da-z-]*$/i.test(String(name)) && ['string', 'number'].includes(typeof version) && isFunction(tokenize)
}

const isFunction = (value: unknown): boolean => typeof value === 'function'

/** A promise, for one, is not. */
const isIterable = (value: unknown): value is Iterable<string> =>
  isFunction((Object(value) as Partial<Iterable<string>>)[Symbol.iterator])

export const givenTokenizer = (name: string): TokenizerFunction | undefined => given.get(name)

/** Whether articles must be cut in this thread. */
export const hasGivenTokenizers = (): boolean => given.size > 0

/** Differs for functions of one name, whatever their version is; '' for a name that no function has. */
export function givenKey(name: string): string {
  const tokenizer = given.get(name)
  return tokenizer === undefined ? '' : `${tokenizer.version}#${orders.get(tokenizer)}`
}

/** @returns its name, by which it is found from now on */
export function provideTokenizer(tokenizer: TokenizerFunction): string {
  if (!orders.has(tokenizer)) orders.set(tokenizer, provided.count++)
  given.set(tokenizer.name, tokenizer)
  return tokenizer.name
}

export function createGivenTokenizer(tokenizer: TokenizerFunction): Tokenizer {
  return createRunTokenizer(`${tokenizer.name}:${tokenizer.version}`, (run) => wordsOf(tokenizer, run))
}

/** @throws XunzhangError LEXICON_INVALID if the words are not those of the run */
function* wordsOf({ name, tokenize }: TokenizerFunction, run: string): Generator<string> {
  const words: unknown = tokenize(run)
  if (!isIterable(words)) throw wrongWord(name, run, String(words))
  let at = 0
  for (const word of words) {
    const isPart = word !== '' && run.startsWith(word, at) && !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(word)
    if (!isPart) throw wrongWord(name, run, String(word))
    at += word.length
    yield word
  }
  if (at < run.length) throw wrongWord(name, run, '')
}

const wrongWord = (name: string, run: string, word: string): XunzhangError =>
  new XunzhangError('TOKENIZER_WORDS', { name, text: run.slice(0, 40), word })

/** Runs that have tripped tokenizers: single characters, pairs of UTF-16 units, repetition, length. */
const runs = [
  ...['一', '𠮷', '𠮷野家', '研究生命起源', '南京市长江大桥', '结婚的和尚未结婚的', '哈哈哈哈哈哈', '乒乓球拍卖完了'],
  ...['阿尔曼别托夫', '㐀㐁', '龘靐齉', '𠮷𠮷𠮷', '〇一二三', '中国人民大桥研究生命起源'.repeat(600)],
]

/**
 * The contract of tokenizers, for the tests of one: cuts difficult runs, each twice.
 * @throws XunzhangError USAGE, LEXICON_INVALID naming the run and what is wrong with its words
 */
export function checkTokenizer(tokenizer: TokenizerFunction): void {
  if (!isTokenizerFunction(tokenizer)) throw wrongWord('', '', '')
  for (const run of runs) {
    const words = [...wordsOf(tokenizer, run)]
    for (const [i, word] of [...wordsOf(tokenizer, run)].entries())
      if (word !== words[i]) throw wrongWord(tokenizer.name, run, word)
  }
}
