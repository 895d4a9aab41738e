import { describe, expect, it } from 'vitest'
import { openAnalyzer } from '../../src/text/analyzers/analyzers.js'
import { pinyinTable } from '../../src/library/expansion/expanding.js'
import { mayRead, type Reading } from '../../src/search/expand/pinyin/index.js'
import { polyphones, type Polyphone } from './polyphones.js'

const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '' })

/** Whether a word may be read so that a character of it is read in one way, the others in any. */
function isReadSo({ word, character }: Polyphone, reading: string): boolean {
  const table = pinyinTable()
  const syllable = { text: reading.slice(0, -1), tone: Number(reading.at(-1)) }
  const places: Reading['places'] = [...word].map((one) => (one === character ? { syllable } : { character: one }))
  return mayRead(word, { kind: 'pinyin', places }, table, analyzer)
}

describe(`${polyphones.length} words with a character of several readings`, () => {
  it('are more than 200, all different', () => {
    expect(new Set(polyphones.map(({ word, character }) => word + character)).size).toBe(polyphones.length)
    expect(polyphones.length).toBeGreaterThan(200)
  })

  it('are read as the dictionary says, tone and all', () => {
    expect(told(polyphones.filter((one) => !isReadSo(one, one.reading)))).toBe('')
  })

  it('are read in no other way', () => {
    expect(told(polyphones.filter((one) => one.others.some((other) => isReadSo(one, other))))).toBe('')
  })
})

function told(wrong: readonly Polyphone[]): string {
  return wrong.map(({ word, reading }) => `${word} ${reading}`).join(', ')
}
