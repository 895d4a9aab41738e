/** Numbers of all articles, in order. Format: FORMAT.md, "Exports". */
import { noDate } from '../../../storage/segment/columns.js'
import { createByteReader, getVarint } from '../../../storage/store/byte-reader.js'
import { createByteWriter, putVarint, written } from '../../../storage/store/byte-writer.js'

/** Lengths of bodies, then of titles, in units. */
export function encodeLengths(bodies: Uint32Array, titles: Uint32Array): Uint8Array {
  const out = createByteWriter(2 * bodies.length)
  for (const length of bodies) putVarint(out, length)
  for (const length of titles) putVarint(out, length)
  return written(out)
}

export function decodeLengths(bytes: Uint8Array, articles: number): { bodies: Uint32Array; titles: Uint32Array } {
  const reader = createByteReader(bytes)
  const read = (): Uint32Array => Uint32Array.from({ length: articles }, () => getVarint(reader))
  const lengths = { bodies: read(), titles: read() }
  if (reader.at !== bytes.length) throw new RangeError('no lengths')
  return lengths
}

/** The value from which the first difference is taken: later than any day, because days descend. */
const firstDay = 110_000_000

/** Days descend; articles without a date are last. */
export function encodeDays(days: Int32Array): Uint8Array {
  const out = createByteWriter(days.length)
  let before = firstDay
  for (const day of days) {
    if (day === noDate) break
    putVarint(out, before - day)
    before = day
  }
  return written(out)
}

export function decodeDays(bytes: Uint8Array, articles: number): Int32Array {
  const reader = createByteReader(bytes)
  const days = new Int32Array(articles).fill(noDate)
  let before = firstDay
  for (let article = 0; reader.at < bytes.length && article < articles; article++)
    days[article] = before -= getVarint(reader)
  return days
}
