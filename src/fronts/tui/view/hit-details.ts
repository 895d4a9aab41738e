/**
 * What is shown beside a hit's title: author, source, similar articles, date; and why it matched if no mark shows it.
 */
import { rowWidth, span, type Row } from '../cells/spans.js'
import { siteOf } from '../../../text/facets/site.js'
import { quotationMarks } from '../../../library/reading/quotations.js'
import { type Hit } from '../../../library/types.js'
import { type ShownHit, type State } from '../state/model.js'
import { foldedUnder } from '../state/moves.js'
import { isBrowsing } from '../state/query.js'
import { type Look } from './look.js'

export function sourceOf(url: string, path: string): string {
  return siteOf(url) || path
}

/** True if the hits are of more than one source; a single source is not worth showing. */
export function sourcesDiffer(hits: readonly Hit[]): boolean {
  const first = hits[0] && sourceOf(hits[0].url, hits[0].path)
  return hits.some(({ url, path }) => sourceOf(url, path) !== first)
}

function partsOf(hit: ShownHit, { messages }: Look, showsSource: boolean) {
  const folded = foldedUnder(hit).length
  const similar = folded === 0 ? '' : messages.similar(folded)
  return {
    author: hit.author.replaceAll('\n', ' '),
    source: showsSource ? sourceOf(hit.url, hit.path) : '',
    similar: hit.foldedInto === undefined ? similar : messages.similarTo(Math.round(hit.foldedInto.similarity * 100)),
    date: hit.date.slice(0, 10),
  }
}

/** All details in one line, for screen readers. */
export function detailsOf(hit: ShownHit, look: Look): string {
  const { author, source, similar, date } = partsOf(hit, look, true)
  return [date, author, source, similar].filter((part) => part !== '').join(` ${look.chrome.dot} `)
}

/** Share of the row that a title keeps beside each detail. */
const titleShares = { date: 0.6, similar: 0.6, author: 0.8, source: 0.9 } as const

/**
 * As many details as a row has columns for, tried in the order date, similar, author, source.
 * @param room columns of the row
 * @param title columns of the whole title
 */
export function detailsWithin(hit: ShownHit, look: Look, showsSource: boolean, room: number, title: number): Row {
  // A file's name adds little beside an author.
  const tellsMore = hit.author === '' || /^https?:/i.test(hit.url)
  const parts = partsOf(hit, look, showsSource && tellsMore)
  let shown: Row = []
  const names = new Set<string>()
  for (const name of ['date', 'similar', 'author', 'source'] as const) {
    if (parts[name] === '') continue
    const texts = Object.entries(parts).flatMap(([one, text]) => (one === name || names.has(one) ? [text] : []))
    const row = [span(texts.join(` ${look.chrome.dot} `), 'dim')]
    if (rowWidth(row) > room - 2 - Math.min(title, Math.floor(room * titleShares[name]))) continue
    names.add(name)
    shown = row
  }
  return shown
}

/** The field and value that a hit matched by; '' if its title or its passage shows a mark. */
export function whyOf(hit: Hit, state: State, { messages }: Look): string {
  if (isBrowsing(state) || hit.titleHighlights.length > 0 || hit.snippet.highlights.length > 0) return ''
  const words = wordsOf(state.results?.query ?? '')
  const holds = (value: string): boolean => words.some((word) => value.toLowerCase().includes(word))
  const tag = hit.tags.find(holds)
  if (tag !== undefined) return messages.matchedIn(messages.facets.tag, tag)
  if (hit.author !== '' && holds(hit.author)) return messages.matchedIn(messages.facets.author, hit.author)
  const other = hit.matchedBy?.[0]
  return other === undefined ? '' : messages.matchedIn(other.query, other.text)
}

const signs = new RegExp(`[\\s${quotationMarks}'|｜()（）*~^]+`)

function wordsOf(query: string): string[] {
  return query
    .toLowerCase()
    .split(signs)
    .filter((word) => !/^[-－]/.test(word))
    .map((word) => word.replace(/^[^:：]{1,8}[:：]/, ''))
    .filter((word) => word !== '')
}
