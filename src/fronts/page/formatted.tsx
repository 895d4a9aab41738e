/** An article as its file formats it. Only the elements listed here are made, so nothing of an article can run. */
import { h, type ComponentChildren } from 'preact'
import type { Formatted, FormattedElement } from '../../base/answers.js'
import { noFilters, writeAddress } from './address.js'
import { follow } from './hits.js'

const elements = new Set(
  (
    'p h2 h3 h4 h5 h6 ul ol li blockquote pre code table tr td th em strong del ins sub sup kbd br hr dl dt dd figure ' +
    'figcaption div'
  ).split(' '),
)

interface FormattedProps {
  readonly nodes: readonly Formatted[]
  /** Of the article. */
  readonly id: string
  /** Number of the first mark. */
  readonly from: number
  readonly current: number
  readonly open: (id: string) => void
}

export function FormattedText(props: FormattedProps) {
  const headings = { count: 0 }
  const children = (nodes: readonly Formatted[]): ComponentChildren[] =>
    nodes.map((node) => (typeof node === 'string' ? node : element(node)))
  const element = (node: FormattedElement): ComponentChildren => {
    const [name, attributes, inner] = node
    if (name === 'mark') return mark(node, props)
    if (name === 'img') return image(attributes, props.id)
    if (name === 'a') return <Link {...{ attributes }} open={props.open} inner={children(inner)} />
    if (name === 'table')
      // Reached by the keyboard, because a wide table is scrolled.
      return (
        <div class="wide" tabIndex={0} role="group">
          <table>
            <tbody>{children(rowsOf(inner))}</tbody>
          </table>
        </div>
      )
    if (!elements.has(name)) return children(inner)
    if (/^h\d$/.test(name)) return h(name, { id: `heading-${headings.count++}` }, children(inner))
    if (name === 'pre') return h('pre', { tabIndex: 0 }, children(inner))
    return h(name, numbering(name, attributes), name === 'br' || name === 'hr' ? undefined : children(inner))
  }
  return <>{children(props.nodes)}</>
}

function numbering(name: string, { start, value }: FormattedElement[1]): Record<string, string> {
  if (name === 'ol' && start !== undefined) return { start }
  return name === 'li' && value !== undefined ? { value } : {}
}

/** A table may also hold blanks and groups of rows. */
const rowsOf = (nodes: readonly Formatted[]): readonly Formatted[] =>
  nodes.flatMap((node) => (typeof node === 'string' ? [] : node[0] === 'tr' ? [node] : rowsOf(node[2])))

function mark([, attributes, inner]: FormattedElement, { from, current }: FormattedProps): ComponentChildren {
  const number = from + Number(attributes['number'])
  return (
    <mark data-mark={number} class={number === current ? 'current' : undefined}>
      {inner as string[]}
    </mark>
  )
}

function image({ src = '', alt = '' }: FormattedElement[1], id: string): ComponentChildren {
  return <img src={`/api/images/${encodeURIComponent(id)}?${new URLSearchParams({ src })}`} alt={alt} loading="lazy" />
}

interface LinkProps extends Pick<FormattedProps, 'open'> {
  readonly attributes: FormattedElement[1]
  readonly inner: ComponentChildren[]
}

function Link({ attributes: { href = '', to }, inner, open }: LinkProps) {
  if (to !== undefined) {
    const address = writeAddress({ query: '', sort: 'score', filters: noFilters, view: 'hits', id: to })
    return (
      <a href={address} onClick={(event) => follow(event, () => open(to))}>
        {inner}
      </a>
    )
  }
  if (!/^https?:\/\//i.test(href)) return <>{inner}</>
  return (
    <a href={href} rel="noreferrer noopener" target="_blank">
      {inner}
    </a>
  )
}

export interface Heading {
  readonly level: number
  readonly text: string
}

/** The headings of an article, in order. */
export function headingsOf(nodes: readonly Formatted[]): readonly Heading[] {
  return nodes.flatMap((node): readonly Heading[] => {
    if (typeof node === 'string') return []
    return /^h\d$/.test(node[0]) ? [{ level: Number(node[0][1]), text: textOf(node) }] : headingsOf(node[2])
  })
}

const textOf = (node: Formatted): string => (typeof node === 'string' ? node : node[2].map(textOf).join(''))

/** How many marks there are; those of one match have one number. */
export function marksIn(nodes: readonly Formatted[]): number {
  return nodes.reduce<number>((most, node) => {
    if (typeof node === 'string') return most
    return Math.max(most, node[0] === 'mark' ? Number(node[1]['number']) + 1 : marksIn(node[2]))
  }, 0)
}
