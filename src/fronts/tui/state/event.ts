/** What the session tells the state, and what a state asks the session to do. */
import type * as Library from '../../../library/types.js'
import { type Structure } from './article-rows.js'
import type * as Model from './model.js'

interface Told {
  resized: { columns: number; rows: number }
  measured: { panes: Model.Panes }
  opened: { articles: number; hasTimes: boolean; hasLines: boolean }
  unavailable: { reason: string; damaged: boolean }
  /** Hits from `offset` on; the page after them begins at `next`. */
  answered: { key: string; result: Library.SearchResult; offset: number; next: number }
  suggestionsLoaded: object
  overviewed: { overview: Model.Overview }
  linesFound: { key: string; items: readonly Library.KwicLine[]; isEnd: boolean }
  linesCounted: { key: string; counts: Library.OccurrenceCounts }
  refused: { key: string; reason: string }
  previewed: { key: string; marked: Library.MarkedArticle | undefined }
  structured: { id: string; structure: Structure }
  completed: { completions: readonly Model.Completion[] }
  wholeCounted: { whole: Model.WholeCount }
  corrected: { key: string; corrections: readonly Library.Correction[]; mistake?: string | undefined }
  unfolded: { key: string; id: string; hits: readonly Model.ShownHit[] }
  copiesOffered: { id: string; texts: Model.CopyTexts }
  densityLoaded: { density: Model.Density }
  planned: { plan: readonly string[] }
  historyLoaded: { history: readonly string[] }
  noticed: { notice: Model.Notice | undefined }
  progressed: { progress: Library.BuildProgress }
  built: { notice: Model.Notice }
}

/** The session's work outside the state. Searching, previewing and completing follow from the state itself. */
interface Asked {
  /** `program`: a command of the settings, in place of the editor. */
  open: { hit: Library.Hit; how: Model.OpenWay; match: number | undefined; program?: string | undefined }
  export: { format: Model.ExportFormat; what: Model.ExportScope }
  rememberDensity: { density: Model.Density }
  offerCopies: { hit: Library.Hit }
  copy: { hit: Library.Hit; what: Model.CopyKind }
  unfold: { hit: Library.Hit; key: string }
  remember: { query: string }
  /** `value`: what the message names. */
  notify: { what: NoticeKind; value?: number | string }
  build: object
  cancelBuild: object
  redraw: object
  suspend: object
  quit: { code: number }
}

export type NoticeKind = 'cut' | 'unmarked' | 'leaving' | 'unfound' | 'noTimes' | 'firstHit' | 'lastHit'

type Tagged<All> = { [T in keyof All]: Readonly<{ type: T } & All[T]> }

/** What happens: keys are resolved in `update.ts`, the rest comes from the session. */
export type Event = Tagged<Told>[keyof Told]
export type Effect = Tagged<Asked>[keyof Asked]
export type EventOf<T extends Event['type']> = Tagged<Told>[T]
export type EffectOf<T extends Effect['type']> = Tagged<Asked>[T]

export type Step = readonly [Model.State, readonly Effect[]]
/** A state alone has no effects. */
export type Outcome = Step | Model.State

export function asStep(outcome: Outcome): Step {
  return 'editor' in outcome ? [outcome, []] : outcome
}
