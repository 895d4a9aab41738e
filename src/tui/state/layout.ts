/** The positions of the panes, computed from the window's size alone; views, scrolling and the mouse all use them. */
import type { State } from './model.js'

export interface Layout {
  /** One pane at a time, below 60 columns. */
  readonly narrow: boolean
  /** Only the query and one row per hit, below 8 rows: no pane or overlay opens there. */
  readonly tiny: boolean
  readonly bodyTop: number
  readonly bodyRows: number
  /** Columns of each pane, 0 where it isn't shown; borders between panes take one column each. */
  readonly facetColumns: number
  readonly listColumns: number
  readonly previewColumns: number
  readonly rowsPerHit: number
  readonly hitsShown: number
  /** Rows of the article inside the preview pane. */
  readonly previewRows: number
}

export const narrowBelow = 60
const tinyBelow = 8
const wideFrom = 110

type Seen = Pick<State, 'columns' | 'rows' | 'previewShown' | 'facetsShown' | 'focus'>

export function layoutOf(state: Seen): Layout {
  const tiny = state.rows < tinyBelow
  const narrow = state.columns < narrowBelow
  const bodyTop = tiny ? 1 : 2
  const bodyRows = Math.max(1, state.rows - bodyTop - (tiny ? 0 : 1))
  const columns = tiny || narrow ? singlePane(state) : panesBeside(state)
  const rowsPerHit = tiny ? 1 : 4
  return {
    narrow,
    tiny,
    bodyTop,
    bodyRows,
    ...columns,
    rowsPerHit,
    hitsShown: Math.max(1, Math.floor(bodyRows / rowsPerHit)),
    previewRows: Math.max(1, bodyRows - 1),
  }
}

type Columns = Pick<Layout, 'facetColumns' | 'listColumns' | 'previewColumns'>

function singlePane(state: Seen): Columns {
  const only = { facetColumns: 0, listColumns: 0, previewColumns: 0 }
  if (state.focus === 'facets') return { ...only, facetColumns: state.columns }
  if (state.focus === 'preview') return { ...only, previewColumns: state.columns }
  return { ...only, listColumns: state.columns }
}

function panesBeside(state: Seen): Columns {
  const facetColumns = state.facetsShown ? (state.columns >= wideFrom ? 26 : 22) : 0
  const rest = state.columns - (facetColumns > 0 ? facetColumns + 1 : 0)
  const previewFits =
    state.previewShown && (facetColumns === 0 || state.columns >= wideFrom || state.focus === 'preview')
  if (!previewFits) return { facetColumns, listColumns: rest, previewColumns: 0 }
  const listColumns = Math.floor((rest - 1) / 2)
  return { facetColumns, listColumns, previewColumns: rest - 1 - listColumns }
}
