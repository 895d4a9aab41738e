/**
 * The reader's past queries. If they can't be saved, this is reported once and is never fatal.
 */
import type { TuiMessages as Messages } from '../../messages/languages.js'
import { type Places } from '../../settings/settings.js'
import { type Event } from '../state/event.js'
import { densities, type Density } from '../state/model.js'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** One per line, the newest last; other sessions may write to the file at the same time. */
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
 * Appends a query; keeps what other sessions wrote meanwhile.
 * @returns the list as it is now
 */
export async function addQuery(path: string, query: string): Promise<string[]> {
  const others = (await readQueries(path)).filter((line) => line !== query)
  const next = [...others, query].slice(-mostQueries)
  await replaceFile(path, next.map((line) => `${line}\n`).join(''))
  return next
}

async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  await writeFile(draft, text, { mode: 0o600 })
  await rename(draft, path)
}

export class ReaderFiles {
  readonly #places: Places
  readonly #messages: Messages
  readonly #tell: (event: Event) => void
  #history: readonly string[] = []
  #isTold = false
  #last: Promise<void> = Promise.resolve()

  constructor(places: Places, messages: Messages, tell: (event: Event) => void) {
    this.#places = places
    this.#messages = messages
    this.#tell = tell
  }

  load(): Promise<void> {
    const { history, density } = this.#places
    return this.#attempt(async () => {
      this.#history = await readQueries(history)
      const [line] = await readQueries(density)
      const known = densities.find((one) => String(one) === line)
      if (known !== undefined) this.#tell({ type: 'densityLoaded', density: known })
    })
  }

  rememberDensity(density: Density): Promise<void> {
    return this.#attempt(() => replaceFile(this.#places.density, `${density}\n`))
  }

  remember(query: string): Promise<void> {
    return this.#attempt(async () => {
      this.#history = [...this.#history.filter((line) => line !== query), query]
      this.#history = await addQuery(this.#places.history, query)
    })
  }

  /** Resolves once all earlier requests are on disk. */
  settled(): Promise<void> {
    return this.#last
  }

  /** Makes one change after the other, because each rewrites the whole list. */
  #attempt(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work).then(
      () => this.#tell({ type: 'historyLoaded', history: this.#history }),
      (error: Error) => {
        const text = this.#messages.historyUnwritable(error.message)
        if (!this.#isTold) this.#tell({ type: 'noticed', notice: { text, tone: 'error' } })
        this.#isTold = true
      },
    )
    return this.#last
  }
}
