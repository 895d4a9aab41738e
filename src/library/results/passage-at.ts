import { withBlanks } from '../../base/safe-text.js'
import type { Hit } from '../types.js'

/** Offset in the body of a passage's first mark, or of its beginning; −1 if the passage isn't from the body. */
export function passageAt({ snippet: { text, highlights } }: Pick<Hit, 'snippet'>, body: string): number {
  const lead = text.startsWith('…') ? 1 : 0
  const core = text.slice(lead).replace(/\u2026$/, '')
  const start = core === '' ? -1 : withBlanks(body).indexOf(core)
  return start < 0 ? -1 : start + Math.max(0, (highlights[0]?.[0] ?? lead) - lead)
}
