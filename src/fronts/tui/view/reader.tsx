/**
 * The UI for screen readers: no panes, no frames, only what changed, in whole lines; the query is last, at the cursor.
 * Enabled by INK_SCREEN_READER=true, as in other Ink programs, or by the settings.
 */
import { Box, Text } from 'ink'
import { useSyncExternalStore, type ReactElement } from 'react'
import { firstSentence } from '../../../text/sentences.js'
import { safeText } from '../cells/cells.js'
import { type Store } from '../state/update.js'
import { selectedHit, type Focus, type ShownHit, type State } from '../state/model.js'
import { facetAt, facetEntries } from '../state/panes/facets.js'
import { historyEntries, copyKinds, exportFormats } from '../state/panes/overlays.js'
import { isBrowsing } from '../state/query.js'
import { headingOf } from './rows/facet-rows.js'
import { filterLabel, readingsOf, takingKey } from './rows/top-rows.js'
import { detailsOf } from './hit-details.js'
import { exportTitle } from './rows/overlay-rows.js'
import { correctionOf } from './rows/hits-rows.js'
import { helpSections } from './help.js'
import { type Look, progressText } from './look.js'

export interface ReaderProps {
  readonly store: Pick<Store, 'get' | 'subscribe'>
  readonly look: Look
}

export function Reader({ store, look }: ReaderProps): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.get)
  return (
    <Box flexDirection="column">
      {readerLines(state, look).map((line, i) => (
        <Text key={i}>{line}</Text>
      ))}
    </Box>
  )
}

/** Lines in the order they should be heard; none is empty. */
export function readerLines(state: State, look: Look): string[] {
  const { messages } = look
  const building = state.building === undefined ? '' : progressText(state.building, look)
  const lines = [...contentLines(state, look), building, state.notice?.text ?? '', queryLine(state, look)]
  const marks = state.marked.length === 0 ? '' : messages.marked(state.marked.length)
  return [marks, ...lines].map(safeText).filter((line) => line.trim() !== '')
}

function queryLine(state: State, { messages }: Look): string {
  if (state.focus === 'find') return `/${state.finding.text}`
  return messages.readerQuery(state.focus === 'history' ? state.historyEditor.text : state.editor.text)
}

function contentLines(state: State, look: Look): string[] {
  const { messages } = look
  if (state.phase.kind === 'opening') return [messages.opening]
  if (state.phase.kind === 'missing') {
    const { reason, damaged } = state.phase
    return [damaged ? reason : messages.indexMissing(reason), state.canBuild ? messages.offerBuild : messages.noBuild]
  }
  return linesOf[state.focus](state, look)
}

const linesOf: Readonly<Record<Focus, (state: State, look: Look) => string[]>> = {
  help: ({ helpFrom }, look) =>
    helpSections(look, helpFrom).flatMap(({ title, lines }) => [
      title,
      ...lines.map(([key, text]) => key + look.messages.readerSigns.colon + text),
    ]),
  history: historyLines,
  facets: facetLines,
  preview: previewLines,
  find: previewLines,
  copy: (state, look) => menuLines(state, look, look.messages.copyTitle, copyKinds, look.messages.copyKinds),
  export: (state, look) => {
    const title = look.messages.exportPress(exportTitle(state, look.messages))
    return menuLines(state, look, title, exportFormats, look.messages.exportFormats)
  },
  times: hitLines,
  query: hitLines,
}

/** The lines of a menu, then the one that Enter takes. */
function menuLines<T extends string>(
  { menuAt }: State,
  { messages: { readerSigns } }: Look,
  title: string,
  lines: readonly (readonly [key: string, value: T])[],
  names: Readonly<Record<T, string>>,
): string[] {
  const menu = lines.map(([key, value]) => `${key} ${names[value]}`).join(readerSigns.comma)
  return [title + readerSigns.colon + menu, ...(menuAt === 0 ? [] : [names[lines[menuAt]![1]]])]
}

function hitLines(state: State, look: Look): string[] {
  const { messages } = look
  const { results } = state
  if (state.problem !== undefined) return [state.problem.reason]
  const hit = selectedHit(state)
  if (isBrowsing(state))
    return [messages.articlesReady(state.articles), messages.typeToSearch, hit === undefined ? '' : titleOf(hit)]
  if (results === undefined) return [messages.searching]
  if (hit === undefined) return [messages.nothingFound, correctionOf(state, look) ?? '']
  const { colon, comma } = messages.readerSigns
  const mark = state.marked.includes(hit.id) ? comma + messages.readerMarked : ''
  // Suggestions change with each key, so only one that the reader asked for is read.
  const asked = state.completion > 0 ? state.completions[state.completion] : undefined
  return [
    `${placeOf(state, look)}${mark}${colon}${titleOf(hit)}`,
    detailsOf(hit, look),
    hit.snippet.text,
    readingsOf(state, look),
    asked === undefined ? '' : `${takingKey(state, asked, look)} ${asked.text}`,
  ]
}

/** Which hit or occurrence of how many. */
function placeOf({ view, lines, lineAt, selected, results }: State, { messages }: Look): string {
  if (view === 'hits') return messages.readerResult(selected + 1, results?.total ?? 0)
  const known = `${messages.number(lines?.items.length ?? 0)}${lines?.isEnd === true ? '' : '+'}`
  const total = lines?.counts === undefined ? known : messages.number(lines.counts.occurrences)
  return messages.readerOccurrence(lineAt + 1, total)
}

/** Without a title, the first sentence; of an occurrence, its file. */
function titleOf(hit: ShownHit): string {
  return hit.title || hit.heading || hit.path
}

function historyLines(state: State, { messages }: Look): string[] {
  const entries = historyEntries(state)
  const chosen = entries[state.historyCursor]
  const place = messages.readerResult(state.historyCursor + 1, entries.length) + messages.readerSigns.colon
  return [messages.historyTitle, chosen === undefined ? messages.historyEmpty : place + chosen]
}

function facetLines(state: State, look: Look): string[] {
  const { messages } = look
  const entry = facetAt(facetEntries(state), state.facetCursor)
  if (entry === undefined) return [messages.facetsTitle, messages.facetsEmpty]
  const { colon, comma } = messages.readerSigns
  const chosen = entry.chosen ? comma + messages.readerSelected : ''
  const label = filterLabel({ name: entry.name, value: entry.value ?? '' }, look)
  const count = entry.count === undefined ? '' : comma + messages.hits(entry.count)
  return [`${messages.facetsTitle}${colon}${headingOf(entry.name, look)} ${label}${count}${chosen}`]
}

/** The paragraph around the current match, and the number of the match. */
function previewLines(state: State, { messages }: Look): string[] {
  const { preview } = state
  if (preview === undefined) return [messages.previewEmpty]
  const { article, bodyHighlights } = preview.marked
  const range = bodyHighlights[preview.match]
  const mark = state.marked.includes(article.id) ? messages.readerSigns.comma + messages.readerMarked : ''
  const title = (article.title || firstSentence(article.body)) + mark
  if (range === undefined) return [title, messages.noMatchInText, article.body.split('\n')[0] ?? '']
  const start = article.body.lastIndexOf('\n', range[0]) + 1
  const end = article.body.indexOf('\n', range[1])
  const position = messages.matchOf(preview.match + 1, bodyHighlights.length)
  return [title, position, article.body.slice(start, end === -1 ? undefined : end)]
}
