/** Builds the parts of the element. Text from articles is only ever inserted as text. */
import type { PlainHit, Snippet } from '../../base/answers.js'
import { pieces } from '../../base/marked.js'
import type { Answer } from '../../static/browser/types.js'
import { elementMessages, languageOf, type ElementMessages, type Language } from '../messages/languages.js'

/* The link of a hit: the address of its page, with a text fragment that leads to the words of the passage. */

/** Punctuation and blanks: every browser takes them for the ends of words. */
const borders = /[\s，。！？；：、,.!?;:…“”‘’「」『』《》（）()[\]【】—]/

const longest = 40

/** The clause of the passage around its first mark; undefined if there is no mark or the clause is too long. */
function clauseOf({ text, highlights }: Snippet): string | undefined {
  const [first] = highlights
  if (first === undefined) return undefined
  let [start, end] = first
  while (start > 0 && !borders.test(text[start - 1]!)) start--
  while (end < text.length && !borders.test(text[end]!)) end++
  const clause = text.slice(start, end).trim()
  return clause.length > longest ? undefined : clause
}

/** @param url '' if the page is not known */
function linkTo(url: string, passage: Snippet): string {
  const clause = clauseOf(passage)
  if (url === '' || clause === undefined) return url
  // A hyphen has a meaning of its own in text fragments.
  const text = encodeURIComponent(clause).replaceAll('-', '%2D')
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${text}`
}

/** Whether an address leads to a page, and is no script that would run. */
const isFollowable = (url: string, page: string): boolean =>
  URL.canParse(url, page) && ['http:', 'https:', 'file:'].includes(new URL(url, page).protocol)

/** In the language of the element's place in the page, else in the browser's. */
export function messagesFor(element: Element): { readonly language: Language; readonly say: ElementMessages } {
  const asked = element.closest('[lang]')?.getAttribute('lang') ?? navigator.language
  const language = languageOf(asked, elementMessages) ?? 'zh'
  return { language, say: elementMessages[language] }
}

type Attributes = Readonly<Record<string, string>>

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  fill(made, children)
  return made
}

export function fill(element: Element, children: readonly (Node | string)[]): void {
  element.replaceChildren()
  for (const child of children) element.append(child)
}

const markedNodes = ({ text, highlights }: Snippet): (Node | string)[] =>
  pieces(text, highlights).map(([piece, isMarked]) => (isMarked ? make('mark', { part: 'mark' }, [piece]) : piece))

export function hitItem(hit: PlainHit, number: number): HTMLLIElement {
  // What turns the direction of writing turns nothing beside it.
  const isolated = (text: readonly (Node | string)[]): HTMLElement => make('bdi', {}, text)
  const title = isolated(markedNodes({ text: hit.title || hit.heading || hit.id, highlights: hit.titleHighlights }))
  const isLink = isFollowable(hit.url, document.baseURI) && hit.url !== ''
  const head = isLink
    ? make('a', { part: 'link', href: linkTo(hit.url, hit.snippet) }, [title])
    : make('span', { part: 'title' }, [title])
  const facts = [hit.date.slice(0, 10), hit.author, ...hit.tags].filter((fact) => fact !== '')
  const item = make('li', { part: 'hit', id: `hit-${number}` }, [head])
  if (hit.snippet.text !== '') item.append(make('p', { part: 'passage' }, markedNodes(hit.snippet)))
  const listed = facts.flatMap((fact, i) => (i === 0 ? [isolated([fact])] : [' · ', isolated([fact])]))
  if (facts.length > 0) item.append(make('p', { part: 'facts', class: 'facts' }, listed))
  return item
}

const mostValues = 8
/** Years are in their order, the newest first. */
const mostYears = 20
const byYear = (a: { readonly value: string }, b: { readonly value: string }): number => (a.value < b.value ? 1 : -1)

/** @param chosen values by facet; @param toggle called with a facet and a value */
export function filterRows(
  facets: Answer['facets'],
  chosen: Readonly<Record<string, readonly string[]>>,
  say: ElementMessages,
  toggle: (facet: string, value: string) => void,
): HTMLElement[] {
  return Object.entries(facets).flatMap(([facet, values]) => {
    const own = chosen[facet] ?? []
    const shown = facet === 'year' ? values.toSorted(byYear).slice(0, mostYears) : values.slice(0, mostValues)
    const missing = own.filter((value) => shown.every((one) => one.value !== value))
    const all = [...shown, ...missing.map((value) => ({ value, count: 0 }))]
    if (all.length < 2 && own.length === 0) return []
    const buttons = all.map(({ value, count }) => {
      const pressed = String(own.includes(value))
      const button = make('button', { type: 'button', part: 'filter', 'aria-pressed': pressed }, [
        make('bdi', {}, [value]),
      ])
      if (count > 0) button.append(` ${count}`)
      button.addEventListener('click', () => toggle(facet, value))
      return button
    })
    const name = say.facets[facet] ?? facet
    return [
      make('div', { class: 'filters', part: 'filters', role: 'group', 'aria-label': name }, [`${name} `, ...buttons]),
    ]
  })
}
