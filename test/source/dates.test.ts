import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDate, parseDate } from '../../src/source/fields/dates.js'

describe('parseDate', () => {
  it.each([
    ['Mon, 10 Jan 2022 07:15:24 GMT', '2022-01-10T07:15:24Z'],
    ['10 Jan 2022 07:15:24 +0800', '2022-01-10T07:15:24+08:00'],
    ['2024-05-21T00:32:04.000Z', '2024-05-21T00:32:04Z'],
    ['2024-05-21', '2024-05-21'],
    ['2024-5-1', '2024-05-01'],
    ['2024/5/21', '2024-05-21'],
    ['2024.05.21', '2024-05-21'],
    ['20240521', '2024-05-21'],
    ['2024-05-21 08:30', '2024-05-21T08:30:00+08:00'],
    ['2024-05-21 08:30:15 +0900', '2024-05-21T08:30:15+09:00'],
    ['2024-05-21T08:30:15-05:00', '2024-05-21T08:30:15-05:00'],
    ['2024年5月21日', '2024-05-21'],
    ['2024年5月21日 下午3:05', '2024-05-21T15:05:00+08:00'],
    ['2024年05月21日 星期二 08时30分', '2024-05-21T08:30:00+08:00'],
    ['二〇二四年五月二十一日', '2024-05-21'],
    ['二〇一九年十月十日', '2019-10-10'],
    ['May 21, 2024', '2024-05-21'],
    ['Tue May 21 2024 08:30:00 GMT+0800', '2024-05-21T08:30:00+08:00'],
    ['1716251524', '2024-05-21T00:32:04Z'],
    ['1716251524000', '2024-05-21T00:32:04Z'],
  ])('reads %s', (text, iso) => {
    expect(parseDate(text)).toBe(iso)
  })

  it.each([
    '',
    'yesterday',
    '昨天',
    '2024-13-01',
    '2023-02-29',
    '3.14',
    '10:30',
    '99999999',
    'a'.repeat(5000),
    null,
    {},
    NaN,
  ])('reads no date in %s', (value) => {
    expect(parseDate(value)).toBe('')
  })

  it('gives back what it gave', () => {
    const year2000 = Date.UTC(2000, 0, 1)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * 365 * 86400 }), (seconds) => {
        const iso = new Date(year2000 + seconds * 1000).toISOString().replace('.000Z', 'Z')
        expect(parseDate(iso)).toBe(iso)
        expect(parseDate(new Date(iso).toUTCString())).toBe(iso)
        expect(parseDate(iso.slice(0, 10))).toBe(iso.slice(0, 10))
        const local = iso.slice(0, 19)
        expect(parseDate(local)).toBe(parseDate(local.replace('T', ' ')))
      }),
    )
  })

  it('never throws and gives ISO or nothing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(parseDate(text)).toMatch(/^$|^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$/)
      }),
    )
  })
})

it('findDate finds a date inside a line', () => {
  expect(findDate('发布时间：2023-11-21 07:42 来源：某网')).toBe('2023-11-21T07:42:00+08:00')
  expect(findDate('晨钟报 2018年7月26日 星期四 第07版')).toBe('2018-07-26')
  expect(findDate('没有日期')).toBe('')
})
