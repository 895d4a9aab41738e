/**
 * The reader's own lists: past and saved queries. If a list can't be saved, this is reported once and is never fatal.
 */
import type { Messages } from '../../messages/tui.js'
import type { Places } from '../../settings/places.js'
import type { Event } from '../state/event.js'
import { densities, type Density } from '../state/model.js'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A list of queries in a file, one per line, the newest last; other sessions may write to it at the same time. */
const mostQueries = 1000

/** @returns the queries, oldest first; none if there is no file */
export async function readQueries(path: string): Promise<string[]> {
  try {
    const text = await readFile(path, 'utf8')
    return text.split('\n').filter((line) => line.trim() !== '')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/**
 * Appends or removes a query; keeps what other sessions wrote meanwhile.
 * @returns the list as it is now
 */
export async function changeQueries(path: string, query: string, change: 'add' | 'remove'): Promise<string[]> {
  const others = (await readQueries(path)).filter((line) => line !== query)
  const next = (change === 'add' ? [...others, query] : others).slice(-mostQueries)
  await replaceFile(path, next.map((line) => `${line}\n`).join(''))
  return next
}

/** The only line of a file; '' if there is no file. */
async function readLine(path: string): Promise<string> {
  return (await readQueries(path))[0] ?? ''
}

async function writeLine(path: string, line: string): Promise<void> {
  await replaceFile(path, `${line}\n`)
}

async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  await writeFile(draft, text, { mode: 0o600 })
  await rename(draft, path)
}

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
