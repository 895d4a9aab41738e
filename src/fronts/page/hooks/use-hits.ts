/**
 * Hits at each key press. Those that fit the window come first: from an earlier answer to the same question, or
 * requested alone. Once they are painted, all hits and the counts of facets are requested.
 */
import { useRef, useLayoutEffect, useState } from 'preact/hooks'
import { filterNames, type FilterName } from '../address.js'
import { ask, Refusal, type Facets, type SearchResult } from '../api.js'

/** What was answered and shown before, so that hits of a repeated question can be shown before the service answers. */
interface Known {
  /** The last answers by their questions. */
  readonly answers: Map<string, SearchResult>
  /** Of the last answer. */
  facets: Facets
  /** The question whose hits are shown. */
  question: string | undefined
  /** Of the collection; the answers of another state are dropped. */
  updated: unknown
}

/** An answer takes about 10 KB. */
const mostKept = 50

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
  const known = useRef<Known>({ answers: new Map(), facets: {}, question: undefined, updated })
  const request = async (show: (found: Found) => void, signal: AbortSignal): Promise<void> => {
    const { answers } = known.current
    const question = `${sort} ${q}`
    const search = (parameters: Readonly<Record<string, string>>): Promise<SearchResult> =>
      ask('/api/search', { q, sort, ...parameters, lenient: '1', fold: '1' }, signal)
    if (known.current.updated !== updated) answers.clear()
    known.current.updated = updated
    const rows = Math.min(limit, rowsInWindow())
    const before = answers.get(question)
    const isOther = known.current.question !== undefined && known.current.question !== question
    let part: SearchResult | undefined
    if (isOther && (before !== undefined || rows < limit)) {
      part = before ?? (await search({ limit: `${rows}` }))
      known.current.question = question
      show({ ...part, hits: part.hits.slice(0, rows), facets: known.current.facets, isWhole: false })
      await painted()
      signal.throwIfAborted()
    }
    const [found, ...others] = await Promise.all([
      search({ limit: `${limit}`, facet: filterNames.join() }),
      ...without.map(([facet, query]) => search({ q: query, count: '1', facet })),
    ])
    const facets = others.reduce<Facets>((all, other) => ({ ...all, ...other.facets }), found.facets ?? {})
    const whole = { ...found, facets }
    Object.assign(known.current, { question, facets })
    answers.delete(question)
    answers.set(question, whole)
    if (answers.size > mostKept) answers.delete(answers.keys().next().value!)
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
