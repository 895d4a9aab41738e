/** Hits for the current query. Only the newest question is answered, and again when the collection changes. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { wholeQuery, type Shown } from '../address.js'
import { ask, type SearchResult } from '../api.js'
import { useHits } from './use-hits.js'

const pageSize = 20
/** Corrections are requested when typing pauses, because they take longer than hits. */
const pauseMs = 350
/** One array for all uses, so that setting it again renders nothing. */
const none: readonly string[] = []

export type Search = ReturnType<typeof useSearch>

export function useSearch(shown: Shown) {
  const [corrections, setCorrections] = useState(none)
  /** Number of articles after an update of the collection. */
  const [updated, setUpdated] = useState<number>()
  const [limit, setLimit] = useState(pageSize)
  const asked = useRef('')
  const query = wholeQuery(shown)
  const question = `${shown.sort} ${query}`
  if (asked.current !== question) {
    asked.current = question
    if (limit !== pageSize) setLimit(pageSize)
  }

  const { answer: result, problem } = useHits({ q: query, sort: shown.sort }, limit, updated)

  useEffect(() => {
    setCorrections(none)
    if (shown.query.trim() === '') return
    const current = new AbortController()
    const pause = setTimeout(() => {
      const parameters = { q: shown.query, suggest: '1', lenient: '1', count: '1' }
      ask<SearchResult>('/api/search', parameters, current.signal)
        .then(({ suggestions = [] }) => setCorrections(suggestions.slice(0, 3).map((one) => one.query)))
        .catch(() => undefined)
    }, pauseMs)
    return () => {
      clearTimeout(pause)
      current.abort()
    }
  }, [shown.query])

  useEffect(() => {
    const events = new EventSource('/api/events')
    events.addEventListener('commit', (event) => {
      const { articles } = JSON.parse((event as MessageEvent<string>).data) as { articles: number }
      setUpdated(articles)
    })
    return () => events.close()
  }, [])

  return { result, problem, corrections, updated, more: () => setLimit((before) => Math.min(1000, before + 50)) }
}
