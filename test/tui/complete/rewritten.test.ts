import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../../src/query/index.js'
import { rewritten } from '../../../src/fronts/tui/complete/completer.js'

describe('what a query was meant to be', () => {
  it('is two strings close together where a gap was written', () => {
    for (const query of [
      '金砖国家…合作',
      '“金砖国家……合作”',
      '金砖国家 ... 合作',
      '"金砖国家***合作"',
      '…金砖国家…合作…',
      '金砖国家.*合作',
      '金砖国家*合作',
    ]) {
      expect(rewritten(query), query).toEqual([{ text: '金砖国家 NEAR/15 合作', kind: 'gap' }])
    }
    expect(parseQuery('金砖国家 NEAR/15 合作')).toMatchObject({ kind: 'near' })
  })

  it('is an operator in capitals, and an excluded word without a blank before it', () => {
    expect(rewritten('金砖 near/5 合作')).toEqual([{ text: '金砖 NEAR/5 合作', kind: 'meant' }])
    expect(rewritten('金砖 NEAR 合作')).toEqual([{ text: '金砖 NEAR/10 合作', kind: 'meant' }])
    for (const query of [
      '经济 - 数字',
      '经济 —数字',
      '经济 !数字',
      '经济 －　数字',
      '经济-数字',
      '经济 不含数字',
      '经济 除了 数字',
    ])
      expect(rewritten(query), query).toEqual([{ text: '经济 -数字', kind: 'meant' }])
    for (const query of ['"经济"-数字', '"经济" - 数字', '"经济"—数字', '"经济" !数字'])
      expect(rewritten(query), query).toEqual([{ text: '"经济" -数字', kind: 'meant' }])
  })

  it('is nothing else where the query says what it means', () => {
    for (const query of [
      '经济',
      '经济 -数字',
      '金砖 NEAR/5 合作',
      'a…',
      '……',
      'covid*',
      '"A - B"…',
      '“A near B” 经济',
      '‘A near B’ 经济',
      '“A near B" 经济',
      '北京—上海',
      '-数字',
      '"A" -B',
      '经济 -"A - B"',
      'nearby',
      '',
    ]) {
      expect(rewritten(query), query).toEqual([])
    }
  })
})
