/** Completions of what is typed: titles open their articles, authors and tags become filters. */
import { useEffect, useState } from 'preact/hooks'
import { type Filters, type Show } from './address.js'
import { ask } from './api.js'
import { useAfterPause } from './hooks/use-search.js'
import { type PageMessages } from '../messages/languages.js'

interface Completion {
  readonly text: string
  readonly kind: 'title' | 'author' | 'tag'
  readonly id?: string
}

interface CompletionsProps {
  /** What was typed; '' where nothing is completed. */
  readonly typed: string
  readonly filters: Filters
  readonly say: PageMessages
  readonly show: Show
  readonly setText: (text: string) => void
}

/** Hits come first: they are what is typed for. */
const pauseMs = 150
const longest = 40
const none: readonly Completion[] = []

export function Completions({ typed, filters, say, show, setText }: CompletionsProps) {
  const [found, setFound] = useState(none)
  useEffect(() => setFound(none), [typed])
  useAfterPause(typed, pauseMs, (signal) => {
    const q = typed.trim()
    if (q.length > longest) return
    ask<{ readonly suggestions: readonly Completion[] }>('/api/suggest', { q, limit: '6' }, signal)
      .then(({ suggestions }) => setFound(suggestions))
      .catch(() => undefined)
  })
  if (found.length === 0) return null
  const take = ({ kind, text, id }: Completion): void => {
    setFound(none)
    if (kind === 'title') return show({ id: id ?? '' }, true)
    // The filter stands for what was typed.
    setText('')
    show({ query: '', filters: { ...filters, [kind]: [...new Set([...filters[kind], text])] } }, true)
  }
  return (
    <div class="completions" role="group" aria-label={say.completions}>
      {found.map((completion) => (
        <button key={`${completion.kind} ${completion.text}`} type="button" onClick={() => take(completion)}>
          {completion.kind !== 'title' && <span class="count">{say.facets[completion.kind]}</span>}
          <bdi lang="zh">{completion.text}</bdi>
        </button>
      ))}
    </div>
  )
}
