import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { isProblem } from '../../src/source/article.js'
import { decode, decodeValid } from '../../src/source/decode.js'
import type { Decoded, Encoding } from '../../src/source/decode.js'
import { chineseText, toTraditional } from './chinese.js'
import { told } from './read.js'

function decoded(bytes: Uint8Array): Decoded {
  const result = decode(bytes, 'a.txt')
  if (isProblem(result)) throw new Error(told(result).message)
  return result
}

const CASES: readonly [name: string, encoding: Encoding, encode: (text: string) => Uint8Array, traditional: boolean][] =
  [
    ['UTF-8', 'utf-8', (t) => Buffer.from(t), false],
    ['UTF-8 with a mark', 'utf-8', (t) => Buffer.from(`\ufeff${t}`), false],
    ['UTF-16 LE with a mark', 'utf-16le', (t) => Buffer.from(`\ufeff${t}`, 'utf16le'), false],
    ['UTF-16 BE with a mark', 'utf-16be', (t) => iconv.encode(t, 'utf16be', { addBOM: true }), false],
    ['UTF-16 LE without', 'utf-16le', (t) => Buffer.from(t, 'utf16le'), false],
    ['UTF-16 BE without', 'utf-16be', (t) => iconv.encode(t, 'utf16be', { addBOM: false }), false],
    ['GB18030', 'gb18030', (t) => iconv.encode(t, 'gb18030'), false],
    ['GBK with Traditional characters', 'gb18030', (t) => iconv.encode(t, 'gbk'), true],
    ['Big5', 'big5', (t) => iconv.encode(t, 'big5'), true],
  ]

describe.each(CASES)('%s', (_name, encoding, encode, traditional) => {
  it('is told and read exactly in 200 of 200 generated texts of 100 characters and more', () => {
    const wrong: number[] = []
    for (let seed = 1; seed <= 200; seed++) {
      const text = traditional ? toTraditional(chineseText(seed, 100)) : chineseText(seed, 100)
      const result = decoded(encode(text))
      if (result.encoding !== encoding || result.text !== text) wrong.push(seed)
    }
    expect(wrong).toEqual([])
  })
})

describe('a declared charset', () => {
  const page = (charset: string, text: string): string =>
    `<html><head><meta charset="${charset}"></head><body>${text}</body></html>`

  it('decides where the text is short', () => {
    const text = page('gb2312', '联通')
    expect(decoded(iconv.encode(text, 'gbk'))).toMatchObject({ text, reason: 'declared' })
  })
  it('is not believed where the bytes are UTF-8', () => {
    const text = page('gb2312', chineseText(3, 100))
    expect(decoded(Buffer.from(text))).toMatchObject({ text, encoding: 'utf-8' })
  })
  it('is not believed where it does not decode', () => {
    const text = page('big5', chineseText(4, 200))
    expect(decoded(iconv.encode(text, 'gbk'))).toMatchObject({ text, encoding: 'gb18030' })
  })
})

describe('bytes that are no clean text', () => {
  it('a picture is a problem with a remedy', () => {
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64)])
    expect(decode(png, 'a.txt')).toMatchObject({ reason: 'ENCODING', parameters: { what: 'binary' } })
  })
  it('a few bad bytes in UTF-8 cost themselves and are reported', () => {
    const bytes = Buffer.concat([Buffer.from(chineseText(5, 400)), Buffer.from([0xff, 0xc0]), Buffer.from('。完')])
    const result = decoded(bytes)
    expect(result.encoding).toBe('utf-8')
    expect(told(result.problem!).message).toBe('2 places with invalid UTF-8 replaced by U+FFFD')
  })
  it('NUL characters in text are left out and reported', () => {
    const result = decoded(Buffer.from(`${chineseText(6, 200)}\0河`))
    expect(result.text).not.toContain('\0')
    expect(told(result.problem!).message).toBe('1 NUL character removed')
  })
  it('random bytes are a problem', () => {
    const bytes = Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3) * 104729) & 255))
    expect(decode(bytes, 'a.txt')).toSatisfy(isProblem)
  })
  it('nothing is an empty text', () => {
    expect(decoded(new Uint8Array())).toMatchObject({ text: '', encoding: 'utf-8' })
  })
})

describe('valid UTF-8', () => {
  it('is read as Buffer reads it, whatever its length and planes', () => {
    const piece = fc.constantFrom('a', '汉', '𠮷', '\ufeff', '\0', 'é')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(60), (pieces, repeats) => {
        const text = pieces.join('').repeat(repeats)
        expect(decodeValid(Buffer.from(text))).toBe(text)
      }),
    )
  })
})
