/** Every occurrence in its context, aligned at the match, with the date, title and source of its article. */
import type { KwicLine } from '../../base/answers.js'
import { sortFor, wholeQuery, writeAddress, type Shown } from './address.js'
import { type Kwic } from './api.js'
import { follow } from './hits.js'
import { useAnswer } from './hooks/use-hits.js'
import { type PageMessages } from '../messages/languages.js'
import { ProblemText } from './problem.js'

interface ConcordanceProps {
  readonly shown: Shown
  readonly say: PageMessages
  readonly open: (id: string) => void
  /** Changes with the collection. */
  readonly state: string
}

const mostLines = 200
/** Characters on each side; narrow screens show fewer of them. */
const context = 30

export function Concordance({ shown, say, open, state }: ConcordanceProps) {
  const sort = sortFor('kwic', shown.sort)
  const parameters = { q: wholeQuery(shown), sort, limit: `${mostLines}`, context: `${context}`, lenient: '1' }
  const { answer: found, problem } = useAnswer<Kwic>('/api/kwic', parameters, state)
  const lines = found?.lines ?? []
  return (
    <>
      <ProblemText {...{ problem, say }} />
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

function Line({ line, shown, open }: Pick<ConcordanceProps, 'shown' | 'open'> & { readonly line: KwicLine }) {
  const { id, title, path, date, left, match, right } = line
  return (
    <li>
      <a href={writeAddress({ ...shown, id })} onClick={(event) => follow(event, () => open(id))}>
        <span class="left">
          {/* Cut at its beginning, so that the match stays visible. */}
          <bdi>{left}</bdi>
        </span>
        <mark>
          <bdi>{match}</bdi>
        </mark>
        <span class="right">
          <bdi>{right}</bdi>
        </span>
        <span class="where">
          <span>{date.slice(0, 10)}</span> <bdi>{title || id}</bdi>
          {title !== '' && <bdi class="file">{path}</bdi>}
        </span>
      </a>
    </li>
  )
}
