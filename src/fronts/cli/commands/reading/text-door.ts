import type { Timeline } from '../../../../library/types.js'
import type { Messages } from '../../../messages/cli.js'
import { periodName } from '../../../../text/period.js'
import { oneLine } from '../../../../base/safe-text.js'
import { shareOf } from '../../reading/timeline-text.js'

/** A timeline as a picture: bars for each period, one colour for each query, no script and no external resources. */
const [width, height] = [960, 360]
const plot = { left: 56, right: 16, top: 44, bottom: 40 }
/** Okabe and Ito (2008): colour-blind readers can distinguish them, too. */
const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#000000']

export function timelineSvg({ by, series }: Timeline, relative: boolean, say: Messages['timeline']): string {
  const times = (series[0]?.buckets ?? []).map(({ from }) => periodName(from, by))
  const values = series.map(({ buckets }) => buckets.map((bucket) => (relative ? shareOf(bucket) : bucket.articles)))
  const most = values.flat().reduce((a, b) => Math.max(a, b), 0)
  const top = niceTop(most)
  const [plotWidth, plotHeight] = [width - plot.left - plot.right, height - plot.top - plot.bottom]
  const slot = plotWidth / Math.max(1, times.length)
  const bar = (slot * 0.85) / Math.max(1, series.length)
  const y = (value: number): number => plot.top + plotHeight * (1 - (top === 0 ? 0 : value / top))
  const bars = values.flatMap((own, s) =>
    own.map((value, t) => {
      if (value === 0) return ''
      const x = plot.left + t * slot + slot * 0.075 + s * bar
      const { articles, occurrences } = series[s]!.buckets[t]!
      const title = `${series[s]!.query} ${times[t]!}: ${say.counts({ articles, occurrences })}`
      return `<rect x="${round(x)}" y="${round(y(value))}" width="${round(bar)}" height="${round(y(0) - y(value))}" fill="${colourOf(s)}"><title>${escaped(title)}</title></rect>\n`
    }),
  )
  const every = Math.ceil(times.length / 12)
  const labels = times.map((time, t) =>
    t % every === 0 ? text(plot.left + (t + 0.5) * slot, height - plot.bottom + 18, time, 'middle') : '',
  )
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const at = round(y(top * share))
    const value = relative ? `${round(top * share * 100)} %` : `${round(top * share)}`
    return `<line x1="${plot.left}" x2="${width - plot.right}" y1="${at}" y2="${at}" stroke="#ddd"/>\n${text(plot.left - 6, at + 4, value, 'end')}`
  })
  const legend = series.map(({ query }, s) => {
    const x = plot.left + (s * plotWidth) / series.length
    return `<rect x="${round(x)}" y="14" width="12" height="12" fill="${colourOf(s)}"/>\n${text(x + 18, 24, query.slice(0, 40), 'start')}`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">\n`,
    `<title>${escaped(say.title(series.map(({ query }) => query)))}</title>\n`,
    `<rect width="${width}" height="${height}" fill="#fff"/>\n`,
    ...grid,
    ...bars,
    ...labels,
    ...legend,
    '</svg>\n',
  ].join('')
}

const colourOf = (series: number): string => colours[series % colours.length]!

const round = (value: number): number => Math.round(value * 100) / 100

/** The next 1, 2, 4, 5 or 8 times a power of ten, because its quarters are short numbers. */
function niceTop(most: number): number {
  if (most === 0) return 0
  const power = 10 ** Math.floor(Math.log10(most))
  return ([1, 2, 4, 5, 8, 10].find((step) => step * power >= most) ?? 10) * power
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="#333">${escaped(content)}</text>\n`
}

function escaped(content: string): string {
  return oneLine(content)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Texts in columns. Loaded for them alone: to measure columns takes patterns that need 20 ms to compile. */
export { createKwicText } from '../../reading/kwic-text.js'
export { timelineText } from '../../reading/timeline-text.js'
export { startOf } from '../../terminal/columns.js'
