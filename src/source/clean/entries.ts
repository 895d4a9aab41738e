/** Entries of a diary or a chronicle: a day and a few words, like a byline, but part of the text. */
import { readByline } from './byline.js'
import type { State } from './state.js'

/** This many days make a chronicle; an article has the day it appeared and at most the day it was changed. */
const FEWEST_DAYS = 3
/** The days in an article's header and byline may differ by this much, because of time zones and delays. */
const NEAR_MS = 3 * 86_400_000

/** The blocks before `end` that are entries: of several days, or of a day that is certainly not the post's. */
export function findEntries({ blocks, reasons, fields, isPage }: State, end: number): ReadonlySet<number> {
  const days = new Map<number, string>()
  for (let i = 0; i < end; i++) {
    const { text } = blocks[i]!
    const byline = reasons[i] === undefined && /\d|民/.test(text) ? readByline(text) : undefined
    if (byline?.isBare === true) days.set(i, byline.date)
  }
  if (new Set(days.values()).size >= FEWEST_DAYS) return new Set(days.keys())
  if (isPage || fields.date === '') return new Set()
  return new Set([...days.keys()].filter((i) => Math.abs(Date.parse(days.get(i)!) - Date.parse(fields.date)) > NEAR_MS))
}
