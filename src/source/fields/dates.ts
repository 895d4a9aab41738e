/**
 * Dates as articles write them, to ISO 8601. A time without a zone is taken as China Standard Time (+08:00), the zone
 * of nearly all sites that leave it out; a day without a time stays a day, so that no zone can shift it.
 */
import { withoutZeroWidth } from '../lines.js'

/**
 * The named groups of a pattern; a part that is not written is undefined. The month is a number or an English name, the
 * minute a number or 半, the period 上午, 下午, PM and the like.
 */
type DateParts = Readonly<
  Partial<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'period' | 'zone', string | undefined>>
>

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec'
/** CST is left out: in Chinese articles it is China's, not Central. */
const ZONES: ReadonlyMap<string, string> = new Map(
  (
    'gmt Z, utc Z, ut Z, z Z, est -05:00, edt -04:00, cdt -05:00, mst -07:00, mdt -06:00, pst -08:00, pdt -07:00, ' +
    'bst +01:00, cet +01:00, cest +02:00, jst +09:00, kst +09:00'
  )
    .split(', ')
    .map((pair) => pair.split(' ') as [name: string, offset: string]),
)
/** The names of known zones, for patterns. */
const ZONE_NAMES = [...ZONES.keys()].join('|').toUpperCase()
export const LOCAL = '+08:00'

/** @returns '' if there is no such day; only the day if there is no such time */
export function compose(parts: DateParts): string {
  const [year, month, day] = [Number(parts.year), monthOf(parts.month), Number(parts.day)]
  if (!(year >= 1000 && year <= 2999) || !(month >= 1 && month <= 12)) return ''
  if (!(day >= 1 && day <= daysOf(year, month))) return ''
  if (parts.hour === undefined) return dayText(year, month, day)
  const hour = hourOf(Number(parts.hour), parts.period)
  const minute = parts.minute === '半' ? 30 : Number(parts.minute ?? 0)
  const second = Number(parts.second ?? 0)
  if (!(hour <= 24 && minute <= 59 && second <= 60)) return dayText(year, month, day)
  const date = dayText(year, month, hour === 24 ? day + 1 : day)
  return `${date}T${two(hour % 24)}:${two(minute)}:${two(Math.min(59, second))}${zoneOf(parts.zone)}`
}

function dayText(year: number, month: number, day: number): string {
  if (day > daysOf(year, month)) return month === 12 ? dayText(year + 1, 1, 1) : dayText(year, month + 1, 1)
  return `${year}-${two(month)}-${two(day)}`
}

/** Converts an hour of the 12-hour clock to the 24-hour clock. Programs write 上午12:30 for 00:30. */
function hourOf(hour: number, period = ''): number {
  if (hour > 12) return hour
  if (/^(?:下午|傍晚|p)/i.test(period)) return (hour % 12) + 12
  if (/^(?:晚上|夜间|夜里)/.test(period)) return hour >= 5 ? hour + 12 : hour
  if (period === '中午') return hour <= 3 ? hour + 12 : hour
  return period !== '' ? hour % 12 : hour
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined) return LOCAL
  const named = ZONES.get(zone.toLowerCase())
  if (named !== undefined) return named
  const m = /^(?:GMT|UTC)?([+-])(\d\d?):?(\d\d)?$/i.exec(zone)
  if (m === null) return LOCAL
  const [hours, minutes] = [Number(m[2]), Number(m[3] ?? 0)]
  if (hours > 14 || minutes > 59) return LOCAL
  return hours === 0 && minutes === 0 ? 'Z' : `${m[1]}${two(hours)}:${two(minutes)}`
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function monthOf(written = ''): number {
  if (/^\d/.test(written)) return Number(written)
  const at = MONTHS.indexOf(written.slice(0, 3).toLowerCase())
  return at >= 0 && at % 3 === 0 ? at / 3 + 1 : 0
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}

const SECOND = '(?::(?<second>\\d\\d?)(?:[.,]\\d+)?)?'
const PERIOD = '(?:\\s*(?<period>[AaPp]\\.?[Mm]\\b\\.?))?'
const ZONE = '(?:GMT|UTC)?[+-]\\d\\d?(?::?\\d\\d)?|[A-Za-z]{1,5}(?![A-Za-z])'
const CLOCK = `(?<hour>\\d\\d?):(?<minute>\\d\\d?)${SECOND}${PERIOD}`
const WEEKDAY = '(?:[A-Za-z]{3,9},?\\s+)?'
const MONTH = '(?<month>[A-Za-z]{3})[a-z]*\\.?'

