/**
 * Dates as articles write them, to ISO 8601. A time without a zone is taken as China Standard Time (+08:00), the zone of
 * nearly all sites that leave it out; a day without a time stays a day, so that no zone can shift it.
 */

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec'
const ISO =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|\s+)(\d\d?):(\d\d?)(?::(\d\d?)(?:[.,]\d+)?)?\s*(Z|z|UTC|GMT|CST|[+-]\d\d?:?\d\d|[+-]\d\d)?)?$/
/** As most dumps write it: nothing is left to compose. Days that not every month has go the long way. */
const LOCAL_TIME = /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
const CHINESE =
  /(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?(?:\s*[（(]?(?:星期|周|週|礼拜)[一二三四五六日天][)）]?)?(?:[\sT]*(上午|下午|晚上|凌晨|中午|早上)?\s*(\d{1,2})\s*[:：时時点點]\s*(\d{1,2})?\s*分?(?:\s*[:：]?\s*(\d{1,2})\s*秒?)?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?/
const RFC822 =
  /^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?[\s-]+(\d{4})(?:\s+(\d\d?):(\d\d)(?::(\d\d))?\s*([+-]\d{4}|[A-Za-z]{1,4})?)?/
const US_LONG =
  /^(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})\s+(\d{4})\s+(\d\d?):(\d\d)(?::(\d\d))?\s*(?:GMT|UTC)?([+-]\d{4})?/
const US =
  /^(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:(\d\d?):(\d\d)(?::(\d\d))?\s+(?:GMT|UTC|CST)?([+-]\d{4})?\s*)?(\d{4})?/
/** 05/21/2024, with the time where it follows; 21/05/2024 - 12:30 begins with the day. */
const AMERICAN = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/((?:19|20)\d\d)(?!\d)(?:(\s+-)?\s+(\d{1,2}):(\d\d))?/
/** May 21, 2024 and 21 May 2024 inside a line. */
const NAMED = /\b(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})\b/
/** 民國113年1月17日: years are counted from 1912. */
const REPUBLIC = /民[国國]\s*(\d{2,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/
const HAN_DIGITS = '〇一二三四五六七八九'
const ZONES: Readonly<Record<string, string>> = {
  gmt: 'Z',
  utc: 'Z',
  ut: 'Z',
  z: 'Z',
  est: '-05:00',
  edt: '-04:00',
  pst: '-08:00',
  pdt: '-07:00',
  jst: '+09:00',
}
const LOCAL = '+08:00'

/**
 * Reads a date in any of the usual spellings: ISO 8601, `Mon, 10 Jan 2022 07:15:24 GMT`, `2024年5月21日 08:30`,
 * `2024/5/21`, `20240521`, `二〇二四年五月二十一日`, seconds or milliseconds since 1970.
 * @returns '' where it is none
 */
export function parseDate(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : stripMillis(value.toISOString())
  if (typeof value === 'number') return fromNumber(value)
  if (typeof value !== 'string') return ''
  if (LOCAL_TIME.test(value)) return value + LOCAL
  const text = value.trim()
  if (text.length < 6 || text.length > 80) return ''
  return fromIso(text) || fromDigits(text) || fromRfc822(text) || fromUs(text) || fromChinese(text)
}

/** The first date inside a line of text, '' without one; only forms with a four-digit year, or one of the Republic's. */
export function findDate(line: string): string {
  const match = CHINESE.exec(line)
  if (match !== null) return chineseParts(match)
  const american = AMERICAN.exec(line)
  if (american !== null) {
    const [, a, b, year, dash, hour, minute] = american
    const dayFirst = Number(a) > 12 || dash !== undefined
    return dayFirst ? compose(year, b, a, hour, minute) : compose(year, a, b, hour, minute)
  }
  const named = /\d{4}/.test(line) ? NAMED.exec(line)?.[0] : undefined
  if (named !== undefined) return fromRfc822(named) || fromUs(named)
  const republic = REPUBLIC.exec(line)
  return republic === null ? '' : compose(String(1911 + Number(republic[1])), republic[2], republic[3])
}

function fromIso(text: string): string {
  const m = ISO.exec(text)
  if (m === null) return ''
  return compose(m[1], m[2], m[3], m[4], m[5], m[6], m[7])
}

function fromDigits(text: string): string {
  const m = /^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z)?)?$/.exec(text)
  if (m !== null) return compose(m[1], m[2], m[3], m[4], m[5], m[6], m[7])
  return /^\d{10}(\d{3})?$/.test(text) ? fromNumber(Number(text)) : ''
}

