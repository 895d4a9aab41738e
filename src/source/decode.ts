/**
 * Bytes to text, one decision per file: a byte order mark, else valid UTF-8, else what the page declares if it decodes,
 * else whichever of UTF-16, GB18030 and Big5 gives the most ordinary Chinese.
 */
import { bufferOf } from './buffer-of.js'
import { problem } from './article.js'
import { isAscii, isUtf8, transcode } from 'node:buffer'
import { createRequire } from 'node:module'
import type * as Iconv from 'iconv-lite'
import type { Problem } from './article.js'
import { commonness } from './common-characters.js'

/** Loaded for the first text that needs it: half a megabyte of tables, for encodings that few collections have. */
let loaded: typeof Iconv | undefined
const iconv = (): typeof Iconv => (loaded ??= createRequire(import.meta.url)('iconv-lite') as typeof Iconv)

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5'

export interface Decoded {
  readonly text: string
  readonly encoding: Encoding
  /** Why: `bom`, `valid`, `declared`, `statistics`, or `damaged` if some bytes were not text. */
  readonly reason: 'bom' | 'valid' | 'declared' | 'statistics' | 'damaged'
  /** Set if bytes had to be replaced by U+FFFD, or the encoding is doubtful. */
  readonly problem?: Problem
}

/** Bytes that are examined if there is no byte order mark. */
const SAMPLE = 64 * 1024
/** With this share of common characters or more, a guess is not reported as doubtful. */
const SURE = 0.3
const SURE_UTF16 = 0.5
/** Three-byte characters of UTF-8 that other encodings contain by chance. */
const FEW = 2

/**
 * @param charset what a header outside of the bytes declares
 * @returns the text without its byte order mark, or a problem if the bytes are not text
 */
export function decode(bytes: Uint8Array, path: string, charset?: string): Decoded | Problem {
  const buffer = bufferOf(bytes)
  const marked = byMark(buffer)
  if (marked !== undefined)
    return {
      text: decodeAs(buffer.subarray(marked.length), marked.encoding),
      encoding: marked.encoding,
      reason: 'bom',
    }
  const nul = buffer.indexOf(0)
  const holdsNul = nul >= 0 && nul < SAMPLE
  if (!holdsNul && isUtf8(buffer))
    return declaredOverUtf8(buffer, charset) ?? { text: decodeValid(buffer), encoding: 'utf-8', reason: 'valid' }
  if (holdsNul) return withNul(buffer, path)
  return byDeclaration(buffer, charset) ?? byStatistics(buffer, path)
}

