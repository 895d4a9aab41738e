import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { FileHit as Hit, Ranges } from '../../base/answers.js'
import { pieces } from '../../base/marked.js'
import { writeAddress, type Shown } from './address.js'
import { type Refusal } from './api.js'
import { type Found } from './hooks/use-hits.js'
import { type PageMessages } from '../messages/languages.js'

interface HitsProps {
  readonly result: Found
  readonly shown: Shown
  readonly selected: number
  readonly say: PageMessages
  readonly open: (id: string) => void
  readonly more: () => void
}

export function Hits({ result, shown, selected, say, open, more }: HitsProps) {
  // Links keep the question that was answered, so that a key press alone doesn't render hits again.
  const rows = useMemo(
    () =>
      result.hits.map((hit, i) => <HitRow key={hit.id} {...{ hit, shown, say, open, isSelected: i === selected }} />),
    [result, selected, say, shown.sort, shown.filters, shown.view],
  )
  const list = useRef<HTMLOListElement>(null)
  // Reading a size lays the hits out now, while the next frame is awaited, and not after that has begun.
  useLayoutEffect(() => void list.current!.offsetHeight, [rows])
  const rest = result.hits.reduce((left, hit) => left - 1 - copiesOf(hit).length, result.total)
  return (
    <>
      <ol ref={list} class="hits" data-query={result.query}>
        {rows}
      </ol>
      {result.isWhole && rest > 0 && result.hits.length > 0 && (
        <button type="button" class="more" onClick={more}>
          {say.more(rest)}
        </button>
      )}
    </>
  )
}

interface HitRowProps extends Pick<HitsProps, 'shown' | 'say' | 'open'> {
  readonly hit: Hit
  readonly isSelected: boolean
}

function HitRow({ hit, shown, say, open, isSelected }: HitRowProps) {
  const copies = copiesOf(hit)
  return (
    <li class={isSelected ? 'selected' : undefined} lang="zh">
      <a href={writeAddress({ ...shown, id: hit.id })} onClick={(event) => follow(event, () => open(hit.id))}>
        {hit.title === '' ? (
          <bdi>{hit.heading || hit.path}</bdi>
        ) : (
          <Marked text={hit.title} marks={hit.titleHighlights} />
        )}
      </a>
      <div class="origin">
        <p class="facts">
          {hit.date !== '' && <time>{hit.date.slice(0, 10)}</time>}
          {factsOf(hit).map((fact) => (
            <bdi key={fact}>{fact}</bdi>
          ))}
        </p>
        {copies.length > 0 && (
          <details class="copies">
            <summary>{say.similar(copies.length)}</summary>
            <ul>
              {copies.map((id) => (
                <li key={id}>
                  <a href={writeAddress({ ...shown, id })} onClick={(event) => follow(event, () => open(id))}>
                    <bdi>{id}</bdi>
                  </a>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <p>{passageOf(hit)}</p>
    </li>
  )
}

/** Opens a link in the page, unless the reader wants it in a window or tab of its own. */
export function follow(event: MouseEvent, open: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  open()
}

/** Author and source; the file only of what has no other sign. */
function factsOf({ author, url, title, heading, path, date }: Hit): readonly string[] {
  const facts = [author, sourceOf(url)].filter((fact) => fact !== '')
  return facts.length > 0 || ((title || heading) && date !== '') ? facts : [path]
}

/** Does not say again what the heading of an article without a title says, unless something in it is marked. */
function passageOf({ title, heading = '', snippet: { text, highlights } }: Hit) {
  const said = title === '' ? heading.replace(/…$/, '') : ''
  const from = said !== '' && text.startsWith(said) && (highlights[0]?.[0] ?? Infinity) >= said.length ? said.length : 0
  const marks = highlights.map(([start, end]) => [start - from, end - from] as const)
  const rest = text.slice(from).trim()
  return rest === '' || rest === '…' ? null : <Marked text={text.slice(from)} {...{ marks }} />
}

/** The site of an address; '' without one. */
export function sourceOf(url: string): string {
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : ''
}

function copiesOf({ duplicates = [], similar = [] }: Hit): readonly string[] {
  return [...duplicates, ...similar.map(({ id }) => id)]
}

/* Text with marks. All of it is inserted as text, whatever an article contains. */

interface MarkedProps {
  readonly text: string
  readonly marks: Ranges
  /** Number of the first mark, if one can step through the marks. */
  readonly from?: number
  readonly current?: number
}

export function Marked({ text, marks, from, current }: MarkedProps) {
  let next = from
  const parts = pieces(text, marks).map(([piece, isMarked], i) => {
    if (!isMarked) return piece
    const number = next === undefined ? undefined : next++
    return (
      <mark key={i} data-mark={number} class={number !== undefined && number === current ? 'current' : undefined}>
        {piece}
      </mark>
    )
  })
  return <bdi>{parts}</bdi>
}

/** What is wrong and what to do, in the language of the page where it knows the error, else as the server says it. */
export function ProblemText({ problem, say }: { readonly problem: Refusal | undefined; readonly say: PageMessages }) {
  return problem === undefined ? null : (
    <p class="problem" role="alert">
      {say.problems[problem.code] ?? problem.message}
    </p>
  )
}
