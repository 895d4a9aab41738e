import { useEffect, useRef, useState } from 'preact/hooks'
import type { Ranges } from '../../base/answers.js'
import { type Article, type SearchResult } from './api.js'
import { Marked } from './hits.js'
import { type PageMessages } from '../messages/languages.js'
import { useAnswer } from './hooks/use-hits.js'

interface ArticleProps {
  readonly id: string
  readonly query: string
  readonly say: PageMessages
  /** Opens another article; '' closes this one. */
  readonly open: (id: string) => void
  /** Steps to another mark; the page binds keys to it. */
  readonly stepRef: { current: ((by: 1 | -1) => void) | undefined }
}

export function ArticleView({ id, query, say, open, stepRef }: ArticleProps) {
  const path = `/api/articles/${encodeURIComponent(id)}`
  const { answer: article, problem } = useAnswer<Article>(path, query === '' ? {} : { q: query }, id)
  const { answer: alike } = useAnswer<SearchResult>('/api/search', { like: id, limit: '5' }, id)
  const [current, setCurrent] = useState(0)
  const box = useRef<HTMLElement>(null)

  useEffect(() => box.current?.focus(), [])
  const marks = (article?.titleHighlights?.length ?? 0) + (article?.bodyHighlights?.length ?? 0)
  useEffect(() => {
    box.current?.querySelector(`[data-mark="${current}"]`)?.scrollIntoView({ block: 'center' })
  }, [current, article])
  stepRef.current = (by) => marks > 0 && setCurrent((current + by + marks) % marks)

  return (
    <article ref={box} tabIndex={-1} aria-label={article?.title || id}>
      <div class="bar">
        <button type="button" onClick={() => open('')}>
          {say.back}
        </button>
        {marks > 0 && (
          <>
            <button type="button" onClick={() => stepRef.current?.(-1)} aria-label={say.previousMark}>
              ↑
            </button>
            <button type="button" onClick={() => stepRef.current?.(1)} aria-label={say.nextMark}>
              ↓
            </button>
            <span role="status">{say.markOf(current + 1, marks)}</span>
          </>
        )}
      </div>
      {problem !== '' && <p class="problem">{problem}</p>}
      {article !== undefined && <Text article={article} current={current} />}
      {alike !== undefined && alike.hits.length > 0 && (
        <nav aria-label={say.alike}>
          <h2>{say.alike}</h2>
          <ul lang="zh">
            {alike.hits.map((hit) => (
              <li key={hit.id}>
                <button type="button" class="link" onClick={() => open(hit.id)}>
                  {hit.title || hit.heading || hit.path}
                </button>{' '}
                <span class="facts">{hit.date.slice(0, 10)}</span>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </article>
  )
}

function Text({ article, current }: { readonly article: Article; readonly current: number }) {
  const { title, titleHighlights = [], body, bodyHighlights = [], date, author, path, line, url } = article
  const facts = [date.slice(0, 10), author, `${path}:${line}`].filter((fact) => fact !== '')
  let from = titleHighlights.length
  return (
    <div lang="zh">
      <h1>
        {title === '' ? (
          body.split(/(?<=[。！？!?\n])/)[0]!.slice(0, 60)
        ) : (
          <Marked text={title} marks={titleHighlights} from={0} current={current} />
        )}
      </h1>
      <p class="facts">
        {facts.join(' · ')}
        {/^https?:\/\//.test(url) && (
          <>
            {' · '}
            <a href={url} rel="noreferrer noopener" target="_blank">
              {new URL(url).hostname}
            </a>
          </>
        )}
      </p>
      {paragraphs(body, bodyHighlights).map(({ text, marks, start }) => {
        const first = from
        from += marks.length
        return (
          <p key={start}>
            <Marked text={text} marks={marks} from={first} current={current} />
          </p>
        )
      })}
    </div>
  )
}

/** A mark that continues beyond the end of a paragraph is split there. */
function paragraphs(body: string, marks: Ranges) {
  let start = 0
  return body.split('\n').map((text) => {
    const from = start
    const end = from + text.length
    start = end + 1
    const own = marks
      .filter(([first, last]) => first < end && last > from)
      .map(([first, last]) => [Math.max(first, from) - from, Math.min(last, end) - from] as const)
    return { start: from, text, marks: own }
  })
}
