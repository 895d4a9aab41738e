/**
 * Everything the screen shows, as one value. `update/` turns a state and an event into the next state and the effects
 * the session has to carry out; views turn a state into rows. Neither knows the terminal.
 */
import type { ArticleLayout } from './article-rows.js'
import { facetNames } from '../../library/types.js'
import type {
  BuildProgress,
  Correction,
  FacetName,
  FacetValue,
  Hit,
  MarkedArticle,
  MatchMode,
  QueryExpansion,
  SearchResult,
  SortOrder,
  SuggestionKind,
} from '../../library/types.js'
import { emptyEditor, withText, type Editor } from '../editor/editor.js'

/** Where keys go. `query` also moves through the hits, as in fzf. */
export type Focus = 'query' | 'preview' | 'facets' | 'history' | 'copy' | 'help'

export type Filters = Readonly<Record<FacetName, readonly string[]>>
export const noFilters = Object.fromEntries(facetNames.map((name) => [name, []])) as unknown as Filters

export type CompletionKind = SuggestionKind | 'past' | 'correction' | 'field'

/** A suggestion and the range of the query it would take the place of. */
export interface Completion {
  readonly text: string
  readonly kind: CompletionKind
  readonly start: number
  readonly end: number
}

/** A hit as the list has it: found, or unfolded from under the one that it resembles. */
export interface ShownHit extends Hit {
  readonly under?: { readonly id: string; /** 1 for the same text. */ readonly similarity: number }
}

/** Hits of the last answer; `key` tells which request they answer. */
export interface Results {
  readonly key: string
  readonly query: string
  readonly hits: readonly ShownHit[]
  /** Where the next page begins: equal articles are folded, so there may be fewer hits than were asked for. */
  readonly next: number
  readonly total: number
  readonly tookMs: number
  /** What was looked for besides the typed words. */
  readonly expansions: readonly QueryExpansion[]
  /** Quoted strings that the hits need not contain. */
  readonly relaxed: readonly string[]
  readonly facets: Readonly<Partial<Record<FacetName, readonly FacetValue[]>>>
}

export interface Preview {
  readonly key: string
  readonly marked: MarkedArticle
  readonly rowsAt: ArticleLayout
  /** First row shown of the laid-out article. */
  readonly scroll: number
  /** Number of the match the preview stands at, from 0. */
  readonly match: number
}

/** Ready to search, or the reason why not. */
export type Phase =
  | { readonly kind: 'opening' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'missing'; readonly reason: string; readonly damaged: boolean }

export interface Notice {
  readonly text: string
  readonly tone: 'good' | 'error'
}

export interface State {
  readonly columns: number
  readonly rows: number
  readonly phase: Phase
  readonly canBuild: boolean
  /** Present while an index is being made. */
  readonly building: BuildProgress | 'starting' | undefined
  readonly articles: number
  /** Increases with every reload, so that answers of an older index are recognised. */
  readonly generation: number
  readonly editor: Editor
  readonly match: MatchMode
  readonly sort: SortOrder
  readonly filters: Filters
  readonly results: Results | undefined
  readonly selected: number
  /** First hit shown. */
  readonly top: number
  /** Ids of marked articles, in the order of marking. */
  readonly marked: readonly string[]
  readonly focus: Focus
  readonly previewShown: boolean
  readonly facetsShown: boolean
  readonly facetCursor: number
  readonly preview: Preview | undefined
  readonly completions: readonly Completion[]
  readonly completion: number
  readonly history: readonly string[]
  readonly saved: readonly string[]
  /** Position in the history while going through it, from 0 for the newest; -1 outside. */
  readonly historyAt: number
  /** The content of the line before the history was opened. */
  readonly draft: string
  readonly historyEditor: Editor
  readonly historyCursor: number
  /** What the copy menu offers of which hit, once it is known. */
  readonly copies: { readonly id: string; readonly texts: CopyTexts } | undefined
  /** First line shown of the help. */
  readonly helpScroll: number
  readonly helpLength: number
  readonly notice: Notice | undefined
  /** Enter was pressed before the answer arrived: open its first hit once it is there. */
  readonly openWhenAnswered: 'editor' | 'pager' | undefined
  /** Why the last search failed, in place of hits; `key` names the request. */
  readonly problem: { readonly key: string; readonly reason: string } | undefined
}

