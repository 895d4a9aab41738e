import { describe, expect, it } from 'vitest'
import { readInitials, readSyllables } from '../../src/search/expand/pinyin/syllables.js'

const read = (text: string): string[] =>
  readSyllables(text).map((way) => way.map(({ text, tone }) => `${text}${tone === 0 ? '' : tone}`).join(' '))

describe('letters as syllables', () => {
  it.each([
    ['tuokayefu', 'tuo ka ye fu'],
    ['TuoKaYeFu', 'tuo ka ye fu'],
    ['tuōkǎyēfū', 'tuo1 ka3 ye1 fu1'],
    ['tuo1ka3ye1fu1', 'tuo1 ka3 ye1 fu1'],
    ["tuo'ka'ye'fu", 'tuo ka ye fu'],
    ['tuo-ka-ye-fu', 'tuo ka ye fu'],
    ['lǚxíng', 'lv3 xing2'],
    ['lu:xing', 'lv xing'],
    ['lüxing', 'lv xing'],
    ["xi'an", 'xi an'],
  ])('reads %s as %s first', (text, expected) => {
    expect(read(text)[0]).toBe(expected)
  })

  it('offers every way to cut what can be cut in several', () => {
    expect(read('xian')).toEqual(['xian', 'xi an'])
    expect(read('fangan').sort()).toEqual(['fan gan', 'fang an'])
  })

  it.each(['python', 'tkyf', '', '5g', 'ibm', 'a'.repeat(1000), 'xianxian'.repeat(200), '\u0301a', "''"])(
    'reads no pinyin in %s',
    (text) => {
      expect(read(text)).toEqual([])
    },
  )
})

describe('letters as initials', () => {
  it('takes a letter a character, and zh, ch, sh as one or two', () => {
    expect(readInitials('tkyf')).toEqual([['t', 'k', 'y', 'f']])
    expect(readInitials('zhgr')).toEqual([
      ['zh', 'g', 'r'],
      ['z', 'h', 'g', 'r'],
    ])
  })

  it.each(['iuv', 'x1', 'abcdefghj', ''])('takes none in %s', (text) => {
    expect(readInitials(text)).toEqual([])
  })
})
