/** The concordance: each occurrence of the query in its context, as a second view of the hits. */
import type { KwicLine, MarkedArticle } from '../../../library/types.js'
import { layoutOf } from './layout.js'
import type { Preview, State } from './model.js'
import { atMatch } from './preview-moves.js'
import { isBrowsing, searchKey } from './query.js'

/** Identifies the occurrences that the state wants; undefined in the view of hits, and if nothing was typed. */
export function linesKey(state: State): string | undefined {
  const key = state.view === 'hits' || isBrowsing(state) ? undefined : searchKey(state)
  return key === undefined ? undefined : JSON.stringify([key, state.lineSort])
}

/** Occurrences known beyond the chosen one before more are fetched. */
const ahead = 60

export function wantsMoreLines(state: State): boolean {
  const { lines } = state
  const key = linesKey(state)
  if (key === undefined) return false
  return lines?.key !== key || (!lines.isEnd && state.lineAt + ahead > lines.items.length)
}

export function linesFound(state: State, key: string, items: readonly KwicLine[], isEnd: boolean): State {
  if (key !== linesKey(state)) return state
  const before = state.lines?.key === key ? state.lines.items : []
  const next = { ...state, lines: { key, items: [...before, ...items], isEnd } }
  return before.length === 0 ? selectLine(next, 0) : next
}

export function selectLine(state: State, index: number): State {
  const count = state.lines?.items.length ?? 0
  const lineAt = Math.max(0, Math.min(count - 1, index))
  const shown = layoutOf(state).hitsShown
  const last = Math.max(0, count - shown)
  const lineTop = Math.max(0, Math.min(last, Math.max(lineAt - shown + 1, Math.min(state.lineTop, lineAt))))
  return following({ ...state, lineAt, lineTop })
}

/** Scrolls the preview to the chosen occurrence. */
export function following(state: State): State {
  const { preview, view } = state
  const line = state.lines?.items[state.lineAt]
  if (view === 'hits' || preview === undefined || line === undefined) return state
  if (preview.marked.article.id !== line.id) return state
  return { ...state, preview: atLine(state, preview, line) }
}

function atLine(state: State, preview: Preview, line: KwicLine): Preview {
  return atMatch(state, preview, matchOf(preview.marked, line))
}

const compared = 24

/** Number of the body's mark that an occurrence corresponds to; 0 if the occurrence is in another field. */
export function matchOf({ article, bodyHighlights }: MarkedArticle, { left, match, right }: KwicLine): number {
  const flat = (text: string): string => text.replace(/\s/g, ' ')
  const body = flat(article.body)
  const before = flat(left).slice(-compared)
  const needle = before + flat(match) + flat(right).slice(0, compared)
  const at = body.indexOf(needle)
  if (at === -1) return 0
  const start = at + before.length
  return Math.max(
    0,
    bodyHighlights.findIndex(([from, to]) => to > start && from < start + match.length),
  )
}
