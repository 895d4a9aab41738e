/** Hits for the current query. Only the newest question is answered, and again when the collection changes. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { filterNames, sortFor, wholeQuery, type Shown } from '../address.js'
import { ask, Refusal, type SearchResult } from '../api.js'
import { useHits } from './use-hits.js'

const pageSize = 20
/** Corrections are requested when typing pauses, because they take longer than hits. */
const pauseMs = 350

export type Search = ReturnType<typeof useSearch>

/** What is said about a query when typing pauses. */
interface Advice {
  readonly corrections: readonly string[]
  /** What can't be read in it; '' if all can. */
  readonly syntax: string
}
/** One object for all uses, so that setting it again renders nothing. */
const none: Advice = { corrections: [], syntax: '' }

/** @param state of the connection; when it changes, the question is asked again */
export function useSearch(shown: Shown, state: string) {
  const [limit, setLimit] = useState(pageSize)
  const asked = useRef('')
  const query = wholeQuery(shown)
  const sort = sortFor('hits', shown.sort)
  const question = `${sort} ${query}`
  if (asked.current !== question) {
    asked.current = question
    if (limit !== pageSize) setLimit(pageSize)
  }
  const filtered = filterNames.filter((name) => shown.filters[name].length > 0)
  const without = filtered.map((name) => [name, wholeQuery(shown, name)] as const)
  const { answer: result, problem } = useHits({ q: query, sort }, limit, state, without)
  const advice = useAdvice(shown.query)
  return { result, problem, ...advice, more: () => setLimit((before) => Math.min(1000, before + 50)) }
}

function useAdvice(query: string): Advice {
  const [advice, setAdvice] = useState(none)
  useAfterPause(query, pauseMs, (signal) => {
    ask<SearchResult>('/api/search', { q: query, suggest: '1', count: '1' }, signal)
      .then(({ suggestions = [] }) => suggestions.slice(0, 3).map((one) => one.query))
      .then((corrections) => corrections.length > 0 && setAdvice({ corrections, syntax: '' }))
      .catch((error: unknown) => {
        const isSyntax = error instanceof Refusal && error.code === 'QUERY_SYNTAX'
        if (isSyntax) setAdvice({ corrections: [], syntax: error.message })
      })
  })
  useEffect(() => setAdvice(none), [query])
  return advice
}

/** Asks about a text that is not empty once it has stayed the same for a moment; another text ends the question. */
export function useAfterPause(text: string, ms: number, ask: (signal: AbortSignal) => void): void {
  useEffect(() => {
    if (text.trim() === '') return
    const current = new AbortController()
    const pause = setTimeout(() => ask(current.signal), ms)
    return () => {
      clearTimeout(pause)
      current.abort()
    }
  }, [text])
}
