import { useRef } from 'preact/hooks'
import type { FacetValue } from '../../base/answers.js'
import { type Filters } from './address.js'
import { type PageMessages } from '../messages/languages.js'

interface FilterProps {
  readonly facets: Readonly<Record<string, readonly FacetValue[]>>
  readonly filters: Filters
  readonly say: PageMessages
  readonly change: (filters: Filters) => void
}

const mostValues = 8

export function FilterPanel({ facets, filters, say, change }: FilterProps) {
  return (
    <div class="filters">
      <Timeline
        years={facets['year'] ?? []}
        chosen={filters.year}
        say={say}
        choose={(year) => change({ ...filters, year })}
      />
      {(['author', 'tag'] as const).map((name) => {
        const values = valuesOf(facets[name] ?? [], filters[name])
        return (
          values.length > 0 && (
            <fieldset key={name}>
              <legend>{say.facets[name]}</legend>
              {values.map(({ value, count }) => (
                <label key={value} lang="zh">
                  <input
                    type="checkbox"
                    checked={filters[name].includes(value)}
                    onChange={() => change({ ...filters, [name]: toggled(filters[name], value) })}
                  />
                  {value} <span class="count">{count}</span>
                </label>
              ))}
            </fieldset>
          )
        )
      })}
    </div>
  )
}

/** The values that most hits have, and all chosen values, even if no hit has them. */
function valuesOf(values: readonly FacetValue[], chosen: readonly string[]): readonly FacetValue[] {
  const shown = values.slice(0, mostValues)
  const missing = chosen.filter((value) => !shown.some((one) => one.value === value))
  return [...shown, ...missing.map((value) => values.find((one) => one.value === value) ?? { value, count: 0 })]
}

function toggled(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value]
}

interface TimelineProps {
  readonly years: readonly FacetValue[]
  readonly chosen: readonly string[]
  readonly say: PageMessages
  readonly choose: (years: readonly string[]) => void
}

/** A bar for each year. A click chooses one year; dragging, or a click with Shift, chooses a range. */
function Timeline({ years, chosen, say, choose }: TimelineProps) {
  const start = useRef<string | undefined>(undefined)
  const all = [...years.map(({ value }) => value), ...chosen].map(Number)
  if (all.length < 2 && chosen.length === 0) return null
  const sorted = all.sort((a, b) => a - b)
  const [first, last] = [sorted[0]!, sorted.at(-1)!]
  const counts = new Map(years.map(({ value, count }) => [value, count]))
  const shown = Array.from(
    { length: Math.min(80, last - first + 1) },
    (_, i) => `${last - Math.min(80, last - first + 1) + 1 + i}`,
  )
  const most = years.reduce((largest, { count }) => Math.max(largest, count), 1)
  const between = (a: string, b: string): readonly string[] => {
    const [low, high] = [Math.min(Number(a), Number(b)), Math.max(Number(a), Number(b))]
    return shown.filter((year) => Number(year) >= low && Number(year) <= high)
  }
  const press = (year: string, event: MouseEvent): void => {
    const anchor = event.shiftKey ? chosen[0] : start.current
    start.current = undefined
    if (anchor !== undefined && anchor !== year) choose(between(anchor, year))
    else choose(chosen.length === 1 && chosen[0] === year ? [] : [year])
  }
  return (
    <div class="timeline" role="group" aria-label={say.facets.year}>
      {shown.map((year) => (
        <button
          key={year}
          type="button"
          aria-pressed={chosen.includes(year)}
          title={say.yearCount(year, counts.get(year) ?? 0)}
          onPointerDown={() => (start.current = year)}
          onPointerUp={(event) => start.current !== undefined && start.current !== year && press(year, event)}
          onClick={(event) => press(year, event)}
        >
          <svg viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true">
            <rect
              x="1"
              width="8"
              y={40 - (38 * (counts.get(year) ?? 0)) / most}
              height={(38 * (counts.get(year) ?? 0)) / most}
            />
          </svg>
          {year}
          <span class="hidden">{say.articles(counts.get(year) ?? 0)}</span>
        </button>
      ))}
    </div>
  )
}