function fromRfc822(text: string): string {
  const m = RFC822.exec(text)
  return m === null ? '' : compose(m[3], month(m[2]), m[1], m[4], m[5], m[6], m[7])
}

function fromUs(text: string): string {
  const long = US_LONG.exec(text)
  if (long !== null) return compose(long[3], month(long[1]), long[2], long[4], long[5], long[6], long[7])
  const m = US.exec(text)
  if (m === null) return ''
  const year = m[7] ?? /\b(?:19|20)\d\d\b/.exec(text.slice(m[0].length))?.[0]
  return compose(year, month(m[1]), m[2], m[3], m[4], m[5], m[6])
}

function fromChinese(text: string): string {
  const plain = /[〇○零一二三四五六七八九]{4}年/.test(text) ? hanToDigits(text) : text
  const m = CHINESE.exec(plain)
  return m === null ? '' : chineseParts(m)
}

function chineseParts(m: RegExpExecArray): string {
  let hour = m[5]
  if (hour !== undefined && Number(hour) < 12 && (m[4] === '下午' || m[4] === '晚上')) hour = String(Number(hour) + 12)
  return compose(m[1], m[2], m[3], hour, hour === undefined ? undefined : (m[6] ?? '0'), m[7], m[8])
}

function hanToDigits(text: string): string {
  return text
    .replace(/[〇○零一二三四五六七八九]{4}(?=年)/g, (year) => [...year].map(hanDigit).join(''))
    .replace(/[一二三四五六七八九十]{1,3}(?=[月日])/g, (n) => {
      const ten = n.indexOf('十')
      if (ten < 0) return [...n].map(hanDigit).join('')
      return String(
        (ten === 0 ? 10 : hanDigit(n[0] ?? '') * 10) + (ten === n.length - 1 ? 0 : hanDigit(n[ten + 1] ?? '')),
      )
    })
}

function hanDigit(character: string): number {
  return Math.max(0, HAN_DIGITS.indexOf(character))
}

function fromNumber(value: number): string {
  const millis = value < 1e11 ? value * 1000 : value
  if (!Number.isFinite(millis) || millis < 1e11 || millis > 4.2e12) return ''
  return stripMillis(new Date(millis).toISOString())
}

function compose(y?: string, mo?: string, d?: string, h?: string, mi?: string, s?: string, zone?: string): string {
  const [year, mon, day] = [Number(y), Number(mo), Number(d)]
  if (!(year >= 1000 && year <= 2999) || !(mon >= 1 && mon <= 12) || !(day >= 1 && day <= daysOf(year, mon))) return ''
  const date = `${year}-${two(mon)}-${two(day)}`
  if (h === undefined || Number(h) > 24 || Number(mi) > 59 || Number(s ?? 0) > 60) return date
  return `${date}T${two(Number(h) % 24)}:${two(Number(mi))}:${two(Math.min(59, Number(s ?? 0)))}${zoneOf(zone)}`
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined) return LOCAL
  const named = ZONES[zone.toLowerCase()]
  if (named !== undefined) return named
  const m = /^([+-])(\d\d?):?(\d\d)?$/.exec(zone)
  if (m === null) return LOCAL
  const text = `${m[1]}${two(Number(m[2]))}:${m[3] ?? '00'}`
  return text === '+00:00' ? 'Z' : text
}

function daysOf(year: number, mon: number): number {
  return new Date(Date.UTC(year, mon, 0)).getUTCDate()
}

function month(name: string | undefined): string {
  const at = MONTHS.indexOf((name ?? '').toLowerCase())
  return at >= 0 && at % 3 === 0 ? String(at / 3 + 1) : '0'
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}

function stripMillis(iso: string): string {
  return iso.replace(/\.\d+Z$/, 'Z')
}
