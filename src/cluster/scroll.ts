/** Reads all points that a filter matches, page by page. */
import type { ClusterClient } from './client.js'
import type { Filter } from './condition.js'

interface Scrolled<T> {
  readonly id: string
  readonly payload: T
}

interface ScrollPage<T> {
  readonly points: readonly Scrolled<T>[]
  readonly next_page_offset: unknown
}

/**
 * @param path the points' path, as {@link ClusterClient} takes it
 * @param keys the keys of the payload to read; `true` for all
 * @param limit points of a page at most
 */
export async function* scrollPoints<T>(
  client: ClusterClient,
  path: string,
  filter: Filter,
  keys: readonly string[] | true,
  limit: number,
): AsyncGenerator<readonly Scrolled<T>[]> {
  for (let offset: unknown = null; ;) {
    const body = { filter, limit, offset, with_payload: keys }
    const page: ScrollPage<T> = await client.read('POST', `${path}/scroll`, body)
    if (page.points.length > 0) yield page.points
    offset = page.next_page_offset
    if (offset === null || offset === undefined) return
  }
}
