/** Entries of a diary or a chronicle: a day and a few words, as a byline may be, and yet the text itself. */
import { readByline } from './byline.js'
import type { State } from './state.js'

/** So many days are a chronicle; an article has the day it appeared and at most the day it was changed. */
const FEWEST_DAYS = 3
/** An article's header and its byline may name days so far from each other, for zones and delays. */
const NEAR_MS = 3 * 86_400_000

/** The blocks of a head, which ends before `end`, that are entries: of many days, or of one that is surely not the post's. */
export function findEntries({ blocks, reasons, fields, options }: State, end: number): ReadonlySet<number> {
  const days = new Map<number, string>()
  for (let i = 0; i < end; i++) {
    const { text } = blocks[i]!
    const byline = reasons[i] === undefined && /\d|民/.test(text) ? readByline(text) : undefined
    if (byline?.isBare === true) days.set(i, byline.date)
  }
  if (new Set(days.values()).size >= FEWEST_DAYS) return new Set(days.keys())
  if (options.page || fields.date === '') return new Set()
  return new Set([...days.keys()].filter((i) => Math.abs(Date.parse(days.get(i)!) - Date.parse(fields.date)) > NEAR_MS))
}
