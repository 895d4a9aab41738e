import type { SearchResult } from '../../../src/library/types.js'
import { platformWords } from '../../../src/fronts/tui/editor/editor.js'
import { defaultBindings, keyTable, type Bindings } from '../../../src/fronts/tui/keys/bindings.js'
import type { InputEvent } from '../../../src/fronts/tui/keys/decode.js'
import type { Effect, Event } from '../../../src/fronts/tui/state/event.js'
import { initialState, type InitialOptions, type State } from '../../../src/fronts/tui/state/model.js'
import { countOverview, overviewKey } from '../../../src/fronts/tui/state/overview.js'
import { engineQuery, previewKey, searchKey } from '../../../src/fronts/tui/state/query.js'
import { update } from '../../../src/fronts/tui/state/update.js'
import { drawn } from './drawn.js'
import { fakeIndex } from './fake-index.js'

/** A state under test, laid out by Ink: keys and events go in, effects are kept. */
export interface Driven {
  state: State
  readonly effects: Effect[]
  keys(...names: readonly string[]): void
  type(text: string): void
  send(...events: readonly (Event | InputEvent)[]): void
  /** Answers what the state asks now, from an index in memory. */
  answer(): Promise<void>
}

export function drive(options: Partial<InitialOptions> = {}, index = fakeIndex(), own: Partial<Bindings> = {}): Driven {
  const tools = { keys: keyTable({ ...defaultBindings, ...own }), words: platformWords }
  const driven: Driven = {
    state: initialState({ columns: 110, rows: 32, canBuild: true, ...options }),
    effects: [],
    keys: (...names) => driven.send(...names.map((name) => ({ type: 'key' as const, name }))),
    type: (text) => driven.send({ type: 'text', text }),
    send: (...events) => {
      for (const event of events) {
        const [next, effects] = update(driven.state, event, tools)
        driven.state = drawn(next).state
        driven.effects.push(...effects)
      }
    },
    answer: async () => {
      const key = searchKey(driven.state)
      if (key === undefined) return
      const query = engineQuery(driven.state)
      const result: SearchResult = await index.search(query, { limit: 30 })
      driven.send({ type: 'answered', key, result, offset: 0, next: 30 })
      const counts = overviewKey(driven.state)
      const overview = counts === undefined ? undefined : await countOverview(index, driven.state, counts)
      if (overview !== undefined) driven.send({ type: 'overviewed', overview })
      const wanted = previewKey(driven.state)
      const hit = driven.state.results?.hits[driven.state.selected]
      if (wanted === undefined || hit === undefined) return
      driven.send({ type: 'previewed', key: wanted, marked: await index.mark(hit.id, driven.state.editor.text) })
    },
  }
  driven.send({ type: 'opened', articles: index.articleCount, hasTimes: index.timeline !== undefined, hasLines: true })
  return driven
}

/** A state with hits for a query. */
export async function answered(
  query: string,
  options: Partial<InitialOptions> = {},
  index = fakeIndex(),
): Promise<Driven> {
  const driven = drive(options, index)
  driven.type(query)
  await driven.answer()
  return driven
}
