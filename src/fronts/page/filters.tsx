/** Refinement lists: several values of one field, searched among, with counts as if the field had no filter. */
import { useState } from 'preact/hooks'
import type { FacetValue } from '../../base/answers.js'
import { filterNames, noFilters, yearRanges, type FilterName, type Filters } from './address.js'
import { type Facets } from './api.js'
import { type PageMessages } from '../messages/languages.js'
import { Years } from './years.js'

interface FilterProps {
  readonly facets: Facets
  readonly filters: Filters
  readonly say: PageMessages
  readonly change: (filters: Filters) => void
}

const fewValues = 8
const manyValues = 60
const lists = filterNames.filter((name) => name !== 'year')

/** Whether there is anything to filter by. */
export function hasFilters(facets: Facets, filters: Filters): boolean {
  return filterNames.some((name) => (facets[name]?.length ?? 0) > 1 || filters[name].length > 0)
}

export function FilterPanel({ facets, filters, say, change }: FilterProps) {
  return (
    <div class="filters">
      <Years
        years={facets['year'] ?? []}
        chosen={filters.year}
        say={say}
        choose={(year) => change({ ...filters, year })}
      />
      {lists.map((name) => (
        <ValueList
          key={name}
          {...{ name, say }}
          values={facets[name] ?? []}
          chosen={filters[name]}
          choose={(values) => change({ ...filters, [name]: values })}
        />
      ))}
    </div>
  )
}

interface ValueListProps {
  readonly name: Exclude<FilterName, 'year'>
  readonly values: readonly FacetValue[]
  readonly chosen: readonly string[]
  readonly say: PageMessages
  readonly choose: (values: readonly string[]) => void
}

function ValueList({ name, values, chosen, say, choose }: ValueListProps) {
  const [text, setText] = useState('')
  const [isLong, setLong] = useState(false)
  if (values.length < 2 && chosen.length === 0) return null
  const wanted = text.trim().toLowerCase()
  const fitting = wanted === '' ? values : values.filter(({ value }) => value.toLowerCase().includes(wanted))
  const shown = shownOf(fitting, wanted === '' ? chosen : [], isLong || wanted !== '' ? manyValues : fewValues)
  const rest = Math.min(manyValues, fitting.length) - fewValues
  return (
    <fieldset>
      <legend>{say.facets[name]}</legend>
      {values.length > fewValues && (
        <input
          type="text"
          class="among"
          value={text}
          placeholder={say.among(say.facets[name])}
          aria-label={say.among(say.facets[name])}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      )}
      {shown.map(({ value, count }) => (
        <label key={value} lang="zh">
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => choose(toggled(chosen, value))} />
          <bdi>{value}</bdi> <span class="count">{count}</span>
        </label>
      ))}
      {rest > 0 && wanted === '' && (
        <button type="button" class="link" aria-expanded={isLong} onClick={() => setLong(!isLong)}>
          {isLong ? say.fewerValues : say.moreValues(rest)}
        </button>
      )}
    </fieldset>
  )
}

/** The values that most hits have, and all chosen values, even if no hit has them. */
function shownOf(values: readonly FacetValue[], chosen: readonly string[], most: number): readonly FacetValue[] {
  const shown = values.slice(0, most)
  const missing = chosen.filter((value) => !shown.some((one) => one.value === value))
  return [...shown, ...missing.map((value) => values.find((one) => one.value === value) ?? { value, count: 0 })]
}

function toggled(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value]
}

/** What is filtered by, each with a button that removes it. */
export function Chips({ filters, say, change }: Omit<FilterProps, 'facets'>) {
  const chips = [
    ...lists.flatMap((name) =>
      filters[name].map((value) => ({ text: value, left: { ...filters, [name]: toggled(filters[name], value) } })),
    ),
    ...yearRanges(filters.year).map(([first, last]) => ({
      text: say.span(first, last),
      left: { ...filters, year: filters.year.filter((year) => year < first || year > last) },
    })),
  ]
  if (chips.length === 0) return null
  return (
    <div class="chips">
      {chips.map(({ text, left }) => (
        <button key={text} type="button" class="chip" aria-label={say.remove(text)} onClick={() => change(left)}>
          <bdi>{text}</bdi> <span aria-hidden="true">×</span>
        </button>
      ))}
      <button type="button" class="link" onClick={() => change(noFilters)}>
        {say.clear}
      </button>
    </div>
  )
}
