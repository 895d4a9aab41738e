/** What a state asks the session to do. */
import type { Hit } from '../../../library/types.js'
import type { ExportFormat, ExportScope } from './export-name.js'
import type { CopyKind, Density, OpenWay, State } from './model.js'

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
