import { useEffect, useRef, useState } from 'preact/hooks'
import type { Ranges } from '../../base/answers.js'
import { within } from '../../base/marked.js'
import { type Article, type SearchResult } from './api.js'
import { FormattedText, headingsOf, marksIn, type Heading } from './formatted.js'
import { Marked, ProblemText, sourceOf } from './hits.js'
import { type PageMessages } from '../messages/languages.js'
import { useAnswer } from './hooks/use-hits.js'

interface ArticleProps {
  readonly id: string
  readonly query: string
  readonly say: PageMessages
  /** Of the connection: when it changes, the article is asked for again. */
  readonly state: string
  readonly isGone: boolean
  /** Opens another article; '' closes this one. */
  readonly open: (id: string) => void
  /** Steps to another mark; the page binds keys to it. */
  readonly stepRef: { current: ((by: 1 | -1) => void) | undefined }
}

const fewestHeadings = 3

export function ArticleView({ id, query, say, state, isGone, open, stepRef }: ArticleProps) {
  const path = `/api/articles/${encodeURIComponent(id)}`
  const parameters = { formatted: '1', ...(query !== '' && { q: query }) }
  const { answer: article, problem } = useAnswer<Article>(path, parameters, `${id} ${state}`)
  const { answer: alike } = useAnswer<SearchResult>('/api/search', { like: id, limit: '5' }, `${id} ${state}`)
  const [current, setCurrent] = useState(0)
  const box = useRef<HTMLElement>(null)

  useEffect(() => box.current?.focus(), [])
  const body = article?.formatted === undefined ? (article?.bodyHighlights?.length ?? 0) : marksIn(article.formatted)
  const marks = (article?.titleHighlights?.length ?? 0) + body
  useEffect(() => {
    box.current?.querySelector(`[data-mark="${current}"]`)?.scrollIntoView({ block: 'center' })
  }, [current, article])
  stepRef.current = (by) => marks > 0 && setCurrent((current + by + marks) % marks)
  const headings = headingsOf(article?.formatted ?? [])

  return (
    <article ref={box} tabIndex={-1} aria-label={article?.title || id} class={isGone ? 'stale' : undefined}>
      <div class="bar">
        <button type="button" onClick={() => open('')}>
          ← {say.back}
        </button>
        {marks > 0 && (
          <div class="steps">
            <span role="status">
              <span class="hidden">{say.markOf(current + 1, marks)}</span>
              <span aria-hidden="true">{`${current + 1} / ${marks}`}</span>
            </span>
            <button type="button" onClick={() => stepRef.current?.(-1)} aria-label={say.previousMark}>
              ↑
            </button>
            <button type="button" onClick={() => stepRef.current?.(1)} aria-label={say.nextMark}>
              ↓
            </button>
          </div>
        )}
      </div>
      <ProblemText {...{ problem, say }} />
      {article !== undefined && <Head {...{ article, current }} />}
      {headings.length >= fewestHeadings && <Contents {...{ headings, say }} />}
      {article !== undefined && <Text {...{ article, current, open }} />}
      {article !== undefined && (
        <p class="facts file">
          {say.source}: <bdi>{`${article.path}:${article.line}`}</bdi>
        </p>
      )}
      {alike !== undefined && alike.hits.length > 0 && (
        <nav aria-label={say.alike}>
          <h2>{say.alike}</h2>
          <ul lang="zh">
            {alike.hits.map((hit) => (
              <li key={hit.id}>
                <button type="button" class="link" onClick={() => open(hit.id)}>
                  <bdi>{hit.title || hit.heading || hit.path}</bdi>
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

function Head({ article, current }: { readonly article: Article; readonly current: number }) {
  const { title, titleHighlights = [], body, date, author, url } = article
  const source = sourceOf(url)
  return (
    <div lang="zh">
      <h1>
        {title === '' ? (
          <bdi>{body.split(/(?<=[。！？!?\n])/)[0]!.slice(0, 60)}</bdi>
        ) : (
          <Marked text={title} marks={titleHighlights} from={0} current={current} />
        )}
      </h1>
      <p class="facts">
        {date !== '' && <time>{date.slice(0, 10)}</time>}
        {author !== '' && <bdi>{author}</bdi>}
        {source !== '' && (
          <a href={url} rel="noreferrer noopener" target="_blank">
            {source}
          </a>
        )}
      </p>
    </div>
  )
}

function Contents({ headings, say }: { readonly headings: readonly Heading[]; readonly say: PageMessages }) {
  const top = headings.reduce((least, { level }) => Math.min(least, level), 6)
  return (
    <details class="contents" open={matchMedia('(min-width: 80rem)').matches}>
      <summary>{say.contents}</summary>
      <ol lang="zh">
        {headings.map(({ level, text }, i) => (
          <li key={i} class={level > top ? 'inner' : undefined}>
            <button
              type="button"
              class="link"
              onClick={() => document.getElementById(`heading-${i}`)?.scrollIntoView({ block: 'start' })}
            >
              <bdi>{text}</bdi>
            </button>
          </li>
        ))}
      </ol>
    </details>
  )
}

interface TextProps extends Pick<ArticleProps, 'open'> {
  readonly article: Article
  readonly current: number
}

function Text({ article, current, open }: TextProps) {
  const { body, bodyHighlights = [], titleHighlights = [], formatted } = article
  let from = titleHighlights.length
  return (
    <div lang="zh" class="text">
      {formatted !== undefined ? (
        <FormattedText nodes={formatted} id={article.id} {...{ from, current, open }} />
      ) : (
        paragraphs(body, bodyHighlights).map(({ text, marks, start }) => {
          const first = from
          from += marks.length
          return (
            <p key={start}>
              <Marked text={text} marks={marks} from={first} current={current} />
            </p>
          )
        })
      )}
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
    return { start: from, text, marks: within(marks, from, end) }
  })
}
