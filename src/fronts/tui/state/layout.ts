/**
 * What the screen shows at its size: which panes, how wide those beside the list are, which parts above the hits. Ink
 * lays it out; where the panes then are, and how high, it has measured (`panes` of the state).
 */
import { safeText } from '../cells/cells.js'
import { wrap } from '../cells/wrap.js'
import { noFilters } from './filters.js'
import { firstPartial, isBrowsing } from './query.js'
import { type State } from './model.js'

export type Layout = ReturnType<typeof layoutOf>

export const narrowBelow = 60
const tinyBelow = 8
const wideFrom = 110
const facetsFrom = 130
/** In a narrower window, down to that of one pane, the timeline is shown while it is used. */
const timesFrom = { columns: 100, rows: 20 }
/** Two rows of bars and one of dates; in a high window a gap follows. */
const timesHeight = 3
const gapFrom = 28
/** From this many rows on, a rule is drawn above the keys. A message replaces it, so that nothing moves. */
const ruleFrom = 16
const introFrom = 9
/** Below these columns, no preview stands beside it. */
const introColumns = 80

export function layoutOf(state: State) {
  const tiny = state.rows < tinyBelow
  const narrow = state.columns < narrowBelow
  const hasChips = !tiny && state.filters !== noFilters
  const room = Math.max(1, state.rows - (tiny ? 1 : hasChips ? 4 : 3))
  const columns = tiny || narrow || state.reading ? singlePane(state) : panesBeside(state)
  const rowsPerHit = tiny || state.view === 'lines' ? 1 : state.density
  const ruleBefore = tiny || state.view === 'lines' ? undefined : firstPartial(state)
  const ruleRows = ruleBefore !== undefined && rowsPerHit < 4 ? 1 : 0
  return {
    /** One pane at a time, below 60 columns. */
    narrow,
    /** Only the query and one row per hit, below 8 rows: no pane or overlay opens there. */
    tiny,
    /** True if the chosen filters have a row. */
    hasChips,
    /** Rows for a message or a rule between the body and the keys; in a tiny window, below the hits. */
    noticeRows: noticeHeight(state, room),
    /** Columns of the panes beside the list, 0 if they aren't shown; borders between panes take one column each. */
    ...columns,
    /** Rows of the timeline above the hits; then the introduction may follow: the query language and recent queries. */
    timesRows: columns.hasList && showsTimes(state) ? timesHeight + (state.rows >= gapFrom ? 1 : 0) : 0,
    hasIntro: columns.hasList && showsNewest(state) && room >= introFrom && state.view === 'hits',
    rowsPerHit,
    /** The hit before which a rule is drawn: the first with only some of the words; undefined if no rule is drawn. */
    ruleBefore,
    hitsShown: Math.max(1, Math.floor((state.panes.list.rows - ruleRows) / rowsPerHit)),
  }
}

const mostNoticeRows = 3
/** Rows that a message leaves to the body if possible. */
const leastBodyRows = 3

/** A message does not cover the keys: it has rows of its own, as many as it needs and the body can spare. */
function noticeHeight(state: State, room: number): number {
  const most = Math.max(Math.min(1, room - 1), Math.min(mostNoticeRows, room - leastBodyRows))
  return Math.min(most, Math.max(noticeLines(state).length, state.rows >= ruleFrom ? 1 : 0))
}

/** The lines of the current message; one empty line while an update runs, whose text the view provides. */
export function noticeLines({ notice, building, phase, columns }: State): string[] {
  if (building !== undefined && phase.kind === 'ready') return ['']
  if (notice === undefined) return []
  const text = safeText(notice.text)
  return wrap(text, Math.max(2, columns - 2)).map(({ start, end }) => text.slice(start, end))
}

function showsTimes(state: State): boolean {
  const isUsed = state.focus === 'times' || state.filters['date'] !== undefined
  const columns = isUsed ? narrowBelow : timesFrom.columns
  if (!isUsed && state.results?.total === 0) return false
  return state.hasTimes && state.columns >= columns && state.rows >= timesFrom.rows
}

/** Whether hits are the newest articles: until the answer to the first letter, so that nothing moves before. */
function showsNewest({ results, editor, filters }: State): boolean {
  return isBrowsing({ editor: { text: results?.query ?? editor.text }, filters })
}

function singlePane(state: State) {
  const only = { hasList: false, facetColumns: 0, previewColumns: 0 }
  if (state.reading) return { ...only, previewColumns: state.columns }
  if (state.focus === 'facets') return { ...only, facetColumns: state.columns }
  if (state.focus === 'preview' || state.focus === 'find') return { ...only, previewColumns: state.columns }
  return { ...only, hasList: true }
}

/** Filters are shown beside the hits in a wide window, and in a narrower one while the hits are the newest articles. */
function showsFacets(state: State): boolean {
  if (state.facetsShown !== 'auto') return state.facetsShown
  return state.columns >= facetsFrom || (showsNewest(state) && state.columns >= wideFrom)
}

function panesBeside(state: State) {
  const facetColumns = showsFacets(state) ? (state.columns >= wideFrom ? 26 : 22) : 0
  const rest = state.columns - (facetColumns > 0 ? facetColumns + 1 : 0)
  // The filters, or the introduction, need the room of a narrower window.
  const least = facetColumns > 0 ? wideFrom : showsNewest(state) ? introColumns : 0
  const previewFits = state.previewShown && (state.columns >= least || ['preview', 'find'].includes(state.focus))
  const share = state.view === 'lines' ? state.previewShare - 0.1 : state.previewShare
  return { hasList: true, facetColumns, previewColumns: previewFits ? Math.ceil((rest - 1) * share) : 0 }
}
