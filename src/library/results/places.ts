/** Where articles and their passages lie in files. */
import { withBlanks } from '../../base/safe-text.js'
import type { Hit } from '../types.js'
import { join } from '#system/path'

/** Offset in the body of a passage's first mark, or of its beginning; −1 if the passage isn't from the body. */
export function passageAt({ snippet: { text, highlights } }: Pick<Hit, 'snippet'>, body: string): number {
  const lead = text.startsWith('…') ? 1 : 0
  const core = text.slice(lead).replace(/\u2026$/, '')
  const start = core === '' ? -1 : withBlanks(body).indexOf(core)
  return start < 0 ? -1 : start + Math.max(0, (highlights[0]?.[0] ?? lead) - lead)
}

/** The file from which an article was read; only its path if it came through a pipe. */
export function fileOf({ root, path }: { readonly root: string; readonly path: string }): string {
  return root === '' ? path : join(root, path)
}
