/**
 * Everything the screen shows, as one value. `update.ts` turns a state and an event into the next state and the effects
 * the session has to carry out; views turn a state into rows. Neither knows the terminal.
 */
import { type ArticleLayout, type Structure } from './article-rows.js'
import type * as Library from '../../../library/types.js'
import { type Filters, noFilters } from './filters.js'
import { type Editor, emptyEditor, withText } from '../editor/editor.js'

/** Where keys go. `query` also moves through the hits, as in fzf. */
export type Focus = 'query' | 'preview' | 'facets' | 'times' | 'history' | 'copy' | 'export' | 'help' | 'find'

/** Rows that a hit takes: its title alone; with a line of its passage; with two lines and a gap. */
export const densities = [1, 2, 4] as const
export type Density = (typeof densities)[number]

export type View = 'hits' | 'lines'

export type CompletionKind = Library.SuggestionKind | 'word' | 'past' | 'correction' | 'field' | 'gap' | 'meant'

export interface Completion {
  readonly text: string
  readonly kind: CompletionKind
  readonly start: number
  readonly end: number
}

export interface ShownHit extends Library.Hit {
  readonly foldedInto?: { readonly id: string; /** 1 for the same text. */ readonly similarity: number }
}

/** Hits of the last answer; `key` identifies the request that they answer. */
export interface Results {
  readonly key: string
  readonly query: string
  readonly hits: readonly ShownHit[]
  /** Where the next page begins: equal articles are folded, so there may be fewer hits than were requested. */
  readonly next: number
  readonly total: number
  readonly tookMs: number
  readonly expansions: readonly Library.QueryExpansion[]
  /** Quoted strings that the hits need not contain. */
  readonly relaxed: readonly string[]
}

export interface Overview {
  readonly key: string
  /** By field. A field with chosen values is counted under the other filters only. */
  readonly facets: Readonly<Record<string, readonly Library.FacetValue[]>>
  /** Counted without the filter on dates, so that a chosen range is shown among the others; undefined on a cluster. */
  readonly times: Library.Timeline | undefined
}

export interface Preview {
  readonly key: string
  readonly marked: Library.MarkedArticle
  readonly rowsAt: ArticleLayout
  readonly scroll: number
  /** Number of the match that the preview shows, from 0. */
  readonly match: number
  /** Headings, lists, quotes and code, once they are known. */
  readonly structure?: Structure
  /** The article with the query's matches, while those of a search in it are shown. */
  readonly ofQuery?: Library.MarkedArticle | undefined
}

export type Phase =
  | { readonly kind: 'opening' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'missing'; readonly reason: string; readonly damaged: boolean; readonly plan?: readonly string[] }

export interface Notice {
  readonly text: string
  readonly tone: 'good' | 'error'
}

/** A place on the screen, in cells from its upper left corner. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly columns: number
  readonly rows: number
}

/** Where Ink has laid out the panes; of one that is not shown, where it was last. */
export interface Panes {
  /** All between the query line and the keys. */
  readonly body: Rect
  /** The hits or occurrences, below the timeline and the introduction. */
  readonly list: Rect
  /** The article's text, below its heading. */
  readonly preview: Rect
}

export interface State {
  readonly columns: number
  readonly rows: number
  readonly panes: Panes
  readonly phase: Phase
  readonly canBuild: boolean
  /** Set if a script reads what is printed: when the chosen article is, if none is marked. */
  readonly printing: 'on Enter' | 'on leaving' | undefined
  readonly building: Library.BuildProgress | 'starting' | undefined
  readonly articles: number
  /** Increases with every reload, so that answers of an older index are recognised. */
  readonly generation: number
  readonly editor: Editor
  readonly match: Library.MatchMode
  readonly sort: Library.SortOrder
  readonly filters: Filters
  readonly results: Results | undefined
  readonly selected: number
  readonly top: number
  readonly marked: readonly string[]
  /** The marks that were removed all at once; they can be restored. */
  readonly unmarked: readonly string[]
  readonly focus: Focus
  readonly previewShown: boolean
  /** Share of the columns beside the filters that the preview takes. */
  readonly previewShare: number
  /** What is searched in the article. */
  readonly finding: Editor
  /** `auto`: if there is room. */
  readonly facetsShown: boolean | 'auto'
  readonly facetCursor: number
  readonly facetsOpened: readonly string[]
  readonly reading: boolean
  readonly density: Density
  readonly view: View
  readonly lines: Lines | undefined
  readonly lineSort: Library.KwicSort
  /** The chosen occurrence, and the first one shown. */
  readonly lineAt: number
  readonly lineTop: number
  /** An occurrence that the reader has jumped to, until those up to it have been listed. */
  readonly lineGoal: number | undefined
  readonly overview: Overview | undefined
  /** False on a cluster, which counts nothing over time. */
  readonly hasTimes: boolean
  /** False on a cluster, which lists no occurrences. */
  readonly hasLines: boolean
  /** Bucket of the timeline at the cursor, and the one where a range was begun. */
  readonly timeCursor: number
  readonly timeAnchor: number | undefined
  readonly preview: Preview | undefined
  readonly completions: readonly Completion[]
  readonly completion: number
  /** Suggestions for the line before its last change, shown until the new ones arrive. */
  readonly lastCompletions: readonly Completion[]
  /** Increases when the suggestions of an index were loaded, so that a word typed before is completed. */
  readonly suggestionsLoaded: number
  readonly history: readonly string[]
  /** Position in the history while going through it, from 0 for the newest; -1 outside. */
  readonly historyAt: number
  /** The content of the line before the history was opened. */
  readonly draft: string
  /** The lines before the last changes, the newest last. */
  readonly undo: readonly Editor[]
  readonly historyEditor: Editor
  readonly historyCursor: number
  /** The line of a menu that Enter takes, from 0. */
  readonly menuAt: number
  /** What the copy menu offers for the hit `id`, once it is known. */
  readonly copies: { readonly id: string; readonly texts: CopyTexts } | undefined
  readonly helpScroll: number
  readonly helpFrom: Focus
  readonly helpLength: (columns: number, from: Focus) => number
  readonly notice: Notice | undefined
  /** Set if a key that reads or opens a hit was pressed before the answer arrived; it applies to the first hit. */
  readonly openWhenAnswered: OpenWay | 'read' | undefined
  /** True if the last key was Esc and another Esc ends the program. */
  readonly isLeaving: boolean
  /** How many articles contain every word of the request `key`; and which ones, if they are few and sorted first. */
  readonly whole: WholeCount | undefined
  /** What is wrong in the query of the request `key`, which was searched all the same. */
  readonly mistake: { readonly key: string; readonly reason: string } | undefined
  /** Why the last search failed, in place of hits; `key` names the request. */
  readonly problem: { readonly key: string; readonly reason: string } | undefined
}

