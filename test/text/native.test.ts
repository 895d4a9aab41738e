import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { withUserWords, type Lexicon } from '../../src/text/lexicon/index.js'
import { findWord } from '../../src/text/lexicon/overlay.js'
import { createNativeTokenizer } from '../../src/text/tokenizers/native.js'
import { builtLexicon, cut, unitsOf, wordOf } from './support.js'
import { hanText } from './texts.js'

let lexicon: Lexicon
beforeAll(async () => {
  lexicon = await builtLexicon()
})

/** The plain version that the fast one must equal: tries every word at every place, from the end. */
function plainCut(run: string): string[] {
  const chars = [...run]
  const best: { sum: number; length: number }[] = []
  best[chars.length] = { sum: 0, length: 0 }
  for (let i = chars.length - 1; i >= 0; i--) {
    for (let j = i + 1; j <= Math.min(chars.length, i + 16); j++) {
      const id = findWord(lexicon.trie, chars.slice(i, j).join(''))
      if (id < 0 && j > i + 1) continue
      const sum = (id < 0 ? lexicon.unknown : lexicon.weights[id]!) + best[j]!.sum
      if (best[i] === undefined || sum > best[i]!.sum) best[i] = { sum, length: j - i }
    }
  }
  const words: string[] = []
  for (let i = 0; i < chars.length; i += best[i]!.length) words.push(chars.slice(i, i + best[i]!.length).join(''))
  return words
}

describe('the native tokenizer', () => {
  it('cuts as the plain version does', () => {
    const tokenizer = createNativeTokenizer(lexicon)
    fc.assert(
      fc.property(hanText(30), (run) => void expect(cut(tokenizer, run)).toEqual(plainCut(run))),
      { numRuns: 2000 },
    )
  })

  it('cuts alike whatever the size of its window', () => {
    const whole = createNativeTokenizer(lexicon)
    const pieces = createNativeTokenizer(lexicon, { window: 64 })
    fc.assert(
      fc.property(hanText(400), (run) => void expect(cut(pieces, run)).toEqual(cut(whole, run))),
      { numRuns: 1000 },
    )
  })

  it('takes the likeliest of overlapping words', () => {
    const tokenizer = createNativeTokenizer(lexicon)
    expect(cut(tokenizer, '结婚的和尚未结婚的')).toEqual(['结婚', '的', '和', '尚未', '结婚', '的'])
    expect(cut(tokenizer, '研究生命起源')).toEqual(['研究', '生命', '起源'])
  })

  it('leaves names that no dictionary holds as single characters', () => {
    expect(cut(createNativeTokenizer(lexicon), '特列乌别尔季').length).toBeGreaterThan(3)
  })

  it('cuts words of the user whole, also among others', () => {
    const user = withUserWords(lexicon, [{ word: '努尔特列乌' }, { word: '寻章' }])
    const tokenizer = createNativeTokenizer(user)
    expect(cut(tokenizer, '总统努尔特列乌访问中国')).toEqual(['总统', '努尔特列乌', '访问', '中国'])
    expect(tokenizer.firstUserWord).toBe(lexicon.wordCount)
    expect(tokenizer.wordCount).toBe(lexicon.wordCount + 2)
    expect(tokenizer.id).not.toBe(createNativeTokenizer(lexicon).id)
  })

  it("cuts the user's words with Han outside the basic plane whole", () => {
    const tokenizer = createNativeTokenizer(
      withUserWords(lexicon, [{ word: '𠮷' }, { word: '野𠮷' }, { word: '𠮷𠮷' }]),
    )
    expect(cut(tokenizer, '去𠮷家')).toEqual(['去', '𠮷', '家'])
    expect(cut(tokenizer, '去野𠮷吃饭')).toEqual(['去', '野𠮷', '吃饭'])
    expect(cut(tokenizer, '叫𠮷𠮷的')).toEqual(['叫', '𠮷𠮷', '的'])
    const [ends, ids] = [new Int32Array(2), new Int32Array(2)]
    expect(tokenizer.cut(unitsOf('𠮷'), 0, 2, ends, ids, 0)).toBe(1)
    expect(wordOf(tokenizer, ids[0]!)).toBe('𠮷')
  })

  it('keeps words of the lexicon that begin with a single character of the user', () => {
    const tokenizer = createNativeTokenizer(withUserWords(lexicon, [{ word: '猞' }]))
    expect(findWord(lexicon.trie, '猞')).toBe(-1)
    expect(cut(tokenizer, '猞猁')).toEqual(['猞猁'])
    expect(cut(tokenizer, '姓猞的')).toEqual(['姓', '猞', '的'])
  })

  it('cuts as before what holds no word of the user', () => {
    const base = createNativeTokenizer(lexicon)
    const user = createNativeTokenizer(withUserWords(lexicon, [{ word: '嚞嚞' }]))
    fc.assert(
      fc.property(hanText(), (run) => void expect(cut(user, run)).toEqual(cut(base, run))),
      { numRuns: 500 },
    )
  })

  it('lets the user weigh known words anew, and take them out', () => {
    const heavier = createNativeTokenizer(withUserWords(lexicon, [{ word: '研究生', frequency: 90_000_000 }]))
    expect(cut(heavier, '研究生命起源')[0]).toBe('研究生')
    const without = createNativeTokenizer(withUserWords(lexicon, [{ word: '长江大桥', frequency: 0 }]))
    expect(cut(without, '南京市长江大桥')).toEqual(['南京市', '长江', '大桥'])
  })

  it('keeps cutting where the user takes a single character out', () => {
    const tokenizer = createNativeTokenizer(withUserWords(lexicon, [{ word: '的', frequency: 0 }]))
    expect(cut(tokenizer, '我的书').join('')).toBe('我的书')
  })
})
