/** What the reader requests beyond the screen: opening an article, copying, exporting, printing the marked paths. */
import { homedir } from 'node:os'
import { isAbsolute, relative } from 'node:path'
import type { Hit, MarkedArticle } from '../../../library/types.js'
import { clipboardPart, clipboardSequence, copyTexts } from '../actions/copy.js'
import { printedMarks, type Marked, type PrintForm } from '../actions/print-marks.js'
import { freeName, pathOf, writeExport, type Exported } from '../actions/export.js'
import { countedHits } from '../state/full-hits.js'
import { engineQuery, searchOptions } from '../state/query.js'
import { fileOf } from '../../../library/results/file-of.js'
import { safeText } from '../cells/cells.js'
import type { Settings } from '../files/settings.js'
import type { Messages } from '../../messages/tui.js'
import type { ExportScope } from '../state/export-name.js'
import type { Effect } from '../state/effect.js'
import type { Event } from '../state/event.js'
import type { CopyTexts, Notice, ShownHit, State } from '../state/model.js'
import { mostExported } from '../state/panes/overlays.js'
import { foldedUnder } from '../state/panes/unfolding.js'
import type { Device } from '../terminal/device.js'
import type { Library } from './library.js'
import { programFor, runOutside } from './outside.js'
import type { Stage } from './stage.js'
import { rangesWithin } from '../state/article-rows.js'

/** Length of a passage, and of its part before the first match, in UTF-16 units. */
const passageLength = 160
const lead = 20

/** An article folded behind `leader` as a hit of its own, with a passage around its first match. */
function unfoldedHit(leader: Hit, { article, ...marks }: MarkedArticle, similarity: number): ShownHit {
  const { id, title, date, author, tags, path, root, line, url, body } = article
  const start = Math.max(0, (marks.bodyHighlights[0]?.[0] ?? 0) - lead)
  const end = start + passageLength
  return {
    ...{ id, title, date, author, tags, path, root, line, url },
    rank: leader.rank,
    score: leader.score,
    titleHighlights: marks.titleHighlights,
    snippet: {
      text: body.slice(start, end).replaceAll('\n', ' '),
      highlights: rangesWithin(marks.bodyHighlights, start, end),
    },
    foldedInto: { id: leader.id, similarity },
  }
}

const mostUnfolded = 50

export interface Actions {
  readonly open: (effect: Effect & { type: 'open' }) => Promise<void>
  readonly copy: (effect: Effect & { type: 'copy' }) => Promise<void>
  /** Finds a name for the file that no other file has. */
  readonly nameExport: (effect: Effect & { type: 'nameExport' }) => void
  readonly export: (effect: Effect & { type: 'export' }) => Promise<void>
  /** Fetches what the copy menu shows. */
  readonly offerCopies: (effect: Effect & { type: 'offerCopies' }) => Promise<void>
  /** Fetches the articles folded behind a hit as separate hits. */
  readonly unfold: (effect: Effect & { type: 'unfold' }) => Promise<void>
  /** The marked articles as lines for the reader's shell. */
  readonly markedLines: () => Promise<string[]>
}

export interface ActionOptions {
  readonly library: Library
  readonly stage: Stage
  readonly device: Device
  readonly settings: Settings
  readonly messages: Messages
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly print: PrintForm | undefined
  readonly state: () => State
  readonly tell: (event: Event) => void
  readonly notice: (text: string, tone: Notice['tone']) => void
}

