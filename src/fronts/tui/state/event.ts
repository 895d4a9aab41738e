/** What the session tells the state. */
import {
  type BuildProgress,
  type Correction,
  type KwicLine,
  type MarkedArticle,
  type SearchResult,
  type Hit,
} from '../../../library/types.js'
import {
  type Completion,
  type CopyTexts,
  type Density,
  type Notice,
  type Overview,
  type ShownHit,
  type WholeCount,
  type CopyKind,
  type OpenWay,
  type State,
  type ExportScope,
  type ExportFormat,
} from './model.js'

/** What happens: keys are resolved in `update.ts`, the rest comes from the session. */
export type Event =
  | { readonly type: 'resized'; readonly columns: number; readonly rows: number }
  | { readonly type: 'opened'; readonly articles: number; readonly hasTimes: boolean; readonly hasLines: boolean }
  | { readonly type: 'unavailable'; readonly reason: string; readonly damaged: boolean }
  /** Hits from `offset` on; the page after them begins at `next`. */
  | {
      readonly type: 'answered'
      readonly key: string
      readonly result: SearchResult
      readonly offset: number
      readonly next: number
    }
  | { readonly type: 'suggestionsLoaded' }
  | { readonly type: 'overviewed'; readonly overview: Overview }
  | { readonly type: 'linesFound'; readonly key: string; readonly items: readonly KwicLine[]; readonly isEnd: boolean }
  | { readonly type: 'refused'; readonly key: string; readonly reason: string }
  | { readonly type: 'previewed'; readonly key: string; readonly marked: MarkedArticle | undefined }
  | { readonly type: 'completed'; readonly completions: readonly Completion[] }
  | { readonly type: 'wholeCounted'; readonly whole: WholeCount }
  | { readonly type: 'corrected'; readonly key: string; readonly corrections: readonly Correction[] }
  | { readonly type: 'unfolded'; readonly key: string; readonly id: string; readonly hits: readonly ShownHit[] }
  | { readonly type: 'copiesOffered'; readonly id: string; readonly texts: CopyTexts }
  | { readonly type: 'exportNamed'; readonly name: string; readonly free: string; readonly folder: string }
  | { readonly type: 'exported'; readonly notice: Notice }
  | { readonly type: 'exportRefused'; readonly reason: string }
  | { readonly type: 'densityLoaded'; readonly density: Density }
  | { readonly type: 'planned'; readonly plan: readonly string[] }
  | { readonly type: 'historyLoaded'; readonly history: readonly string[]; readonly saved: readonly string[] }
  | { readonly type: 'noticed'; readonly notice: Notice | undefined }
  | { readonly type: 'progressed'; readonly progress: BuildProgress }
  | { readonly type: 'built'; readonly notice: Notice }

/* What a state asks the session to do. */

/** The session's work outside the state. Searching, previewing and completing follow from the state itself. */
export type Effect =
  | { readonly type: 'open'; readonly hit: Hit; readonly how: OpenWay; readonly match: number | undefined }
  | { readonly type: 'nameExport'; readonly name: string }
  | { readonly type: 'export'; readonly format: ExportFormat; readonly what: ExportScope; readonly name: string }
  | { readonly type: 'rememberDensity'; readonly density: Density }
  | { readonly type: 'offerCopies'; readonly hit: Hit }
  | { readonly type: 'copy'; readonly hit: Hit; readonly what: CopyKind }
  | { readonly type: 'unfold'; readonly hit: Hit; readonly key: string }
  | { readonly type: 'remember'; readonly query: string }
  | { readonly type: 'toggleSaved'; readonly query: string }
  | { readonly type: 'notifyCut' }
  | { readonly type: 'notifyUnmarked'; readonly count: number }
  | { readonly type: 'notifyLeaving' }
  | { readonly type: 'notifyNoTimes' }
  | { readonly type: 'notifyEnd'; readonly at: 'first' | 'last' }
  | { readonly type: 'build' }
  | { readonly type: 'cancelBuild' }
  | { readonly type: 'redraw' }
  | { readonly type: 'suspend' }
  | { readonly type: 'quit'; readonly code: number }

export type Step = readonly [State, readonly Effect[]]

export type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>
export type EffectOf<T extends Effect['type']> = Extract<Effect, { readonly type: T }>
