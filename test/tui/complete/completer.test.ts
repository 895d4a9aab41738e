import { beforeAll, describe, expect, it } from 'vitest'
import type { Suggestion } from '../../../src/library/types.js'
import { createCompleter, type Completer } from '../../../src/fronts/tui/complete/completer.js'
import { platformWords } from '../../../src/fronts/tui/editor/editor.js'
import { wordAt } from '../../../src/fronts/tui/complete/word.js'

const suggestions: readonly Suggestion[] = [
  { text: '河流如何塑造平原', kind: 'title', id: '1' },
  { text: '平原上的流河', kind: 'title', id: '2' },
  { text: 'Kazakhstan 的草原: 一本书', kind: 'title', id: '3' },
  { text: '河流', kind: 'tag' },
  { text: '水 利', kind: 'tag' },
  { text: '何流', kind: 'author' },
  { text: '河清 “海晏”', kind: 'author' },
]

describe('suggestions', () => {
  let completer: Completer
  beforeAll(async () => {
    completer = createCompleter(platformWords)
    await completer.load(suggestions)
  })
  const complete = (text: string, past: readonly string[] = [], cursor = text.length) =>
    completer.complete(text, cursor, past).map((one) => one.text)

  it('hold exactly what was typed, in this order of characters, anywhere inside', () => {
    expect(complete('河流')).toEqual(['河流如何塑造平原'])
    expect(complete('塑造')).toEqual(['河流如何塑造平原'])
    expect(complete('流河')).toEqual(['平原上的流河'])
    expect(complete('流原')).toEqual([])
  })

  it('answer to a single character, begun words, width and case', () => {
    expect(complete('河')).toEqual(['author:"河清 “海晏”"', 'tag:河流', '河流如何塑造平原', '平原上的流河'])
    expect(complete('kaz')).toEqual(['Kazakhstan 的草原 一本书'])
    expect(complete('ＫＡＺ')).toEqual(['Kazakhstan 的草原 一本书'])
  })

  it('complete the word first, if several titles have it, then offer titles', () => {
    expect(complete('平')).toEqual(['平原', '平原上的流河', '河流如何塑造平原'])
    expect(complete('山 平')[0]).toBe('平原')
    expect(complete('平原')).toEqual(['平原上的流河', '河流如何塑造平原'])
  })

  it('keep to the field that was named', () => {
    expect(complete('author:河')).toEqual(['author:"河清 “海晏”"'])
    expect(complete('tag:"水')).toEqual(['tag:"水 利"'])
  })

  it('are none for an excluded word, but values for an excluded field', () => {
    for (const text of ['山 -河', '-河', 'NOT 河', '(山 | －河']) expect(complete(text)).toEqual([])
    expect(completer.complete('山 -tag:河', 8, [])).toMatchObject([{ text: 'tag:河流', start: 3, end: 8 }])
  })

  it("are a field's values after its name, in the language of that name", () => {
    expect(complete('tag:')).toEqual(['tag:河流', 'tag:"水 利"'])
    expect(complete('山 标签：水')).toEqual(['标签:"水 利"'])
    expect(complete('作者:')).toEqual(['作者:何流', '作者:"河清 “海晏”"'])
  })

  it('are names of fields, in both languages', () => {
    expect(complete('ti')[0]).toBe('title:')
    expect(complete('山 da')[0]).toBe('date:')
    expect(complete('标')).toEqual(['标题:', '标签:'])
  })

  it('complete the last word only', () => {
    expect(complete('河流', [], 1)).toEqual([])
    expect(complete('河 ')).toEqual([])
    expect(complete('"水 河')).toEqual([])
    expect(complete('"水" 塑造')).toEqual(['河流如何塑造平原'])
  })

  it('are none inside a quotation, whatever marks the query language has for it', () => {
    for (const open of ['“水 河', '‘水 河', '「水 河', '『水 河', '＂水 河', '“河', '"水\\" 河'])
      expect(complete(open), open).toEqual([])
    for (const closed of ['“水” 塑造', '“水" 塑造', '‘水’ 塑造', '「水」 塑造', '『水』 塑造', '\\"水 塑造'])
      expect(complete(closed), closed).toEqual(['河流如何塑造平原'])
    expect(complete('tag:「水')).toEqual(['tag:"水 利"'])
    expect(complete('「河流」')).toEqual([])
  })

  it('begin with past queries that continue the line', () => {
    expect(complete('河流 山', ['河流 山脉', '别的', '河流 山 水'])).toEqual(['河流 山 水', '河流 山脉'])
  })

  it('let keys come first while they are loaded, and the newest load wins', async () => {
    let pauses = 0
    const slow = createCompleter(platformWords, async () => void pauses++)
    const many = Array.from({ length: 20_000 }, (_, i): Suggestion => ({
      text: `关于河流与山川的第${i}号报告`,
      kind: 'title',
      id: String(i),
    }))
    const first = slow.load(many)
    await slow.load(suggestions)
    await first
    expect(pauses).toBeGreaterThan(0)
    expect(slow.complete('报告', 2, [])).toEqual([])
    expect(slow.complete('塑造', 2, [])).toHaveLength(1)
  })
})

describe('the word at the cursor', () => {
  it('is the run before it, with the name of its field', () => {
    expect(wordAt('a 河流', 4)).toEqual({ typed: '河流', field: undefined, name: '', start: 2, end: 4 })
    expect(wordAt('x author:"林', 11)).toEqual({ typed: '林', field: 'author', name: 'author', start: 2, end: 11 })
    expect(wordAt('a it’s', 6)).toMatchObject({ typed: 'it’s', start: 2 })
    expect(wordAt('date:20', 7)).toBeUndefined()
    expect(wordAt('', 0)).toBeUndefined()
  })
})
