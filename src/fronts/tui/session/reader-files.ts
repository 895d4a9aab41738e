/**
 * The reader's own lists: past and saved queries. If a list can't be saved, this is reported once and is never fatal.
 */
import type { Messages } from '../../messages/tui.js'
import type { Places } from '../../settings/places.js'
import { changeQueries, readLine, readQueries, writeLine } from '../files/query-list.js'
import type { Event } from '../state/event.js'
import { densities, type Density } from '../state/model.js'

export interface ReaderFiles {
  readonly load: () => Promise<void>
  readonly remember: (query: string) => Promise<void>
  readonly toggleSaved: (query: string) => Promise<void>
  readonly rememberDensity: (density: Density) => Promise<void>
  /** Resolves once all earlier requests are on disk. */
  readonly settled: () => Promise<void>
}

export function createReaderFiles(places: Places, messages: Messages, tell: (event: Event) => void): ReaderFiles {
  let history: readonly string[] = []
  let saved: readonly string[] = []
  let isTold = false
  let last: Promise<void> = Promise.resolve()

  /** Makes one change after the other, because each rewrites the whole list. */
  const attempt = (work: () => Promise<void>): Promise<void> => (last = last.then(() => tryTo(work)))

  const tryTo = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
      tell({ type: 'historyLoaded', history, saved })
    } catch (error) {
      if (isTold) return
      isTold = true
      tell({ type: 'noticed', notice: { text: messages.historyUnwritable((error as Error).message), tone: 'error' } })
    }
  }

  return {
    load: () =>
      attempt(async () => {
        history = await readQueries(places.history)
        saved = await readQueries(places.saved)
        const line = await readLine(places.density)
        const density = densities.find((known) => String(known) === line)
        if (density !== undefined) tell({ type: 'densityLoaded', density })
      }),
    rememberDensity: (density) => attempt(() => writeLine(places.density, String(density))),
    remember: (query) =>
      attempt(async () => {
        history = [...history.filter((line) => line !== query), query]
        history = await changeQueries(places.history, query, 'add')
      }),
    toggleSaved: async (query) => {
      if (query === '') {
        tell({ type: 'noticed', notice: { text: messages.nothingToSave, tone: 'error' } })
        return
      }
      await attempt(async () => {
        const wasSaved = saved.includes(query)
        saved = await changeQueries(places.saved, query, wasSaved ? 'remove' : 'add')
        const text = wasSaved ? messages.unsaved(query) : messages.saved(query)
        tell({ type: 'noticed', notice: { text, tone: 'good' } })
      })
    },
    settled: () => last,
  }
}
