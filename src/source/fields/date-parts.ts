/** Composes a date in ISO 8601 from its parts as a text writes them. The spellings are in `dates.ts`. */

/** The named groups of a pattern; a part that is not written is undefined. */
export interface DateParts {
  readonly year?: string | undefined
  /** A number or an English name. */
  readonly month?: string | undefined
  readonly day?: string | undefined
  readonly hour?: string | undefined
  /** A number or 半. */
  readonly minute?: string | undefined
  readonly second?: string | undefined
  /** 上午, 下午, PM and the like. */
  readonly period?: string | undefined
  readonly zone?: string | undefined
}

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec'
/** CST is left out: in Chinese articles it is China's, not Central. */
const ZONES: ReadonlyMap<string, string> = new Map(
  Array.from(
    (
      'gmt Z utc Z ut Z z Z est -05:00 edt -04:00 cdt -05:00 mst -07:00 mdt -06:00 pst -08:00 pdt -07:00 bst +01:00 ' +
      'cet +01:00 cest +02:00 jst +09:00 kst +09:00'
    ).matchAll(/(\S+) (\S+)/g),
    ([, name, offset]) => [name!, offset!] as const,
  ),
)
/** The names of known zones, for patterns. */
export const ZONE_NAMES = [...ZONES.keys()].join('|').toUpperCase()
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
