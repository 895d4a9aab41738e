/** The timeline above the hits: two rows of bars, one with the first, last and chosen times. */
import { periodName } from '../../../../text/period.js'
import { widthOf } from '../../cells/cells.js'
import { justify, span, type Row } from '../../cells/spans.js'
import { type State } from '../../state/model.js'
import { timeBars, timeBuckets, timeRange } from '../../state/panes/times.js'
import { type Look } from '../look.js'

export function timesRows(state: State, look: Look, columns: number): Row[] {
  const bars = timeBars(state, columns)
  const most = bars.reduce((top, { articles }) => Math.max(top, articles), 0)
  const rows = [1, 0].map((row) => bars.flatMap((bar) => barSpans(bar, row, most, state, look)))
  return [...rows.map((row) => [span(' '), ...row]), labelRow(state, look, columns)]
}

function barSpans(bar: ReturnType<typeof timeBars>[number], row: number, most: number, state: State, look: Look) {
  const steps = look.chrome.bars.length - 1
  const height = bar.articles === 0 ? 0 : Math.max(1, Math.round((bar.articles / most) * steps * 2))
  const sign = look.chrome.bars[Math.max(0, Math.min(steps, height - row * steps))]!
  // Colour is only for a chosen range; without one, the bars are a backdrop.
  const isNarrowed = state.filters['date'] !== undefined
  const style = state.focus === 'times' && bar.inRange ? 'current' : isNarrowed && bar.chosen ? 'bar' : 'dim'
  return [span(sign.repeat(bar.width - bar.gap), style), span(' '.repeat(bar.gap))]
}

function labelRow(state: State, look: Look, columns: number): Row {
  const { messages, chrome } = look
  const buckets = timeBuckets(state)
  const by = state.overview?.times?.by ?? 'day'
  const short = (from: string): string => periodName(from, by)
  if (buckets.length === 0) return [span(' ')]
  if (state.focus === 'times') {
    const [first, last] = timeRange(state)
    const sum = buckets.slice(first, last + 1).reduce((total, { articles }) => total + articles, 0)
    const range = messages.timesTitle(short(buckets[first]!.from), short(buckets[last]!.from), messages.hits(sum))
    return [span(` ${range}${by === 'week' ? ` ${messages.byWeek}` : ''}`, 'accent')]
  }
  const [first, last] = [short(buckets[0]!.from), short(buckets.at(-1)!.from)]
  if (first === last) return [span(` ${first}`, 'dim')]
  const drawn = timeBars(state, columns).reduce((sum, { width }) => sum + width, 1)
  const width = Math.min(columns, Math.max(drawn, first.length + last.length + 4))
  const label = ` ${messages.byWeek}`
  const weekly = by === 'week' && width >= first.length + last.length + widthOf(label) + 4 ? label : ''
  return justify([span(` ${first}${weekly}`, 'dim')], [span(last, 'dim')], width, chrome.ellipsis)
}
