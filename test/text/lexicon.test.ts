import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildLexicon, findWord, type LexiconEntry } from '../../src/text/lexicon/overlay.js'
import { openLexicon, withUserWords } from '../../src/text/lexicon/index.js'
import { parseUserLexicon, readUserLexicon } from '../../src/text/lexicon/user-lexicon.js'

const entries = (): fc.Arbitrary<LexiconEntry[]> =>
  fc.uniqueArray(
    fc.record({
      word: fc.string({ unit: fc.constantFrom(...'中国人民大小上下𠮷'), minLength: 1, maxLength: 6 }),
      frequency: fc.integer({ min: 1, max: 9 }),
    }),
    {
      selector: ({ word }) => word,
      maxLength: 60,
    },
  )

describe('a compiled lexicon', () => {
  it('holds exactly the words it was built from', () => {
    const holds = (list: LexiconEntry[]): void => {
      const lexicon = openLexicon(buildLexicon(list))
      expect(lexicon.wordCount).toBe(list.length)
      const total = list.reduce((sum, { frequency }) => sum + frequency, 0)
      for (const { word, frequency } of list) {
        const id = findWord(lexicon.trie, word)
        expect(lexicon.spelling(id)).toBe(word)
        expect(lexicon.weights[id]).toBe(Math.fround(Math.log(frequency / total)))
        for (const other of [`${word}小`, word.slice(1), `中${word}`]) {
          expect(findWord(lexicon.trie, other) >= 0).toBe(list.some((entry) => entry.word === other))
        }
      }
    }
    fc.assert(fc.property(entries(), holds), { numRuns: 500 })
  })

  it('does not depend on the order of its words, and its hash tells others apart', () => {
    const list = [
      { word: '中国', frequency: 2 },
      { word: '人', frequency: 1 },
    ]
    expect(buildLexicon(list)).toEqual(buildLexicon([...list].reverse()))
    const other = openLexicon(
      buildLexicon([
        { word: '中国', frequency: 2 },
        { word: '民', frequency: 1 },
      ]),
    )
    expect(openLexicon(buildLexicon(list)).hash).not.toBe(other.hash)
  })

  it('tells every one of very many characters from an empty place in the trie', () => {
    const characters = Array.from({ length: 8400 }, (_, i) => String.fromCharCode(0x4e00 + i))
    const lexicon = openLexicon(buildLexicon(['国家', ...characters].map((word) => ({ word, frequency: 1 }))))
    const wrong = characters.filter((character) => findWord(lexicon.trie, `国${character}`) >= 0)
    expect(wrong).toEqual(['家'])
    expect(characters.filter((character) => lexicon.spelling(findWord(lexicon.trie, character)) !== character)).toEqual(
      [],
    )
  })

  it('opens at any offset of a larger buffer', () => {
    const bytes = buildLexicon([{ word: '中国', frequency: 2 }])
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect(openLexicon(shifted.subarray(3)).spelling(0)).toBe('中国')
  })

  it.each([
    ['nothing', new Uint8Array(0)],
    ['another file', new Uint8Array(64)],
    ['a file cut short', buildLexicon([{ word: '中国', frequency: 2 }]).subarray(0, -8)],
    ['another version', buildLexicon([{ word: '中', frequency: 1 }]).map((byte, i) => (i === 4 ? 9 : byte))],
  ])('refuses %s with a remedy', (_, bytes) => {
    expect(() => openLexicon(bytes)).toThrow(/Install xunzhang again/)
  })

  it.each([[''], ['长'.repeat(256)]])('refuses words that it cannot hold', (word) => {
    expect(() => buildLexicon([{ word, frequency: 1 }])).toThrow(RangeError)
  })

  it('keeps the hash without user words and changes it with each', () => {
    const lexicon = openLexicon(buildLexicon([{ word: '中国', frequency: 2 }]))
    expect(withUserWords(lexicon, [])).toBe(lexicon)
    const hashes = [
      lexicon,
      withUserWords(lexicon, [{ word: '人' }]),
      withUserWords(lexicon, [{ word: '人', frequency: 5 }]),
    ].map(({ hash }) => hash)
    expect(new Set(hashes).size).toBe(3)
  })
})

describe("a user's lexicon", () => {
  it('reads words with frequency, tag, both or none, normalised', () => {
    const text = '\ufeff# 词典\r\n寻章 12 nz\n後來 n\n\n  摘句\t7 \n一带一路'
    expect(readUserLexicon(text)).toEqual({
      words: [{ word: '寻章', frequency: 12 }, { word: '后来' }, { word: '摘句', frequency: 7 }, { word: '一带一路' }],
      problems: [],
      skipped: [],
    })
  })

  it('lets the last of two equal words count', () => {
    expect(readUserLexicon('寻章 1\n尋章 2').words).toEqual([{ word: '寻章', frequency: 2 }])
  })

  it('names broken lines and reads the others', () => {
    const { words, problems } = readUserLexicon(
      `寻章 -3\n摘句 1e5 n\n好词 4\n\u200b 3\n${'长'.repeat(65)}\n大 99999999999`,
    )
    expect(words).toEqual([{ word: '好词', frequency: 4 }])
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 4, 5, 6])
  })

  it('refuses prose, and parts in another order', () => {
    const lines = ['坏 词 行 多 字', '银行 n 5', '银行 5 n 更多', '银行 5 6', '银行 n', '银行 5', '银行 5 nz', '银行']
    const { problems } = readUserLexicon(lines.join('\n'))
    expect(problems).toEqual([
      { line: 1, flaw: 'tag', text: '词' },
      { line: 2, flaw: 'surplus', text: '5' },
      { line: 3, flaw: 'surplus', text: '更多' },
      { line: 4, flaw: 'tag', text: '6' },
    ])
  })

  it('leaves out words with letters or digits and says so', () => {
    const { words, skipped } = readUserLexicon('T恤 3 n\n5G\n阿Ｑ 2\n恤')
    expect(words).toEqual([{ word: '恤' }])
    expect(skipped).toEqual([1, 2, 3])
  })

  it('reads Han outside the basic plane, and leaves it out beside letters', () => {
    const { words, skipped } = readUserLexicon('𠮷\n野𠮷 5\n𠮷𠮷家\n𠮷a\na𠮷\n𠮷😀\n\ud842')
    expect(words).toEqual([{ word: '𠮷' }, { word: '野𠮷', frequency: 5 }, { word: '𠮷𠮷家' }])
    expect(skipped).toEqual([4, 5, 6, 7])
  })

  it('is refused with the line and the count of further broken lines', () => {
    expect(() => parseUserLexicon('好\n坏 -1\n坏 x3\n坏 .5', 'my.dict')).toThrow(
      /^my\.dict:2: "-1" is not a frequency.*; 1 more broken line\./,
    )
  })

  it('reads any text without a crash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { words } = readUserLexicon(text)
        expect(words.every(({ word }) => word.length > 0)).toBe(true)
      }),
    )
  })
})
