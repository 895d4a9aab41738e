/** Plots as SVG, written by hand: no browser, no font files; readable on light and on dark pages. */

export interface Bar {
  readonly name: string
  readonly value: number
  /** Printed beside the bar. */
  readonly label: string
  /** Drawn in the accent colour. */
  readonly isOurs: boolean
}

export interface Line {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

const ink = '#7d8590'
const accent = '#d9480f'
const others = '#8fa7bf'
const lineColours = [accent, '#1c7ed6', '#2f9e44', '#ae3ec9', '#f08c00']
const width = 760
const style = `font-family="system-ui, sans-serif" font-size="13" fill="${ink}"`

/** Horizontal bars, the values beside them. */
export function barPlot(title: string, bars: readonly Bar[]): string {
  const row = 26
  const left = 250
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE)
  const drawn = bars.map(({ name, value, label, isOurs }, i) => {
    const y = 36 + i * row
    const length = Math.max(1, (value / most) * (width - left - 110))
    return (
      `<text x="${left - 8}" y="${y + 15}" text-anchor="end">${escape(name)}</text>` +
      `<rect x="${left}" y="${y + 3}" width="${length.toFixed(1)}" height="16" rx="2" fill="${isOurs ? accent : others}"/>` +
      `<text x="${(left + length + 6).toFixed(1)}" y="${y + 15}">${escape(label)}</text>`
    )
  })
  return svg(title, 44 + bars.length * row, drawn)
}

const plotBox = { left: 70, right: width - 150, top: 40, bottom: 320 }

/** Lines over two logarithmic axes; points with a value of 0 or less are left out. */
export function linePlot(title: string, xName: string, yName: string, lines: readonly Line[]): string {
  const kept = lines.map((line) => ({ ...line, points: line.points.filter(([x, y]) => x > 0 && y > 0) }))
  const points = kept.flatMap((line) => line.points)
  const x = axis(
    points.map(([value]) => value),
    plotBox.left,
    plotBox.right,
  )
  const y = axis(
    points.map(([, value]) => value),
    plotBox.bottom,
    plotBox.top,
  )
  const grid = [
    ...x.ticks.map(
      (tick) =>
        `<path d="M${x.at(tick)} ${plotBox.top}V${plotBox.bottom}" stroke="${ink}" stroke-opacity=".25"/><text x="${x.at(tick)}" y="${plotBox.bottom + 18}" text-anchor="middle">${short(tick)}</text>`,
    ),
    ...y.ticks.map(
      (tick) =>
        `<path d="M${plotBox.left} ${y.at(tick)}H${plotBox.right}" stroke="${ink}" stroke-opacity=".25"/><text x="${plotBox.left - 8}" y="${Number(y.at(tick)) + 4}" text-anchor="end">${short(tick)}</text>`,
    ),
    `<text x="${plotBox.right}" y="${plotBox.bottom + 38}" text-anchor="end">${escape(xName)}</text>`,
    `<text x="${plotBox.left}" y="${plotBox.top - 8}">${escape(yName)}</text>`,
  ]
  const drawn = kept.map(({ name, points: own }, i) => {
    const colour = lineColours[i % lineColours.length]!
    const path = own.map(([px, py], n) => `${n === 0 ? 'M' : 'L'}${x.at(px)} ${y.at(py)}`).join('')
    const dots = own.map(([px, py]) => `<circle cx="${x.at(px)}" cy="${y.at(py)}" r="3" fill="${colour}"/>`).join('')
    const label = `<text x="${plotBox.right + 12}" y="${plotBox.top + 14 + i * 20}" fill="${colour}">${escape(name)}</text>`
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}${label}`
  })
  return svg(title, plotBox.bottom + 52, [...grid, ...drawn])
}

function axis(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))))
  const at = (value: number) => (from + ((Math.log10(value) - low) / (high - low)) * (to - from)).toFixed(1)
  return { at, ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) }
}

const short = (value: number) =>
  value >= 1e6 ? `${value / 1e6} M` : value >= 1e3 ? `${value / 1e3} k` : `${Number(value.toPrecision(3))}`

function svg(title: string, height: number, parts: readonly string[]): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" ${style}>` +
    `<title>${escape(title)}</title><text x="8" y="20" font-weight="600">${escape(title)}</text>${parts.join('\n')}</svg>\n`
  )
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
