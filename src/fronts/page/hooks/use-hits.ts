/**
 * Hits at each key press. Those that fit the window come first: from an earlier answer to the same question, or
 * requested alone. Once they are painted, all hits and the counts of facets are requested.
 */
import { useRef, useLayoutEffect, useState } from 'preact/hooks'
import { filterNames, type FilterName } from '../address.js'
import { ask, Refusal, type Facets, type SearchResult } from '../api.js'

/* Earlier answers, so that hits of a repeated question can be shown before the service answers. */

/** An answer takes about 10 KB. */
const mostKept = 50

export class KnownAnswers {
  readonly #kept = new Map<string, SearchResult>()
  #facets: Facets = {}
  #question: string | undefined
  #updated: unknown

  get facets(): Facets {
    return this.#facets
  }

  isOther(question: string): boolean {
    return this.#question !== undefined && this.#question !== question
  }

  find(question: string): SearchResult | undefined {
    return this.#kept.get(question)
  }

  shows(question: string): void {
    this.#question = question
  }

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

/** Height of a row with one line of its text, in CSS pixels. */
const lowestRow = 104
/** Narrower rows have another line if near-duplicates are known; all are known only with the whole answer. */
const wideRows = '(min-width: 40rem)'

/**
 * @param limit hits of the whole answer
 * @param updated when it changes, the question is sent again
 * @param without for each filtered field, the question without its filter: its other values are counted by that
 */
export function useHits(
  { q, sort }: Readonly<Record<'q' | 'sort', string>>,
  limit: number,
  updated: unknown,
  without: readonly (readonly [FilterName, string])[],
): Answered<Found> {
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
    const [found, ...others] = await Promise.all([
      search({ limit: `${limit}`, facet: filterNames.join() }),
      ...without.map(([facet, query]) => search({ q: query, count: '1', facet })),
    ])
    const whole = {
      ...found,
      facets: others.reduce<Facets>((all, { facets }) => ({ ...all, ...facets }), found.facets ?? {}),
    }
    answers.keep(question, whole)
    // The time of the first request stays, so that the figure doesn't change while it is read.
    show({ ...whole, tookMs: part?.tookMs ?? whole.tookMs, isWhole: true })
  }
  return useAnswers(request, [q, sort, limit, updated])
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

/* Answers of the service. The answer to an earlier question never replaces that to a later one. */

interface Answered<T> {
  /** The last answer, also while the next is awaited, and if the next failed. */
  readonly answer: T | undefined
  /** Why the last question has no answer; undefined if it has one, or if there is no server. */
  readonly problem: Refusal | undefined
}

/** @param updated when it changes, the question is sent again */
export function useAnswer<T>(
  path: string,
  parameters: Readonly<Record<string, string>>,
  updated: unknown,
): Answered<T> {
  return useAnswers<T>(
    async (show, signal) => show(await ask<T>(path, parameters, signal)),
    [path, ...Object.values(parameters), updated],
  )
}

/**
 * @param request sends the question and shows one answer or several; it is aborted by the next question
 * @param question when one of these values changes, `request` is called again
 */
function useAnswers<T>(
  request: (show: (answer: T) => void, signal: AbortSignal) => Promise<void>,
  question: readonly unknown[],
): Answered<T> {
  const [answer, setAnswer] = useState<T>()
  const [problem, setProblem] = useState<Refusal>()
  // Sent before the browser paints; other effects run a frame later.
  useLayoutEffect(() => {
    const current = new AbortController()
    const show = (found: T): void => {
      if (current.signal.aborted) return
      setAnswer(found)
      setProblem(undefined)
    }
    request(show, current.signal).catch(
      (error: unknown) => error instanceof Refusal && !current.signal.aborted && setProblem(error),
    )
    return () => current.abort()
  }, question)
  return { answer, problem }
}
