import { describe, expect, it } from 'vitest'
import { alignedText } from '../../src/search/reading/aligned-text.js'
import { Field } from '../../src/storage/segment/fields.js'
import { makePassage } from '../../src/search/passages/passage.js'
import type { Snippet } from '../../src/base/answers.js'
import { article, segmentOf } from '../search/collection.js'
import { ask } from '../search/find.js'

/** The passage of a text, with its marks in brackets. */
function passage(body: string, query: string, length = 30): string {
  return bracketed(passageOf(body, query, length))
}

function passageOf(body: string, query: string, length: number): Snippet {
  const segment = segmentOf([article(body)])
  return makePassage(alignedText(segment, 0, Field.body), ask([segment], query).answer.marks, length)
}

function bracketed({ text, highlights }: Snippet): string {
  const parts = highlights.map(([start, end], i) => {
    const before = i === 0 ? 0 : highlights[i - 1]![1]
    return `${text.slice(before, start)}[${text.slice(start, end)}]`
  })
  return parts.join('') + text.slice(highlights.at(-1)?.[1] ?? 0)
}

const filler = '天气很好，孩子们在河边放风筝。'

describe('passages', () => {
  it('begin with the sentence that answers', () => {
    expect(passage(`${filler.repeat(5)}银行今天发放贷款。${filler}`, '银行贷款')).toMatch(
      /^…\[银行\]今天发放\[贷款\]。/,
    )
  })

  it('begin behind the quotation marks that close a sentence', () => {
    expect(passage(`${filler.repeat(3)}他说：“好。”银行开门了。`, '银行')).toMatch(/^…\[银行\]开门了。$/)
  })

  it('begin with a pause or a word where no sentence begins near', () => {
    const long = '孩子们在河边放风筝'.repeat(6)
    expect(passage(`${long}，老人看着银行`, '银行')).toMatch(/^….*\[银行\]$/)
  })

  it('never begin inside a number or an address', () => {
    const text = `${'孩子们在河边放风筝'.repeat(4)}下午12:30到1,000米外的银行`
    expect(passage(text, '银行', 40)).not.toMatch(/^…(30|000)/)
  })

  it('prefer a place with more of the query to one with repetitions', () => {
    const body = `银行银行银行。${filler.repeat(6)}银行与学校。`
    expect(passage(body, '银行 学校')).toContain('[银行]与[学校]')
  })

  it('are looked for to the end of a book', () => {
    const body = '银行很好。'.repeat(3000) + filler.repeat(6) + '银行与学校。'
    expect(passage(body, '银行 学校')).toContain('[银行]与[学校]')
  })

  it('mark joined pairs as one, and single characters', () => {
    expect(passage('见到努尔特列乌先生', '努尔特列乌')).toBe('见到[努尔特列乌]先生')
    expect(passage('窗台上的猫睡着了', '猫')).toBe('窗台上的[猫]睡着了')
  })

  it('mark the original spelling: width, case, traditional forms, what joins letters', () => {
    expect(passage('在中國銀行用ＡＰＰ付款', '中国银行 app')).toBe('在[中國銀行]用[ＡＰＰ]付款')
    expect(passage('the ﬁnal word', '"fin"')).toBe('the [ﬁn]al word')
    expect(passage('银\u200b行开门', '银行')).toBe('[银\u200b行]开门')
    // As many units as normalised, and yet at other places.
    expect(passage('con\u00adﬁg', '"fig"')).toBe('con\u00ad[ﬁg]')
    expect(passage('co\u00adnﬁg', '"n"')).toBe('co\u00ad[n]ﬁg')
    expect(passage('1\ufe0f78ǅ', '"78"')).toBe('1\ufe0f[78]ǅ')
  })

  it('mark Latin words where they stand whole, prefixes where a word begins', () => {
    expect(passage('AI and FAIR', 'ai')).toBe('[AI] and FAIR')
    expect(passage('fairy and unfair', 'fair*')).toBe('[fair]y and unfair')
  })

  it('mark overlapping places of a string', () => {
    expect(passage('哈哈哈', '"哈哈"')).toBe('[哈哈哈]')
  })

  it('show what fits of a string longer than themselves', () => {
    const wanted = manyWords(80)
    const { text, highlights } = passageOf(`${filler}${wanted}${filler}`, `"${wanted}"`, 30)
    expect(text.length).toBeLessThanOrEqual(60)
    expect(highlights).toHaveLength(1)
    expect(wanted.startsWith(text.slice(...highlights[0]!))).toBe(true)
  })

  it('hold a string that would not fit before the sentence ends', () => {
    const wanted = manyWords(14)
    const text = `${'孩'.repeat(14)}${wanted.slice(0, 9)}。${wanted.slice(9)}${filler.repeat(3)}`
    expect(passage(text, `"${wanted.slice(0, 9)}。${wanted.slice(9)}"`, 30)).toContain(
      `[${wanted.slice(0, 9)}。${wanted.slice(9)}]`,
    )
  })

  it('cut a single endless word between characters', () => {
    const { text } = passageOf('a'.repeat(100_000), 'b', 30)
    expect(text.length).toBeLessThanOrEqual(60)
    expect(passageOf('𐐷'.repeat(1000), 'b', 31).text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/)
  })

  it('mark what a word longer than themselves shows', () => {
    expect(passage(`${'x'.repeat(20)}yz${'x'.repeat(20)}`, '"yz"')).toBe(`${'x'.repeat(20)}[yz]${'x'.repeat(20)}`)
    expect(passage(`${'x'.repeat(45)}yz${'x'.repeat(100)}`, '"yz"')).toMatch(/^x{45}\[yz\]x{11}…$/)
  })

  it('carry no control character to a terminal', () => {
    expect(passage('银行\u001b]0;标题\u0007开门\u202e了', '银行')).toBe('[银行] ]0;标题 开门 了')
  })

  it('of an empty text are empty', () => {
    expect(passageOf('', '银行', 30)).toEqual({ text: '', highlights: [] })
  })
})

function manyWords(length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, i) => 0x4e00 + i * 31))
}
