/** All years as bars. A click chooses one year; dragging, a click with Shift, or the two lists choose a range. */
import { useRef, useState } from 'preact/hooks'
import type { FacetValue } from '../../base/answers.js'
import { type PageMessages } from '../messages/languages.js'

interface YearsProps {
  readonly years: readonly FacetValue[]
  readonly chosen: readonly string[]
  readonly say: PageMessages
  readonly choose: (years: readonly string[]) => void
}

/** More bars are not drawn apart on a screen; the oldest are left out. */
const mostYears = 250

/** Every year from the first to the last, also those without articles. */
export function spanOf(values: readonly string[]): readonly string[] {
  const years = values.map(Number).sort((a, b) => a - b)
  const [first, last] = [years[0], years.at(-1)]
  if (first === undefined || last === undefined) return []
  const count = Math.min(mostYears, last - first + 1)
  return Array.from({ length: count }, (_, i) => `${last - count + 1 + i}`)
}

export function Years({ years, chosen, say, choose }: YearsProps) {
  const start = useRef<string>(undefined)
  const [dragged, drag] = useState<readonly string[]>()
  const span = spanOf([...years.map(({ value }) => value), ...chosen])
  if (span.length < 2) return null
  const counts = new Map(years.map(({ value, count }) => [value, count]))
  const most = years.reduce((largest, { count }) => Math.max(largest, count), 1)
  const between = (a: string, b: string): readonly string[] =>
    span.filter((year) => year >= (a < b ? a : b) && year <= (a < b ? b : a))
  const end = (year: string, event: MouseEvent): void => {
    const anchor = event.shiftKey ? chosen[0] : start.current
    start.current = undefined
    drag(undefined)
    if (anchor !== undefined && anchor !== year) choose(between(anchor, year))
    else choose(chosen.length === 1 && chosen[0] === year ? [] : [year])
  }
  const marked = dragged ?? chosen
  return (
    <div class="years">
      <div class="timeline" role="group" aria-label={say.facets.year} onPointerLeave={() => drag(undefined)}>
        {span.map((year) => (
          <button
            key={year}
            type="button"
            tabIndex={-1}
            aria-pressed={marked.includes(year)}
            title={say.yearCount(year, counts.get(year) ?? 0)}
            onPointerDown={() => (start.current = year)}
            onPointerEnter={(event) =>
              event.buttons === 1 && start.current !== undefined && drag(between(start.current, year))
            }
            onPointerUp={(event) => start.current !== undefined && start.current !== year && end(year, event)}
            onClick={(event) => end(year, event)}
          >
            <svg viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true">
              <Bar height={(38 * (counts.get(year) ?? 0)) / most} />
            </svg>
            <span class="hidden">{say.yearCount(year, counts.get(year) ?? 0)}</span>
          </button>
        ))}
      </div>
      <div class="ends" aria-hidden="true">
        <span>{span[0]}</span>
        <span>{span.at(-1)}</span>
      </div>
      <Range {...{ span, chosen, say, choose }} />
    </div>
  )
}

/** A year with few articles is still seen. */
const Bar = ({ height }: { readonly height: number }) =>
  height > 0 ? <rect x="1" width="8" y={40 - Math.max(1.5, height)} height={Math.max(1.5, height)} /> : null

function Range({ span, chosen, say, choose }: Omit<YearsProps, 'years'> & { readonly span: readonly string[] }) {
  const [from, to] = [chosen[0] ?? '', chosen.at(-1) ?? '']
  const pick = (first: string, last: string): void => {
    const [low, high] = [first || span[0]!, last || span.at(-1)!]
    choose(first === '' && last === '' ? [] : span.filter((year) => year >= low && year <= (high < low ? low : high)))
  }
  const list = (label: string, value: string, change: (year: string) => void) => (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">{say.anyYear}</option>
        {span.toReversed().map((year) => (
          <option key={year} value={year}>
            {year}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <div class="range">
      {list(say.from, from, (year) => pick(year, to))}
      {list(say.to, to, (year) => pick(from, year))}
    </div>
  )
}
