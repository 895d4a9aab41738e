/** What the reader requests beyond the screen: opening an article, copying, exporting, printing the marked paths. */
import { isAbsolute, relative, join } from 'node:path'
import { type Hit, type MarkedArticle, type StoredArticle, type KwicLine } from '../../../library/types.js'
import {
  clipboardPart,
  clipboardSequence,
  copyTexts,
  printedMarks,
  type Marked,
  type PrintForm,
  citation,
} from '../actions/copy.js'
import { countedHits, engineQuery, searchOptions } from '../state/query.js'
import { fileOf } from '../../../library/results/places.js'
import { safeText } from '../cells/cells.js'
import { type Settings } from '../files/settings.js'
import type { TuiMessages as Messages } from '../../messages/languages.js'
import { exportName, mostExported } from '../state/panes/overlays.js'
import { type EffectOf, type Event } from '../state/event.js'
import type * as Model from '../state/model.js'
import { selectedHit } from '../state/model.js'
import { foldedUnder } from '../state/moves.js'
import { type Device } from '../terminal/device.js'
import { type Library } from './library.js'
import { programFor, runOutside } from './outside.js'
import { type Stage } from './stage.js'
import { within } from '../../../base/marked.js'
import { type Store } from '../state/update.js'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { byteOrderMark, csvRecord } from '../../../text/csv.js'
import { oneLine, safeJson } from '../../../base/safe-text.js'

interface ExportedArticle {
  readonly article: Hit | StoredArticle
  /** Path of the article's file, for the reader's shell. */
  readonly file: string
  readonly passage?: string
}

type Exported = { readonly articles: readonly ExportedArticle[] } | { readonly lines: readonly KwicLine[] }

/**
 * Writes what the reader marked or sees: Markdown to quote from, CSV and JSON lines to count.
 * @returns how many items were written; an existing file is never overwritten
 * @throws the system's error if nothing can be written, EEXIST if the file exists
 */
export async function writeExport(
  content: Exported,
  { format, query, file }: { readonly format: Model.ExportFormat; readonly query: string; readonly file: string },
): Promise<number> {
  const records = 'lines' in content ? content.lines : content.articles.map(articleRecord)
  const items = 'lines' in content ? content.lines.map(lineItem) : content.articles.map(articleItem)
  const text = {
    markdown: () => (query.trim() === '' ? '' : `# ${escaped(query)}\n\n`) + items.join(''),
    jsonl: () => records.map((record) => `${safeJson(record)}\n`).join(''),
    csv: () =>
      byteOrderMark +
      csvRecord(Object.keys(records[0] ?? {}), false) +
      records.map((record) => csvRecord(Object.values(record).map(csvValue), true)).join(''),
  }
  await writeFile(file, text[format](), { flag: 'wx' })
  return records.length
}

const mostTries = 1000

/** The name, with a number if the folder already has a file of that name. */
export function freeName(folder: string, name: string): string {
  for (let number = 1; number < mostTries; number++) {
    const numbered = number === 1 ? name : name.replace(/(?=\.\w+$)/, `-${number}`)
    if (!existsSync(join(folder, numbered))) return numbered
  }
  return name
}

function articleRecord({ article, file, passage }: ExportedArticle) {
  const { id, line, title, date, author, tags, url } = article
  return { id, path: file, line, date, title, author, tags, url, ...(passage !== undefined && { passage }) }
}

function csvValue(value: string | number | readonly string[]): string | number {
  return typeof value === 'number' ? value : oneLine(typeof value === 'string' ? value : value.join(' '))
}

function lineItem({ date, title, path, left, match, right }: KwicLine): string {
  const source = [escaped(title || path), date.slice(0, 10)].filter((part) => part !== '').join(', ')
  return `- ${escaped(left)}**${escaped(match)}**${escaped(right)} — ${source}\n`
}

function articleItem({ article, file, passage = '' }: ExportedArticle): string {
  return `- ${citation(article, file)}\n${passage === '' ? '' : `\n  > ${escaped(passage)}\n`}`
}

