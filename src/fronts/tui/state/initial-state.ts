/** The state before anything has happened. */
import type { MatchMode, SortOrder } from '../../../library/types.js'
import { emptyEditor, withText } from '../editor/editor.js'
import { noFilters } from './filters.js'
import type { Density, Focus, State } from './model.js'

export interface InitialOptions {
  readonly columns: number
  readonly rows: number
  readonly query?: string | undefined
  readonly canBuild?: boolean
  readonly previewShown?: boolean
  readonly facetsShown?: boolean | 'auto'
  readonly lineNumbers?: boolean
  readonly density?: Density
  readonly match?: MatchMode
  readonly sort?: SortOrder
  readonly helpLength?: (columns: number, from: Focus) => number
}

export function initialState(options: InitialOptions): State {
  return {
    columns: options.columns,
    rows: options.rows,
    phase: { kind: 'opening' },
    canBuild: options.canBuild ?? false,
    building: undefined,
    articles: 0,
    generation: 0,
    editor: withText(emptyEditor, options.query ?? ''),
    match: options.match ?? 'auto',
    sort: options.sort ?? 'score',
    filters: noFilters,
    results: undefined,
    selected: 0,
    top: 0,
    marked: [],
    unmarked: [],
    focus: 'query',
    previewShown: options.previewShown ?? true,
    facetsShown: options.facetsShown ?? 'auto',
    facetCursor: 0,
    facetsOpened: [],
    reading: false,
    lineNumbers: options.lineNumbers ?? false,
    density: options.density ?? 4,
    view: 'hits',
    lines: undefined,
    lineSort: 'date',
    lineAt: 0,
    lineTop: 0,
    overview: undefined,
    hasTimes: false,
    hasLines: false,
    timeCursor: 0,
    timeAnchor: undefined,
    preview: undefined,
    completions: [],
    completion: 0,
    lastCompletions: [],
    suggestionsLoaded: 0,
    history: [],
    saved: [],
    historyAt: -1,
    draft: '',
    historyEditor: emptyEditor,
    historyCursor: 0,
    menuAt: 0,
    exporting: undefined,
    copies: undefined,
    helpScroll: 0,
    helpFrom: 'query',
    helpLength: options.helpLength ?? (() => 0),
    notice: undefined,
    openWhenAnswered: undefined,
    isLeaving: false,
    whole: undefined,
    problem: undefined,
  }
}
