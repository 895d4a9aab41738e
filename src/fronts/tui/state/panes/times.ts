/** The timeline with the focus: a range of it becomes a filter. */
import { type TimelineBucket } from '../../../../library/types.js'
import { periodName } from '../../../../text/period.js'
import { focused } from '../commands.js'
import { fresh } from '../edits.js'
import { withValues } from '../filters.js'
import { type State } from '../model.js'
import { back, byKey } from './pane.js'

export function timeBuckets({ overview }: Pick<State, 'overview'>): readonly TimelineBucket[] {
  return overview?.times?.series[0]?.buckets ?? []
}

export function timeRange({ timeCursor, timeAnchor = timeCursor }: State): readonly [number, number] {
  return [Math.min(timeCursor, timeAnchor), Math.max(timeCursor, timeAnchor)]
}

export const timesKeys = byKey(
  ['left h', (state) => moved(state, -1)],
  ['right l', (state) => moved(state, 1)],
  ['up k pageup', (state) => moved(state, -10)],
  ['down j pagedown', (state) => moved(state, 10)],
  ['home g', (state) => moved(state, -Infinity)],
  ['end G', (state) => moved(state, Infinity)],
  ['shift-left H', (state) => moved(begun(state), -1)],
  ['shift-right L', (state) => moved(begun(state), 1)],
  ['space v', (state) => (state.timeAnchor === undefined ? begun(state) : { ...state, timeAnchor: undefined })],
  ['enter tab', (state) => focused(chosen(state), 'query')],
  ['x backspace delete', (state) => ({ ...fresh(state), filters: withValues(state.filters, 'date') })],
  ['escape :cancel :times q', back],
)

function begun(state: State): State {
  return { ...state, timeAnchor: state.timeAnchor ?? state.timeCursor }
}

function moved(state: State, by: number): State {
  const last = timeBuckets(state).length - 1
  return { ...state, timeCursor: Math.max(0, Math.min(last, state.timeCursor + by)) }
}

/** A range that is chosen already is removed. */
function chosen(state: State): State {
  const [first, last] = timeRange(state)
  const buckets = timeBuckets(state)
  const from = buckets[first]?.from
  if (from === undefined) return state
  const value = rangeText(from, buckets[last + 1]?.from, state.overview?.times?.by ?? 'day', buckets[last]!.from)
  const isChosen = state.filters['date']?.[0] === value
  const filters = withValues(state.filters, 'date', isChosen ? [] : [value])
  return { ...fresh(state), filters, timeAnchor: undefined }
}

function rangeText(from: string, next: string | undefined, by: string, lastFrom: string): string {
  const [first, last] = [periodName(from, by), periodName(lastFrom, by)]
  if (by === 'year' || by === 'month') return first === last ? first : `${first}..${last}`
  const lastDay = by === 'week' ? shifted(lastFrom, 6) : lastFrom
  return `${from}..${next === undefined ? lastDay : shifted(next, -1)}`
}

function shifted(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}

/** The bars of the drawn timeline; neighbouring buckets share one if there are more buckets than columns. */
export function timeBars(state: State, columns: number) {
  const buckets = timeBuckets(state)
  const room = Math.max(1, columns - 2)
  const shared = Math.max(1, Math.ceil(buckets.length / room))
  const count = Math.ceil(buckets.length / shared)
  const width = Math.max(1, Math.min(8, Math.floor(room / Math.max(1, count))))
  const [from, to] = timeRange(state)
  return Array.from({ length: count }, (_, i) => {
    const [first, last] = [i * shared, Math.min(buckets.length - 1, (i + 1) * shared - 1)]
    const articles = buckets.slice(first, last + 1).reduce((sum, bucket) => sum + bucket.articles, 0)
    /** Within the chosen dates, or true if none are chosen. */
    const chosen = isChosen(state, buckets[first]!.from, buckets[last + 1]?.from)
    /** `gap`: how many of the columns, at their end, stay empty. */
    return { articles, width, gap: width > 1 ? 1 : 0, chosen, inRange: last >= from && first <= to }
  })
}

/** @param next the first day of the next bucket */
function isChosen({ filters }: State, from: string, next: string | undefined): boolean {
  const dates = filters['date']
  if (dates === undefined) return true
  return dates.some((value) => {
    const [start = '', end = start] = value.split('..')
    return (next === undefined || start < next) && from <= `${end}\uffff`
  })
}