const ISO = new RegExp(
  `^(?<year>\\d{4})-(?<month>\\d\\d?)-(?<day>\\d\\d?)(?:(?:[Tt]|\\s+)${CLOCK}\\s*(?<zone>${ZONE})?)?$`,
)
/** The form of most dumps, which needs no conversion. Days that not every month has are composed as usual. */
const SURE_DAY = /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/
const LOCAL_TIME = /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
const DIGITS =
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?:T?(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)?(?<zone>Z)?)?$/
/** With the period of the day before the time, or after it (group `after`). */
const CHINESE = new RegExp(
  '(?<year>\\d{4})\\s*(?:年|[-/.])\\s*(?<month>\\d{1,2})\\s*(?:月|[-/.])\\s*(?<day>\\d{1,2})\\s*日?' +
    '(?:\\s*[（(]?(?:星期|周|週|礼拜)[一二三四五六日天][)）]?)?' +
    '(?:[\\sT]*(?<period>上午|下午|晚上|凌晨|中午|早上|清晨|傍晚|夜间|夜里|[AaPp][Mm])?' +
    '\\s*(?<hour>\\d{1,2})\\s*[:：时時点點]\\s*(?<minute>\\d{1,2}|半)?\\s*分?(?:\\s*(?:[:：]\\s*)?(?<second>\\d{1,2})\\s*秒?)?' +
    '(?:[.,]\\d+)?(?:\\s*(?<after>[AaPp]\\.?[Mm]\\b))?' +
    `\\s*(?<zone>(?:GMT|UTC)[+-]\\d\\d?(?::?\\d\\d)?|(?:${ZONE_NAMES})(?![A-Za-z])|[+-]\\d\\d:?\\d\\d)?)?`,
)
const RFC822 = new RegExp(
  `^${WEEKDAY}(?<day>\\d{1,2})[\\s-]+${MONTH}[\\s-]+(?<year>\\d{4})(?:\\s+${CLOCK}\\s*(?<zone>${ZONE})?)?`,
)
const US_LONG = new RegExp(
  `^${WEEKDAY}${MONTH}\\s+(?<day>\\d{1,2}),?\\s+(?<year>\\d{4}),?\\s+${CLOCK}\\s*(?<zone>${ZONE})?`,
)
const US = new RegExp(
  `^${WEEKDAY}${MONTH}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?:${CLOCK}\\s+(?<zone>${ZONE})?\\s*)?(?<year>\\d{4})?`,
)
/** 05/21/2024, with a time if one follows; 21/05/2024 - 12:30 begins with the day. */
const AMERICAN = new RegExp(
  `(?<![\\d/])(?<month>\\d{1,2})\\/(?<day>\\d{1,2})\\/(?<year>(?:19|20)\\d\\d)(?!\\d)(?:(?<dash>\\s+-)?,?\\s+${CLOCK})?`,
)
/** 2024 05/21, a year and a day set as an ornament. */
const ORNAMENT =
  /(?<!\d)(?<year>(?:19|20)\d\d)\s*(?<month>\d\d)\/(?<day>\d\d)(?:\s+(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?)?(?!\d)/
/** May 21, 2024 and 21 May 2024 inside a line. */
const NAMED = /\b(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})\b/
/** 民國113年: years are counted from 1912. */
const REPUBLIC = /民[国國]\s*(\d{2,3})\s*年/
const HAN_DIGITS = '〇一二三四五六七八九'

/**
 * Reads a date in any of the usual spellings: ISO 8601, `Mon, 10 Jan 2022 07:15:24 GMT`, `2024年5月21日 08:30`,
 * `2024/5/21`, `05/21/2024`, `20240521`, `二〇二四年五月二十一日`, `民國113年1月17日`, seconds or milliseconds since 1970.
 * @returns '' if it is not a date
 */
export function parseDate(value: unknown): string {
  if (isDate(value)) return Number.isNaN(value.getTime()) ? '' : stripMillis(value.toISOString())
  if (typeof value === 'number') return fromNumber(value)
  if (typeof value !== 'string') return ''
  if (SURE_DAY.test(value)) return value
  if (LOCAL_TIME.test(value)) return value + LOCAL
  const text = halfWidth(withoutZeroWidth(value)).trim()
  if (text.length < 6 || text.length > 80) return ''
  return (
    fromPattern(ISO, text) ||
    fromDigits(text) ||
    fromPattern(RFC822, text) ||
    fromUs(text) ||
    fromChinese(hanToDigits(text)) ||
    fromAmerican(text)
  )
}

/** The first date inside a line of text, '' without one; only forms with a year of four digits or of the Republic. */
export function findDate(line: string): string {
  if (CHINESE.test(line) || REPUBLIC.test(line)) return fromChinese(line)
  if (AMERICAN.test(line)) return fromAmerican(line)
  if (ORNAMENT.test(line)) return fromPattern(ORNAMENT, line)
  const named = /\d{4}/.test(line) ? NAMED.exec(line)?.[0] : undefined
  return named === undefined ? '' : fromPattern(RFC822, named) || fromUs(named)
}

function fromPattern(pattern: RegExp, text: string): string {
  const parts: DateParts | undefined = pattern.exec(text)?.groups
  return parts === undefined ? '' : compose(parts)
}

function fromDigits(text: string): string {
  return fromPattern(DIGITS, text) || (/^\d{10}(\d{3})?$/.test(text) ? fromNumber(Number(text)) : '')
}

function fromUs(text: string): string {
  if (US_LONG.test(text)) return fromPattern(US_LONG, text)
  const m = US.exec(text)
  if (m === null) return ''
  const year = m.groups?.['year'] ?? /\b(?:19|20)\d\d\b/.exec(text.slice(m[0].length))?.[0]
  return compose({ ...m.groups, year })
}

function fromChinese(text: string): string {
  const western = text.replace(REPUBLIC, (_, year: string) => `${1911 + Number(year)}年`)
  const parts = CHINESE.exec(western)?.groups
  return parts === undefined ? '' : compose({ ...parts, period: parts['period'] ?? parts['after'] })
}

function fromAmerican(text: string): string {
  const parts = AMERICAN.exec(text)?.groups
  if (parts === undefined) return ''
  const isDayFirst = Number(parts['month']) > 12 || parts['dash'] !== undefined
  return compose(isDayFirst ? { ...parts, month: parts['day'], day: parts['month'] } : parts)
}

/** Converts full-width digits, colons and slashes, which input methods for Chinese write. */
function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
}

function hanToDigits(text: string): string {
  if (!/[〇○零一二三四五六七八九]{4}年/.test(text)) return text
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

function stripMillis(iso: string): string {
  return iso.replace(/\.\d+Z$/, 'Z')
}

/** True for a date of any realm: a parser may run in one of its own. */
export const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]'
