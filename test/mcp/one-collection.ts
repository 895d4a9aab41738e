import { openLive } from '../../src/library/live-index.js'
import type { Index } from '../../src/library/types.js'
import { Collections } from '../../src/fronts/mcp/collections.js'

/** An index as the only collection of an agent. */
export async function oneCollection(index: Index): Promise<Collections> {
  const live = await openLive(() => Promise.resolve(index), Infinity)
  return new Collections([index.dir], live, () => Promise.resolve(live))
}