/** Hits from `offset` on; the page after them begins at `next`. */
export interface Answer {
  readonly type: 'answered'
  readonly key: string
  readonly result: SearchResult
  readonly offset: number
  readonly next: number
}

/** What happens: keys are resolved in `update/`, the rest comes from the session. */
export type Event =
  | { readonly type: 'resized'; readonly columns: number; readonly rows: number }
  | { readonly type: 'opened'; readonly articles: number; readonly reloaded: boolean }
  | { readonly type: 'unavailable'; readonly reason: string; readonly damaged: boolean }
  | Answer
  | { readonly type: 'cleared' }
  | { readonly type: 'refused'; readonly key: string; readonly reason: string }
  | { readonly type: 'previewed'; readonly key: string; readonly marked: MarkedArticle | undefined }
  | { readonly type: 'completed'; readonly completions: readonly Completion[] }
  | { readonly type: 'corrected'; readonly key: string; readonly corrections: readonly Correction[] }
  | { readonly type: 'unfolded'; readonly key: string; readonly id: string; readonly hits: readonly ShownHit[] }
  | { readonly type: 'copiesOffered'; readonly id: string; readonly texts: CopyTexts }
  | { readonly type: 'historyLoaded'; readonly history: readonly string[]; readonly saved: readonly string[] }
  | { readonly type: 'noticed'; readonly notice: Notice | undefined }
  | { readonly type: 'progressed'; readonly progress: BuildProgress }
  | { readonly type: 'built'; readonly notice: Notice }

export type CopyKind = 'path' | 'url' | 'passage' | 'citation'
/** Empty where an article has none. */
export type CopyTexts = Readonly<Record<CopyKind, string>>

/** The session's work outside the state. Searching, previewing and completing follow from the state itself. */
export type Effect =
  | { readonly type: 'open'; readonly hit: Hit; readonly how: 'editor' | 'pager' }
  | { readonly type: 'offerCopies'; readonly hit: Hit }
  | { readonly type: 'copy'; readonly hit: Hit; readonly what: CopyKind }
  | { readonly type: 'unfold'; readonly hit: Hit; readonly key: string }
  | { readonly type: 'remember'; readonly query: string }
  | { readonly type: 'toggleSaved'; readonly query: string }
  | { readonly type: 'tellCut' }
  | { readonly type: 'build' }
  | { readonly type: 'cancelBuild' }
  | { readonly type: 'redraw' }
  | { readonly type: 'suspend' }
  | { readonly type: 'quit'; readonly code: number }

export type Step = readonly [State, readonly Effect[]]

export interface InitialOptions {
  readonly columns: number
  readonly rows: number
  readonly query?: string | undefined
  readonly canBuild?: boolean
  readonly previewShown?: boolean
  readonly facetsShown?: boolean
  readonly match?: MatchMode
  readonly sort?: SortOrder
  /** Lines that the help has. */
  readonly helpLength?: number
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
    focus: 'query',
    previewShown: options.previewShown ?? true,
    facetsShown: options.facetsShown ?? false,
    facetCursor: 0,
    preview: undefined,
    completions: [],
    completion: 0,
    history: [],
    saved: [],
    historyAt: -1,
    draft: '',
    historyEditor: emptyEditor,
    historyCursor: 0,
    copies: undefined,
    helpScroll: 0,
    helpLength: options.helpLength ?? 0,
    notice: undefined,
    openWhenAnswered: undefined,
    problem: undefined,
  }
}

export function selectedHit(state: State): ShownHit | undefined {
  return state.results?.hits[state.selected]
}