export interface WholeCount {
  readonly key: string
  readonly count: number
  readonly ids?: ReadonlySet<string> | undefined
}

export type ExportFormat = 'markdown' | 'csv' | 'jsonl'
/** The marked articles; or what is shown, hits or occurrences. */
export type ExportScope = 'marked' | 'shown'

export type OpenWay = 'editor' | 'browser'

export type CopyKind = 'reference' | 'citation' | 'passage' | 'path' | 'url'
/** A text is empty if the article has none. */
export type CopyTexts = Readonly<Record<CopyKind, string>>

/** The chosen hit; in the view of occurrences, the article of the chosen one. */
export function selectedHit(state: State): ShownHit | undefined {
  if (state.view === 'hits') return state.results?.hits[state.selected]
  const line = state.lines?.items[state.lineAt]
  return line && lineHit(line)
}

/* Occurrences as the state keeps them, and the article of an occurrence as a hit. */

interface Lines {
  readonly key: string
  readonly items: readonly Library.KwicLine[]
  readonly isEnd: boolean
  /** Of all occurrences, once they are counted. */
  readonly counts?: Library.OccurrenceCounts
}

function lineHit({ id, path, line, date, title, left, match, right }: Library.KwicLine): Library.Hit {
  const highlights = [[left.length, left.length + match.length]] as const
  return {
    ...{ id, title, date, path, line },
    ...{ rank: 0, score: 0, titleHighlights: [], author: '', tags: [], root: '', url: '' },
    snippet: { text: `${left}${match}${right}`, highlights },
  }
}

type Given = 'canBuild' | 'printing' | 'previewShown' | 'facetsShown' | 'density' | 'match' | 'sort' | 'helpLength'
export type InitialOptions = Pick<State, 'columns' | 'rows'> &
  Partial<Pick<State, Given>> & { query?: string | undefined }

export function initialState({ query = '', ...options }: InitialOptions): State {
  const body = { x: 0, y: 2, columns: options.columns, rows: Math.max(1, options.rows - 4) }
  return {
    panes: { body, list: body, preview: body },
    phase: { kind: 'opening' },
    canBuild: false,
    printing: undefined,
    building: undefined,
    articles: 0,
    generation: 0,
    editor: withText(emptyEditor, query),
    ...{ match: 'auto', sort: 'score', filters: noFilters },
    ...{ results: undefined, problem: undefined, mistake: undefined, whole: undefined, selected: 0, top: 0 },
    ...{ marked: [], unmarked: [] },
    ...{ focus: 'query', reading: false, view: 'hits', density: 4 },
    ...{ previewShown: true, previewShare: 0.5, preview: undefined, finding: emptyEditor },
    ...{ facetsShown: 'auto', facetCursor: 0, facetsOpened: [] },
    ...{ lines: undefined, lineSort: 'date', lineAt: 0, lineTop: 0, lineGoal: undefined, hasLines: false },
    ...{ overview: undefined, hasTimes: false, timeCursor: 0, timeAnchor: undefined },
    ...{ completions: [], completion: 0, lastCompletions: [], suggestionsLoaded: 0 },
    ...{ history: [], historyAt: -1, draft: '', undo: [], historyEditor: emptyEditor, historyCursor: 0 },
    ...{ menuAt: 0, copies: undefined },
    ...{ helpScroll: 0, helpFrom: 'query', helpLength: () => 0 },
    ...{ notice: undefined, openWhenAnswered: undefined, isLeaving: false },
    ...options,
  }
}
