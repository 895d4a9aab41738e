/** Text with marks. All of it is inserted as text, whatever an article contains. */
import type { ComponentChildren } from 'preact'
import type { Range } from './api.js'

interface MarkedProps {
  readonly text: string
  readonly marks: readonly Range[]
  /** Number of the first mark, if one can step through the marks. */
  readonly from?: number
  readonly current?: number
}

export function Marked({ text, marks, from, current }: MarkedProps) {
  const parts: ComponentChildren[] = []
  let at = 0
  marks.forEach(([start, end], i) => {
    parts.push(text.slice(at, start))
    const number = from === undefined ? undefined : from + i
    parts.push(
      <mark key={start} data-mark={number} class={number !== undefined && number === current ? 'current' : undefined}>
        {text.slice(start, end)}
      </mark>,
    )
    at = end
  })
  parts.push(text.slice(at))
  return <>{parts}</>
}
