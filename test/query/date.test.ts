import { describe, expect, test } from 'vitest'
import { date, leniently, refusal, strictly, text } from './support.js'

describe('a date means the days', () => {
  test.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2024年', '2024-01-01', '2024-12-31'],
    ['2024-05', '2024-05-01', '2024-05-31'],
    ['2024-2', '2024-02-01', '2024-02-29'],
    ['1900-02', '1900-02-01', '1900-02-28'],
    ['2000-02', '2000-02-01', '2000-02-29'],
    ['2024/5/21', '2024-05-21', '2024-05-21'],
    ['2024.5.21', '2024-05-21', '2024-05-21'],
    ['20240521', '2024-05-21', '2024-05-21'],
    ['202405', '2024-05-01', '2024-05-31'],
    ['2024年5月', '2024-05-01', '2024-05-31'],
    ['2024年5月21日', '2024-05-21', '2024-05-21'],
    ['2024年5月21号', '2024-05-21', '2024-05-21'],
    ['２０２４－０５', '2024-05-01', '2024-05-31'],
    ['2022..2024', '2022-01-01', '2024-12-31'],
    ['2022年5月..2024.6', '2022-05-01', '2024-06-30'],
    ['2022..', '2022-01-01', undefined],
    ['..2024-04', undefined, '2024-04-30'],
    ['>=2024-05', '2024-05-01', undefined],
    ['≥2024-05', '2024-05-01', undefined],
    ['＞＝2024-05', '2024-05-01', undefined],
    ['>2024-05', '2024-06-01', undefined],
    ['>2023', '2024-01-01', undefined],
    ['>2024-02-28', '2024-02-29', undefined],
    ['<=2024-05', undefined, '2024-05-31'],
    ['≤2024-05', undefined, '2024-05-31'],
    ['<2024', undefined, '2023-12-31'],
    ['<2024-03-01', undefined, '2024-02-29'],
    ['=2024', '2024-01-01', '2024-12-31'],
  ])('date:%s', (written, from, to) => {
    expect(strictly(`date:${written}`)).toEqual(date(from, to))
  })
})

describe('a date that does not exist is refused, and is text while typing', () => {
  test.each(
    [
      [
        '2024-13',
        '2024-00',
        '2023-02-29',
        '2024-02-30',
        '2024-04-31',
        '2024-5-0',
        '0000',
        '24',
        'soon',
        '>9999',
        '<0001',
      ],
      ['2024..2022', '2024-13..', '2022..x', '2022...2023', '2022..2023..2024', '>', '..', '2024-05*'],
    ].flat(),
  )('date:%s', (written) => {
    const error = refusal(`a date:${written}`)
    expect(error.code).toBe('QUERY_SYNTAX')
    expect(error.where).toBe('query, column 8')
    expect(error.remedy).toContain('date:2022..2024')
  })

  test('the whole word becomes the text', () => {
    expect(leniently('date:2023-02-29')).toEqual(text('date:2023-02-29'))
    expect(leniently('date: soon')).toEqual(text('date:soon'))
  })
})

describe('a date that is being typed says what is certain', () => {
  test.each([
    ['date:', undefined],
    ['date:2', undefined],
    ['date:202', undefined],
    ['date:>', undefined],
    ['date:>=20', undefined],
    ['date:..', undefined],
    ['date:2024-', date('2024-01-01', '2024-12-31')],
    ['date:2024.', date('2024-01-01', '2024-12-31')],
    ['date:20240', date('2024-01-01', '2024-12-31')],
    ['date:2024-05-', date('2024-05-01', '2024-05-31')],
    ['date:2024年5', date('2024-05-01', '2024-05-31')],
    ['date:>=2024-', date('2024-01-01')],
    ['date:2022..20', date('2022-01-01')],
    ['date:2022..2024-', date('2022-01-01')],
  ])('%s', (query, tree) => {
    expect(leniently(query)).toEqual(tree)
  })
})
