/** Fetches occurrences a screenful at a time: a query may have a million of them. */
import type { KwicLine, SearchBackend as Index } from '../../../library/types.js'
import type { Event } from '../state/event.js'
import type { State } from '../state/model.js'
import { engineQuery } from '../state/query.js'

const pageSize = 100
/** Characters on each side; the screen cuts what it has no room for. */
const context = 60

export interface Occurrences {
  /** The next occurrences for the state's query, or the first ones if the query has changed. */
  readonly next: (key: string, state: State) => Promise<Event>
}

export function createOccurrences(ask: <T>(question: (index: Index) => Promise<T>) => Promise<T>): Occurrences {
  let open: { readonly key: string; readonly lines: AsyncIterator<KwicLine, unknown> } | undefined

  const begin = (index: Index, key: string, state: State): AsyncIterator<KwicLine, unknown> | undefined => {
    const options = { match: state.match, sort: state.lineSort, lenient: true, context } as const
    const lines = index.kwic?.(engineQuery(state), options)[Symbol.asyncIterator]()
    open = lines && { key, lines }
    return lines
  }

  const take = async (index: Index, key: string, state: State): Promise<readonly KwicLine[]> => {
    if (open !== undefined && open.key !== key) await open.lines.return?.()
    const lines = open?.key === key ? open.lines : begin(index, key, state)
    const items: KwicLine[] = []
    while (lines !== undefined && items.length < pageSize) {
      const next = await lines.next()
      if (next.done === true) break
      items.push(next.value)
    }
    return items
  }

  return {
    next: async (key, state) => {
      const items = await ask((index) => take(index, key, state)).catch((): readonly KwicLine[] => [])
      return { type: 'linesFound', key, items, isEnd: items.length < pageSize }
    },
  }
}
