import { describe, expect, it } from 'vitest'
import { readZhuyin } from '../../src/search/expand/suggest/look-alikes.js'

const read = (keys: string) =>
  readZhuyin(keys)
    ?.map(({ text, tone }) => `${text}${tone}`)
    .join(' ')

describe('zhuyin typed as letters', () => {
  it.each([
    ['su3cl3', 'ni3 hao3'],
    ['5j/ eji6', 'zhong1 guo2'],
    ['w96j0 ', 'tai2 wan1'],
    ['ru,4xu/6', 'jie4 ling2'],
    ['fm,6vu;4', 'que2 xiang4'],
    ['xm3vu/6', 'lv3 xing2'],
    ['rm/3m06', 'jiong3 yuan2'],
    ['1u3ji3', 'bi3 wo3'],
    ['g4y4', 'shi4 zi4'],
    ['-6u.3', 'er2 you3'],
    ['jo4j/ ', 'wei4 weng1'],
    ['ep qup7', 'gen1 pin5'],
  ])('%s is %s', (keys, expected) => {
    expect(read(keys)).toBe(expected)
  })

  it.each(['mp3', 'gdp', 'covid-19', 'a4 paper', 'su3', '你好', '', '3 4', 'x=1'])('%s is none', (keys) => {
    expect(read(keys)).toBeUndefined()
  })
})
