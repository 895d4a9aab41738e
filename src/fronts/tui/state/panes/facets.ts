/** The filters: author, tag, site and date with the number of hits of each value; chosen values narrow the query. */
import { facetNames, isDerived } from '../../../../text/facets/index.js'
import { focused } from '../commands.js'
import { fresh } from '../edits.js'
import { noFilters, toggledFilter, undated, withValues } from '../filters.js'
import { layoutOf } from '../layout.js'
import { type State } from '../model.js'
import { back, byKey } from './pane.js'

/** One line of the pane: a heading, a value that can be chosen, or how many more there are. */
export interface FacetEntry {
  readonly name: string
  readonly value: string | undefined
  /** Undefined if it isn't known, as for a range of dates, which is not among the counted values. */
  readonly count: number | undefined
  readonly chosen: boolean
  /** A month below its year. */
  readonly isBelow?: true
  /** Values that are not shown yet: choosing this line shows them. */
  readonly more?: true
}

const leastValues = 4

const named = facetNames.filter((name) => name !== 'year')

/** Dates come first if articles have any: they narrow any query, whereas only some collections name authors. */
function fieldsInOrder({ overview, filters }: State): readonly string[] {
  const dates = overview?.facets['date'] ?? []
  const hasDates = filters['date'] !== undefined || dates.some(({ value }) => value !== undated)
  return hasDates ? ['date', ...named] : [...named, 'date']
}

/** The most frequent values, dates by time; a chosen value stays even if nothing matches it any more. */
export function facetEntries(state: State): FacetEntry[] {
  const shares = sharesOf(state)
  return fieldsInOrder(state).flatMap((name) => {
    const values = valuesOf(state, name)
    if (values.length === 0) return []
    const chosen = state.filters[name] ?? []
    const share = shares.get(name)!
    const shown = values.filter(({ value }, i) => i < share || chosen.includes(value))
    const isBelow = (value: string): boolean =>
      name === 'date' && /^\d{4}-\d\d$/.test(value) && values.some((one) => one.value === value.slice(0, 4))
    const entries = shown.map(({ value, count }): FacetEntry => {
      return { name, value, count, chosen: chosen.includes(value), ...(isBelow(value) && { isBelow: true }) }
    })
    const rest = values.length - shown.length
    const more: FacetEntry[] = rest === 0 ? [] : [{ name, value: '', count: rest, chosen: false, more: true }]
    return [{ name, value: undefined, count: 0, chosen: false }, ...entries, ...more]
  })
}

function valuesOf(state: State, name: string): readonly { value: string; count: number | undefined }[] {
  const counted = (state.overview?.facets[name] ?? []).filter(({ value }) => value !== '')
  const missing = (state.filters[name] ?? []).filter((value) => !counted.some((entry) => entry.value === value))
  // A single site is not worth showing.
  if (isDerived(name) && counted.length === 1 && state.filters[name] === undefined) return []
  const lost = missing.map((value) => ({ value, count: value.includes('..') ? undefined : 0 }))
  return [...lost, ...counted]
}

/** Values that each field shows, so that all fields are visible; the next get the rows that one doesn't need. */
function sharesOf(state: State): Map<string, number> {
  const fields = fieldsInOrder(state)
    .map((name) => ({ name, wanted: valuesOf(state, name).length }))
    .filter(({ wanted }) => wanted > 0)
  const shares = new Map<string, number>()
  const { noticeRows } = layoutOf(state)
  // The rows of a message are included, so that a message moves no value to another row.
  let room = state.panes.body.rows + noticeRows - 1 - 2 * fields.length
  for (const [i, { name, wanted }] of fields.toSorted((a, b) => a.wanted - b.wanted).entries()) {
    const share = Math.max(leastValues, Math.floor(room / (fields.length - i)))
    const shown = state.facetsOpened.includes(name) ? wanted : Math.min(wanted, share)
    shares.set(name, shown)
    room -= Math.min(shown, share)
  }
  return shares
}

/** The entry at the cursor, which skips headings; undefined if there is none. */
export function facetAt(entries: readonly FacetEntry[], cursor: number): FacetEntry | undefined {
  const choosable = choosableOf(entries)
  return choosable[Math.max(0, Math.min(choosable.length - 1, cursor))]
}

const choosableOf = (entries: readonly FacetEntry[]): FacetEntry[] => entries.filter(({ value }) => value !== undefined)

export const facetKeys = byKey(
  ['up k ctrl-p ctrl-k', (state) => moved(state, state.facetCursor === 0 ? Infinity : state.facetCursor - 1)],
  ['down j ctrl-n ctrl-j', (state) => moved(state, state.facetCursor + 1)],
  ['home g', (state) => moved(state, 0)],
  ['end G', (state) => moved(state, Infinity)],
  ['pagedown ]', (state) => toField(state, 1)],
  ['pageup [', (state) => toField(state, -1)],
  ['enter space tab', toggle],
  ['o', only],
  ['x backspace delete ctrl-u', (state) => ({ ...fresh(state), filters: noFilters })],
  [':facets', (state) => focused({ ...state, facetsShown: false }, 'query')],
  ['escape :cancel q left right', back],
)

const choosable = (state: State): FacetEntry[] => choosableOf(facetEntries(state))

const entryAtCursor = (state: State): FacetEntry | undefined => facetAt(facetEntries(state), state.facetCursor)

function moved(state: State, to: number): State {
  return { ...state, facetCursor: Math.max(0, Math.min(choosable(state).length - 1, to)) }
}

function toField(state: State, by: 1 | -1): State {
  const entries = choosable(state)
  const starts = entries.flatMap(({ name }, i) => (name === entries[i - 1]?.name ? [] : [i]))
  const at = moved(state, state.facetCursor).facetCursor
  const next = by === 1 ? starts.find((start) => start > at) : starts.findLast((start) => start < at)
  return next === undefined ? state : moved(state, next)
}

/** Keeps the cursor at its value when an answer changes the others; a cursor that was not moved stays at the top. */
export function keepFacet(before: State, after: State): State {
  if (before.facetCursor === 0) return after
  const entry = entryAtCursor(before)
  const at = choosable(after).findIndex(({ name, value }) => name === entry?.name && value === entry.value)
  return at === -1 ? after : { ...after, facetCursor: at }
}

function toggle(state: State): State {
  const { name = '', value, more } = entryAtCursor(state) ?? {}
  if (more === true) return { ...state, facetsOpened: [...state.facetsOpened, name] }
  return value === undefined ? state : { ...fresh(state), filters: toggledFilter(state.filters, { name, value }) }
}

/** Chooses a value and drops the others of its field, for example to change to another month. */
function only(state: State): State {
  const { name = '', value, more } = entryAtCursor(state) ?? {}
  if (value === undefined || more === true) return state
  return { ...fresh(state), filters: withValues(state.filters, name, [value]) }
}
