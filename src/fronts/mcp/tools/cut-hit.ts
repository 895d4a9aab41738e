/**
 * Shortens hits for a small budget: long fields that say little, and the passage, which is cut around its first match.
 */
import type { Hit } from '../../../library/types.js'
import { withBlanks } from '../../../base/safe-text.js'
import { cutText } from './budget.js'

/** A hit as agents get it: that of `search --json` without folders of the machine, but with a line to read from. */
export interface AgentHit extends Omit<Hit, 'root' | 'index'> {
  /** The line of `read`'s text with the first match of the passage. */
  readonly from: number
}

export const shortenings = 3

/** @param step from 0, which changes nothing but characters that may not be shown, to {@link shortenings} */
export function shorten(hit: AgentHit, step: number): AgentHit {
  const title = withBlanks(hit.title)
  const shown = { ...hit, title, author: withBlanks(hit.author) }
  if (step === 0) return shown
  const length = [200, 60, 30][step - 1]!
  return {
    ...shown,
    title: cutText(title, length),
    titleHighlights: hit.titleHighlights.filter(([, end]) => end < length),
    author: cutText(shown.author, 40),
    tags: hit.tags.slice(0, 4).map((tag) => cutText(tag, 20)),
    url: hit.url.length > 2 * length ? '' : hit.url,
    snippet: cutPassage(hit.snippet, length),
  }
}

/** At most `length` units from just before the first match, with the marks that remain. */
export function cutPassage({ text, highlights }: Hit['snippet'], length: number): Hit['snippet'] {
  if (text.length <= length) return { text, highlights }
  const first = highlights[0]?.[0] ?? 0
  let start = Math.max(0, Math.min(first - (length >> 2), text.length - length))
  if (isSplit(text, start)) start--
  let end = Math.min(text.length, start + length)
  if (isSplit(text, end)) end--
  const kept = highlights.flatMap(([from, to]) =>
    from >= start && to <= end ? [[from - start, to - start] as const] : [],
  )
  return { text: text.slice(start, end), highlights: kept }
}

function isSplit(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text.charAt(at))
}
