/** Every occurrence in its context, one a line, aligned at the match. */
import { useState } from 'preact/hooks'
import { wholeQuery, writeAddress } from './address.js'
import type { Shown } from './address.js'
import type { Kwic, KwicLine } from './api.js'
import type { Ask } from './ask.js'
import type { PageMessages } from '../messages/page.js'
import { SortChoice } from './sort-choice.js'
import { useAnswer } from './hooks/use-answer.js'

export const kwicSorts = ['date', 'left', 'right'] as const
type KwicSort = (typeof kwicSorts)[number]

interface ConcordanceProps {
  readonly ask: Ask
  readonly shown: Shown
  readonly say: PageMessages
  readonly open: (id: string) => void
  /** Changes with the collection. */
  readonly updated: number | undefined
}

const mostLines = 200
/** Characters on each side; narrow screens show fewer of them. */
const context = 30

export function Concordance({ ask, shown, say, open, updated }: ConcordanceProps) {
  const [sort, setSort] = useState<KwicSort>('date')
  const parameters = { q: wholeQuery(shown), sort, limit: `${mostLines}`, context: `${context}`, lenient: '1' }
  const { answer: found, problem } = useAnswer<Kwic>(ask, '/api/kwic', parameters, updated)
  const lines = found?.lines ?? []
  return (
    <>
      <SortChoice label={say.sort} sorts={kwicSorts} names={say.kwicSorts} value={sort} choose={setSort} />
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
          {/* Cut at its beginning, so that the match stays visible. */}
          <bdi>{left}</bdi>
        </span>
        <mark>{match}</mark>
        <span class="right">{right}</span>
      </a>
    </li>
  )
}
