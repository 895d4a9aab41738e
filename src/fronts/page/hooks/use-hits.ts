/**
 * Hits at each key press. Those that fit the window come first: from an earlier answer to the same question, or
 * requested alone. Once they are painted, all hits and the counts of facets are requested.
 */
import { useRef } from 'preact/hooks'
import type { SearchResult } from '../api.js'
import type { Ask } from '../ask.js'
import { useAnswers, type Answered } from './use-answer.js'

/* Earlier answers, so that hits of a repeated question can be shown before the service answers. */

/** An answer takes about 10 KB. */
const mostKept = 50

export class KnownAnswers {
  readonly #kept = new Map<string, SearchResult>()
  #facets: NonNullable<SearchResult['facets']> = {}
  #question: string | undefined
  #updated: unknown

  /** Counts of the last whole answer. */
  get facets(): NonNullable<SearchResult['facets']> {
    return this.#facets
  }

  /** Whether the page shows the answer to another question. */
  isOther(question: string): boolean {
    return this.#question !== undefined && this.#question !== question
  }

  find(question: string): SearchResult | undefined {
    return this.#kept.get(question)
  }

  shows(question: string): void {
    this.#question = question
  }

  /** Keeps the whole answer to the question that is shown. */
  keep(question: string, answer: SearchResult): void {
    this.shows(question)
    this.#facets = answer.facets ?? {}
    this.#kept.delete(question)
    this.#kept.set(question, answer)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > mostKept) this.#kept.delete(oldest!)
  }

  /** Drops the answers of another state of the collection. */
  follow(updated: unknown): void {
    if (updated !== this.#updated) this.#kept.clear()
    this.#updated = updated
  }
}

export interface Found extends SearchResult {
  /** False while hits below the window and counts are awaited; until then the counts are those of the last question. */
  readonly isWhole: boolean
}

interface Question {
  readonly q: string
  readonly sort: string
}

/** Height of a row with one line of its text, in CSS pixels. */
const lowestRow = 104
/** Narrower rows have another line if near-duplicates are known; all are known only with the whole answer. */
const wideRows = '(min-width: 40rem)'

/** @param limit hits of the whole answer @param updated when it changes, the question is sent again */
export function useHits(ask: Ask, { q, sort }: Question, limit: number, updated: unknown): Answered<Found> {
  const known = useRef<KnownAnswers>(undefined)
  const request = async (show: (found: Found) => void, signal: AbortSignal): Promise<void> => {
    const answers = (known.current ??= new KnownAnswers())
    const question = `${sort} ${q}`
    const search = (parameters: Readonly<Record<string, string>>): Promise<SearchResult> =>
      ask('/api/search', { q, sort, ...parameters, lenient: '1', fold: '1' }, signal)
    answers.follow(updated)
    const rows = Math.min(limit, rowsInWindow())
    const before = answers.find(question)
    let part: SearchResult | undefined
    if (answers.isOther(question) && (before !== undefined || rows < limit)) {
      part = before ?? (await search({ limit: `${rows}` }))
      answers.shows(question)
      show({ ...part, hits: part.hits.slice(0, rows), facets: answers.facets, isWhole: false })
      await painted()
      signal.throwIfAborted()
    }
    const whole = await search({ limit: `${limit}`, facet: 'author,tag,year' })
    answers.keep(question, whole)
    // The time of the first request stays, so that the figure doesn't change while it is read.
    show({ ...whole, tookMs: part?.tookMs ?? whole.tookMs, isWhole: true })
  }
  return useAnswers(request, [ask, q, sort, limit, updated])
}

/** One more than fit, because near-duplicates are folded into one row. */
const rowsInWindow = (): number =>
  matchMedia(wideRows).matches ? 1 + Math.ceil((scrollY + innerHeight) / lowestRow) : Infinity

/** Resolves in the frame after the next. By then the document is painted as it is now. */
function painted(): Promise<unknown> {
  return new Promise((resolve) => {
    // The callbacks of a frame run before it is painted.
    requestAnimationFrame(() => requestAnimationFrame(resolve))
  })
}
