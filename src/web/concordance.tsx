/** Every occurrence in its context, one a line, aligned at the match. */
import { useEffect, useState } from 'preact/hooks'
import { wholeQuery, writeAddress } from './address.js'
import type { Shown } from './address.js'
import { ask } from './api.js'
import type { Kwic, KwicLine } from './api.js'
import type { PageMessages } from '../messages/page.js'

export const kwicSorts = ['date', 'left', 'right'] as const
type KwicSort = (typeof kwicSorts)[number]

interface ConcordanceProps {
  readonly shown: Shown
  readonly say: PageMessages
  readonly open: (id: string) => void
  /** Changes with the collection. */
  readonly updated: number | undefined
}

const mostLines = 200
/** Characters on each side; narrow screens show fewer of them. */
const context = 30

export function Concordance({ shown, say, open, updated }: ConcordanceProps) {
  const [sort, setSort] = useState<KwicSort>('date')
  const [found, setFound] = useState<Kwic>()
  const [problem, setProblem] = useState('')
  const query = wholeQuery(shown)
  useEffect(() => {
    const asked = new AbortController()
    const parameters = { q: query, sort, limit: `${mostLines}`, context: `${context}`, lenient: '1' }
    ask<Kwic>('/api/kwic', parameters, asked.signal)
      .then((answer) => {
        setFound(answer)
        setProblem('')
      })
      .catch((error: Error) => error.name !== 'AbortError' && setProblem(error.message))
    return () => asked.abort()
  }, [query, sort, updated])

  const lines = found?.lines ?? []
  return (
    <>
      <label class="sort">
        {say.sort}{' '}
        <select value={sort} onChange={(event) => setSort(event.currentTarget.value as KwicSort)}>
          {kwicSorts.map((one) => (
            <option key={one} value={one}>
              {say.kwicSorts[one]}
            </option>
          ))}
        </select>
      </label>
      {problem !== '' && <p class="problem">{problem}</p>}
      <ol class="kwic" lang="zh">
        {lines.map((line, i) => (
          <Line key={i} {...{ line, shown, open }} />
        ))}
      </ol>
      {found !== undefined && (
        <p class="facts">{say.occurrences(lines.length, lines.length === mostLines || found.isPartial === true)}</p>
      )}
    </>
  )
}

interface LineProps {
  readonly line: KwicLine
  readonly shown: Shown
  readonly open: (id: string) => void
}

function Line({ line: { id, title, path, date, left, match, right }, shown, open }: LineProps) {
  const go = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    open(id)
  }
  return (
    <li>
      <a href={writeAddress({ ...shown, id })} onClick={go} title={`${title || path} ${date.slice(0, 10)}`}>
        <span class="left">
          {/* Cut at its beginning, so that the match stays in sight. */}
          <bdi>{left}</bdi>
        </span>
        <mark>{match}</mark>
        <span class="right">{right}</span>
      </a>
    </li>
  )
}