function escaped(text: string): string {
  return oneLine(text).replace(/[\\[\]*_`<>#]/g, '\\$&')
}

/** Length of a passage, and of its part before the first match, in UTF-16 units. */
const passageLength = 160
const lead = 20

/** An article folded behind `leader` as a hit of its own, with a passage around its first match. */
function unfoldedHit(leader: Hit, { article, ...marks }: MarkedArticle, similarity: number): Model.ShownHit {
  const { body, ...fields } = article
  const start = Math.max(0, (marks.bodyHighlights[0]?.[0] ?? 0) - lead)
  const end = start + passageLength
  return {
    ...fields,
    rank: leader.rank,
    score: leader.score,
    titleHighlights: marks.titleHighlights,
    snippet: {
      text: body.slice(start, end).replaceAll('\n', ' '),
      highlights: within(marks.bodyHighlights, start, end),
    },
    foldedInto: { id: leader.id, similarity },
  }
}

const mostUnfolded = 50

export interface ActionOptions {
  readonly library: Library
  readonly stage: Stage
  readonly store: Store
  readonly device: Device
  readonly settings: Settings
  readonly messages: Messages
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly print?: PrintForm | undefined
  readonly notice: (text: string, tone: Model.Notice['tone']) => void
}

export class Actions {
  readonly #options: ActionOptions

  constructor(options: ActionOptions) {
    this.#options = options
  }

  async open({ hit, how, match, program: own }: EffectOf<'open'>): Promise<void> {
    const { library, stage, device, settings, messages, env, notice } = this.#options
    const marked = await library.ask((index) => index.mark(hit.id, this.#query))
    if (marked === undefined) return notice(messages.fileGone(hit.path), 'error')
    const program = programFor({ hit, marked, how, match, env, program: own, editor: settings.editor }, messages)
    if ('problem' in program) return notice(program.problem, 'error')
    const problem = await stage.lend(() => runOutside(program, device, env))
    if (problem !== undefined) notice(messages.openFailed(program.command, problem), 'error')
    else notice(messages.openedIn(program.command), 'good')
  }

  async copy({ hit, what }: EffectOf<'copy'>): Promise<void> {
    const { stage, messages, env, notice } = this.#options
    const text = (await this.#textsOf(hit))[what]
    if (text === '') return notice(messages.nothingToCopy(messages.copyKinds[what]), 'error')
    stage.write(clipboardSequence(text, env))
    const isCut = clipboardPart(text) !== text
    notice((isCut ? messages.copiedCut : messages.copied)(safeText(text)), 'good')
  }

  async offerCopies({ hit }: EffectOf<'offerCopies'>): Promise<void> {
    this.#tell({ type: 'copiesOffered', id: hit.id, texts: await this.#textsOf(hit) })
  }

  async export({ format, what }: EffectOf<'export'>): Promise<void> {
    const { messages, cwd, notice } = this.#options
    const { editor } = this.#state
    try {
      const content = what === 'marked' ? { articles: await this.#articles(this.#state.marked) } : await this.#shown()
      const file = join(cwd, freeName(cwd, exportName(editor.text, format)))
      const count = await writeExport(content, { format, query: editor.text, file })
      notice(messages.exported(count, Math.max(count, this.#totalOf(what)), this.#pathFromHere(file)), 'good')
    } catch (error) {
      notice(messages.exportFailed((error as Error).message), 'error')
    }
  }

  async unfold({ hit, key }: EffectOf<'unfold'>): Promise<void> {
    const { library, messages, notice } = this.#options
    const query = this.#query
    const all = foldedUnder(hit)
    const hits: Model.ShownHit[] = []
    for (const { id, similarity } of all.slice(0, mostUnfolded)) {
      const marked = await library.ask((index) => index.mark(id, query)).catch(() => undefined)
      if (marked !== undefined) hits.push(unfoldedHit(hit, marked, similarity))
    }
    this.#tell({ type: 'unfolded', key, id: hit.id, hits })
    if (all.length > mostUnfolded) notice(messages.unfoldedSome(mostUnfolded, all.length), 'good')
  }

  /** The marked articles; for a script, the chosen one if none is marked. */
  async printedLines(): Promise<string[]> {
    const { marked, printing } = this.#state
    const chosen = selectedHit(this.#state)?.id
    const ids = marked.length > 0 || printing === undefined || chosen === undefined ? marked : [chosen]
    return printedMarks(await this.#articles(ids), this.#options.print)
  }

  get #state(): Model.State {
    return this.#options.store.latest()
  }

  get #query(): string {
    return this.#state.results?.query ?? ''
  }

  #tell(event: Event): void {
    this.#options.store.send([event])
  }

  #pathFromHere(file: string): string {
    const path = relative(this.#options.cwd, file)
    return path.startsWith('..') || isAbsolute(path) ? file : path
  }

  #article(id: string): Promise<StoredArticle | undefined> {
    return this.#options.library.ask((index) => index.get(id)).catch(() => undefined)
  }

  async #textsOf(hit: Hit): Promise<Model.CopyTexts> {
    const article = await this.#article(hit.id)
    if (article === undefined) return copyTexts(hit, hit.path)
    const file = this.#pathFromHere(fileOf(article))
    const texts = copyTexts({ ...hit, ...article }, file)
    // One record of many in a file is identified by its line.
    return article.id === article.path ? texts : { ...texts, path: `${file}:${article.line}` }
  }

  /** The occurrences in their view, else the counted hits up to a limit, including those that aren't loaded yet. */
  async #shown(): Promise<Exported> {
    const now = this.#state
    if (now.view === 'lines') return { lines: now.lines?.items ?? [] }
    const match = countedHits(now).areFull ? 'all' : now.match
    const options = { ...searchOptions(now, { offset: 0, limit: mostExported }, 120), match, fold: false }
    const { hits } = await this.#options.library.ask((index) => index.search(engineQuery(now), options))
    return {
      articles: hits.map((hit) => ({ article: hit, file: this.#pathFromHere(fileOf(hit)), passage: hit.snippet.text })),
    }
  }

  async #articles(ids: readonly string[]): Promise<Marked[]> {
    const found: Marked[] = []
    for (const id of ids) {
      const article = await this.#article(id)
      if (article !== undefined) found.push({ article, file: this.#pathFromHere(fileOf(article)) })
    }
    return found
  }

  /** How many items there are to export; 0 if unknown. */
  #totalOf(what: Model.ExportScope): number {
    const now = this.#state
    return what === 'marked' ? now.marked.length : now.view === 'hits' ? countedHits(now).total : 0
  }
}