function byMark(b: Buffer): { encoding: Encoding; length: number } | undefined {
  if (b.length >= 3 && b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (b.length >= 2 && b[0] === 0xff && b[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (b.length >= 2 && b[0] === 0xfe && b[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return b.length >= 4 && b.readUInt32BE(0) === 0x84319533 ? { encoding: 'gb18030', length: 4 } : undefined
}

/** Some short double-byte texts are valid UTF-8 by chance. This is considered only if such an encoding is declared. */
function declaredOverUtf8(buffer: Buffer, charset: string | undefined): Decoded | undefined {
  if (buffer.length > 256 || isAscii(buffer)) return undefined
  const encoding = declared(buffer, charset)
  if (encoding !== 'gb18030' && encoding !== 'big5') return undefined
  const text = decodeAs(buffer, encoding)
  return commonness(text) > commonness(buffer.toString('utf8')) ? { text, encoding, reason: 'declared' } : undefined
}

const DECLARATION = /charset\s*=\s*(?:["']\s*)?([\w-]{3,20})|encoding\s*=\s*["']([\w-]{3,20})["']/i

function declared(buffer: Buffer, charset: string | undefined): Encoding | undefined {
  const match = DECLARATION.exec(buffer.subarray(0, 4096).toString('latin1'))
  const name = (charset ?? match?.[1] ?? match?.[2] ?? '').toLowerCase()
  if (/^(?:gb2312|gbk|gb18030|gb_2312-80|cp936|x-gbk|hz-gb-2312)$/.test(name)) return 'gb18030'
  if (/^(?:big5|big5-hkscs|cp950|x-x-big5)$/.test(name)) return 'big5'
  return name === 'utf-8' || name === 'utf8' ? 'utf-8' : undefined
}

function byDeclaration(buffer: Buffer, charset: string | undefined): Decoded | undefined {
  const encoding = declared(buffer, charset)
  if (encoding === undefined || encoding === 'utf-8') return undefined
  const text = decodeAs(buffer, encoding)
  return text.includes('\ufffd') ? undefined : { text, encoding, reason: 'declared' }
}

/** UTF-16 without a mark has NULs wherever it has ASCII. Other files are text only if they have few NULs. */
function withNul(buffer: Buffer, path: string): Decoded | Problem {
  const sample = buffer.subarray(0, SAMPLE & ~1)
  for (const encoding of holdsUtf8(sample) ? [] : (['utf-16le', 'utf-16be'] as const)) {
    const text = decodeAs(sample, encoding)
    if (!/[\0\ufffe\uffff]/.test(text) && commonness(text) > 0.15 && !isMostlyAscii(sample))
      return { text: decodeAs(buffer, encoding), encoding, reason: 'statistics' }
  }
  const text = buffer.toString('utf8')
  const nuls = text.split('\0').length - 1
  const few = nuls * 50 < text.length || (nuls <= 8 && !isAscii(buffer) && commonness(text.replaceAll('\0', '')) > 0.3)
  if (few && isUtf8(buffer) && !isBinary(buffer)) {
    return {
      text: text.replaceAll('\0', ''),
      encoding: 'utf-8',
      reason: 'damaged',
      problem: problem(path, 'BYTES_REPLACED', { what: 'nuls', count: nuls }),
    }
  }
  return binary(path)
}

function binary(path: string): Problem {
  return problem(path, 'ENCODING', { what: 'binary' }, { unread: 'file' })
}

function isBinary(buffer: Buffer): boolean {
  return /^(?:\x89PNG|GIF8|\xff\xd8\xff|%PDF|PK\x03\x04|\x7fELF|\x1f\x8b|MZ|Rar!|\xd0\xcf\x11\xe0|7z\xbc\xaf)/.test(
    buffer.subarray(0, 8).toString('latin1'),
  )
}

function byStatistics(buffer: Buffer, path: string): Decoded | Problem {
  if (isBinary(buffer)) return binary(path)
  const sample = buffer.subarray(0, SAMPLE)
  const isUtf16 = !holdsUtf8(sample)
  let best: { encoding: Encoding; score: number } | undefined
  for (const encoding of ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'] as const) {
    const score = plausibility(decodeAs(sample, encoding))
    // Any bytes decode to some characters of UTF-16.
    if (encoding.startsWith('utf-16') && (!isUtf16 || score < SURE_UTF16 || isMostlyAscii(sample))) continue
    if (best === undefined || score > best.score) best = { encoding, score }
  }
  if (best === undefined || best.score < 0.05) return problem(path, 'ENCODING', { what: 'unknown' }, { unread: 'file' })
  const text = decodeAs(buffer, best.encoding)
  const bad = text.split('\ufffd').length - 1
  if (bad === 0 && best.score >= SURE) return { text, encoding: best.encoding, reason: 'statistics' }
  const encoding = best.encoding.toUpperCase()
  const found =
    bad === 0
      ? problem(path, 'ENCODING', { what: 'doubtful', encoding })
      : problem(path, 'BYTES_REPLACED', { what: 'places', count: bad, encoding })
  return { text, encoding: best.encoding, reason: 'damaged', problem: found }
}

/**
 * Whether the bytes contain characters of UTF-8. Two ASCII letters may look like a common character of UTF-16, but the
 * bytes of UTF-16 hardly ever form a three-byte character of UTF-8.
 */
function holdsUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8')
  const wide = text.match(/[\u0800-\ufffc]/g)?.length ?? 0
  return wide > FEW && wide > 4 * (text.split('\ufffd').length - 1)
}

/** Two ASCII letters form a character of UTF-16, sometimes a common one. But ASCII in UTF-16 is half NULs. */
function isMostlyAscii(bytes: Buffer): boolean {
  let ascii = 0
  for (const byte of bytes) if (byte > 0 && byte < 0x80) ascii++
  return ascii > bytes.length * 0.9
}

/** At most 1; bytes that can't be decoded reduce it. A character cut at the sample's end does not count. */
function plausibility(text: string): number {
  const bad = text.slice(0, -2).split('\ufffd').length - 1
  return commonness(text) - (20 * bad) / Math.max(1, text.length)
}

/** From this many bytes on, a second copy costs less than V8's own decoding of UTF-8. */
const WORTH_A_COPY = 256

/** Decodes valid UTF-8 by way of UTF-16, to which Node converts with vector instructions: a third of the time. */
export function decodeValid(buffer: Buffer): string {
  if (buffer.length < WORTH_A_COPY || isAscii(buffer)) return buffer.toString('utf8')
  return transcode(buffer, 'utf8', 'utf16le').toString('utf16le')
}

/** Decodes bytes in a given encoding; invalid ones become U+FFFD. */
export function decodeAs(buffer: Buffer, encoding: Encoding): string {
  return encoding === 'utf-8' || encoding === 'utf-16le'
    ? buffer.toString(encoding === 'utf-8' ? 'utf8' : 'utf16le')
    : iconv().decode(buffer, encoding, { stripBOM: false })
}
