/** What the session tells the state. */
import type * as Library from '../../../library/types.js'
import { type Structure } from './article-rows.js'
import type * as Model from './model.js'

/** What happens: keys are resolved in `update.ts`, the rest comes from the session. */
export type Event =
  | { readonly type: 'resized'; readonly columns: number; readonly rows: number }
  | { readonly type: 'measured'; readonly panes: Model.Panes }
  | { readonly type: 'opened'; readonly articles: number; readonly hasTimes: boolean; readonly hasLines: boolean }
  | { readonly type: 'unavailable'; readonly reason: string; readonly damaged: boolean }
  /** Hits from `offset` on; the page after them begins at `next`. */
  | {
      readonly type: 'answered'
      readonly key: string
      readonly result: Library.SearchResult
      readonly offset: number
      readonly next: number
    }
  | { readonly type: 'suggestionsLoaded' }
  | { readonly type: 'overviewed'; readonly overview: Model.Overview }
  | {
      readonly type: 'linesFound'
      readonly key: string
      readonly items: readonly Library.KwicLine[]
      readonly isEnd: boolean
    }
  | { readonly type: 'linesCounted'; readonly key: string; readonly counts: Library.OccurrenceCounts }
  | { readonly type: 'refused'; readonly key: string; readonly reason: string }
  | { readonly type: 'previewed'; readonly key: string; readonly marked: Library.MarkedArticle | undefined }
  | { readonly type: 'structured'; readonly id: string; readonly structure: Structure }
  | { readonly type: 'completed'; readonly completions: readonly Model.Completion[] }
  | { readonly type: 'wholeCounted'; readonly whole: Model.WholeCount }
  | {
      readonly type: 'corrected'
      readonly key: string
      readonly corrections: readonly Library.Correction[]
      readonly mistake?: string | undefined
    }
  | { readonly type: 'unfolded'; readonly key: string; readonly id: string; readonly hits: readonly Model.ShownHit[] }
  | { readonly type: 'copiesOffered'; readonly id: string; readonly texts: Model.CopyTexts }
  | { readonly type: 'densityLoaded'; readonly density: Model.Density }
  | { readonly type: 'planned'; readonly plan: readonly string[] }
  | { readonly type: 'historyLoaded'; readonly history: readonly string[] }
  | { readonly type: 'noticed'; readonly notice: Model.Notice | undefined }
  | { readonly type: 'progressed'; readonly progress: Library.BuildProgress }
  | { readonly type: 'built'; readonly notice: Model.Notice }

/* What a state asks the session to do. */

/** The session's work outside the state. Searching, previewing and completing follow from the state itself. */
export type Effect =
  | {
      readonly type: 'open'
      readonly hit: Library.Hit
      readonly how: Model.OpenWay
      readonly match: number | undefined
      /** A command of the settings, in place of the editor. */
      readonly program?: string | undefined
    }
  | { readonly type: 'notifyUnfound'; readonly text: string }
  | { readonly type: 'export'; readonly format: Model.ExportFormat; readonly what: Model.ExportScope }
  | { readonly type: 'rememberDensity'; readonly density: Model.Density }
  | { readonly type: 'offerCopies'; readonly hit: Library.Hit }
  | { readonly type: 'copy'; readonly hit: Library.Hit; readonly what: Model.CopyKind }
  | { readonly type: 'unfold'; readonly hit: Library.Hit; readonly key: string }
  | { readonly type: 'remember'; readonly query: string }
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

export type Step = readonly [Model.State, readonly Effect[]]

export type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>
export type EffectOf<T extends Effect['type']> = Extract<Effect, { readonly type: T }>