export function createActions(options: ActionOptions): Actions {
  const { library, stage, device, settings, messages, env, cwd, print, state, tell, notice } = options

  const pathFromHere = (file: string): string => {
    const path = relative(cwd, file)
    return path.startsWith('..') || isAbsolute(path) ? file : path
  }

  const textsOf = async (hit: Hit): Promise<CopyTexts> => {
    const article = await library.ask((index) => index.get(hit.id)).catch(() => undefined)
    return article === undefined
      ? copyTexts(hit, hit.path)
      : copyTexts({ ...hit, ...article }, pathFromHere(fileOf(article)))
  }

  /** The occurrences in their view, else the counted hits up to a limit, including those that aren't loaded yet. */
  const shownOf = async (now: State): Promise<Exported> => {
    if (now.view === 'lines') return { lines: now.lines?.items ?? [] }
    const match = countedHits(now).areFull ? 'all' : now.match
    const options = { ...searchOptions(now, { offset: 0, limit: mostExported }, 120), match, fold: false }
    const { hits } = await library.ask((index) => index.search(engineQuery(now), options))
    return {
      articles: hits.map((hit) => ({ article: hit, file: pathFromHere(fileOf(hit)), passage: hit.snippet.text })),
    }
  }

  const markedArticles = async (): Promise<Marked[]> => {
    const found: Marked[] = []
    for (const id of state().marked) {
      const article = await library.ask((index) => index.get(id)).catch(() => undefined)
      if (article !== undefined) found.push({ article, file: pathFromHere(fileOf(article)) })
    }
    return found
  }

  /** How many items there are to export; 0 if unknown. */
  const totalOf = (what: ExportScope): number => {
    const now = state()
    return what === 'marked' ? now.marked.length : now.view === 'hits' ? countedHits(now).total : 0
  }

  return {
    open: async ({ hit, how, match }) => {
      const query = state().results?.query ?? ''
      const marked = await library.ask((index) => index.mark(hit.id, query))
      if (marked === undefined) return notice(messages.fileGone(hit.path), 'error')
      const wanted = settings.open === 'pager' && how === 'editor' ? 'pager' : how
      const program = programFor({ hit, marked, how: wanted, match, env, template: settings.editor }, messages)
      if ('problem' in program) return notice(program.problem, 'error')
      const problem = await stage.lend(() => runOutside(program, device, env))
      if (problem !== undefined) notice(messages.openFailed(program.command, problem), 'error')
      else notice(program.notice ?? messages.openedIn(program.command), 'good')
    },
    copy: async ({ hit, what }) => {
      const text = (await textsOf(hit))[what]
      if (text === '') return notice(messages.nothingToCopy(messages.copyKinds[what]), 'error')
      stage.write(clipboardSequence(text, env))
      const isCut = clipboardPart(text) !== text
      notice((isCut ? messages.copiedCut : messages.copied)(safeText(text)), 'good')
    },
    nameExport: ({ name }) => tell({ type: 'exportNamed', name, free: freeName(cwd, name), folder: cwd }),
    export: async ({ format, what, name }) => {
      try {
        const content = what === 'marked' ? { articles: await markedArticles() } : await shownOf(state())
        const file = pathOf(name, cwd, env['HOME'] ?? homedir())
        const count = await writeExport(content, { format, query: state().editor.text, file })
        const text = messages.exported(count, Math.max(count, totalOf(what)), pathFromHere(file))
        tell({ type: 'exported', notice: { text, tone: 'good' } })
      } catch (error) {
        const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST'
        const reason = isThere ? messages.fileExists(name) : messages.exportFailed((error as Error).message)
        tell({ type: 'exportRefused', reason })
      }
    },
    offerCopies: async ({ hit }) => tell({ type: 'copiesOffered', id: hit.id, texts: await textsOf(hit) }),
    unfold: async ({ hit, key }) => {
      const query = state().results?.query ?? ''
      const hits: ShownHit[] = []
      for (const under of foldedUnder(hit).slice(0, mostUnfolded)) {
        const marked = await library.ask((index) => index.mark(under.id, query)).catch(() => undefined)
        if (marked !== undefined) hits.push(unfoldedHit(hit, marked, under.similarity))
      }
      tell({ type: 'unfolded', key, id: hit.id, hits })
      const all = foldedUnder(hit).length
      if (all > mostUnfolded) notice(messages.unfoldedSome(mostUnfolded, all), 'good')
    },
    markedLines: async () => printedMarks(await markedArticles(), print),
  }
}
