import { describe, expect, it } from 'vitest'
import { normalize } from '../../src/text/normalize.js'
import { generatedPath, isCurrent } from '../../scripts/build-data/char-table.js'
import { unicodeVersion } from '../../src/text/characters/char-table.generated.js'

const normal = (text: string): string => normalize(text).text

describe('normalising', () => {
  it.each([
    ['lower case and width', 'ＩＰｈｏｎｅ　１５', 'iphone 15'],
    ['signs of full width', '，。：％', ',。:%'],
    ['Traditional to Simplified', '後來門戶網絡', '后来门户网络'],
    ['radicals and compatibility ideographs', '⺠⼈⻓\uf900', '民人长岂'],
    ['Simplified forms outside the basic plane', '𬱖頔', '頔頔'],
    ['composition', 'e\u0301か\u3099ｶﾞ', 'éがガ'],
    ['jamo, also through characters not seen', '\u1112\u200b\u1161\u11ab', '한'],
    ['order of marks', 'a\u0301\u0323', 'ạ\u0301'],
    ['expansions of one kind', '㎏ﬁ', 'kgfi'],
    ['final sigma', 'ΟΔΟΣ οδος', 'οδοσ οδοσ'],
    ['what is not seen', '中\u200b国\ufeff\u00ad人\u202e民\u{e0101}', '中国人民'],
    ['blanks', ' a \t\u3000b', ' a b'],
    ['line breaks', 'a \r\n \n b\u2028c', 'a\nb\nc'],
    ['blanks around what is not seen', 'a \u200b b', 'a b'],
  ])('brings together %s', (_, text, expected) => {
    expect(normal(text)).toBe(expected)
  })

  it.each(['乾隆', '哪吒', '著名', '像', '瞭望', '℃', '㈠', '½', '…', '㍻', '\ud83d', '中\udc00', '😀'])(
    'leaves %j as it is',
    (text) => {
      expect(normal(text)).toBe(text)
      expect(normalize(text).offsets).toBeUndefined()
    },
  )

  it('tells where each unit begins in the original', () => {
    expect(normalize('后來').offsets).toBeUndefined()
    expect([...normalize('a\u200b㎏  か\u3099!').offsets!]).toEqual([0, 2, 2, 3, 5, 7, 8])
  })

  it('lets nothing begin inside a character of two units', () => {
    expect([...normalize('\u{1d422}\u0336n').offsets!]).toEqual([0, 2, 3, 4])
    expect([...normalize('\u{1f142}\u030d\u0334').offsets!]).toEqual([0, 2, 3, 4])
  })

  it('drops marks past the thirtieth on one character', () => {
    expect(normal(`a${'\u0316'.repeat(100)}b`)).toBe(`a${'\u0316'.repeat(30)}b`)
  })

  it('drops marks that cannot be parted from a base which is no letter', () => {
    expect(normal('か\u0323\u3099')).toBe('が')
    expect(normal('か\u3099\u0323')).toBe('が\u0323')
  })
})

describe(`the generated table ${generatedPath.split('/').at(-1)!}`, () => {
  const same = unicodeVersion === process.versions['unicode']
  it.skipIf(!same)(
    `is what data/variants and the rules give${same ? '' : ` (skipped: made from Unicode ${unicodeVersion})`}`,
    () => {
      expect(isCurrent()).toBe(true)
    },
  )
})
