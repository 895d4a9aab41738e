/** Whether a commit may follow the one before, given what was asked and what the sources were meanwhile. */
import type { UserWord } from '../../../../src/text/lexicon/overlay.js'
import { keepsUnread, readingOf, sameArticles } from './expected.js'
import type { Reading, StoredArticle } from './expected.js'
import type { Commit } from './commit.js'

/** What a call of the engine was to do. */
export type Task =
  /** By force nothing is kept, neither of files that can't be read just now. */
  | { readonly kind: 'sync'; readonly isForced?: boolean }
  | { readonly kind: 'compact' }
  | { readonly kind: 'teach'; readonly words: readonly UserWord[] }
  | { readonly kind: 'forget'; readonly words: readonly string[] }

/** What the sources were while it ran. */
export interface Window {
  /** By path, each content that the file had; undefined where it wasn't there. */
  readonly versions: ReadonlyMap<string, readonly (Uint8Array | undefined)[]>
  /** Paths that the engine told of, '' for all. */
  readonly problems: readonly string[]
}

/** @returns what is wrong with the commit, or undefined */
export function judge(before: Commit | undefined, after: Commit, task: Task, window: Window): string | undefined {
  const isForced = task.kind === 'sync' && task.isForced === true
  if (before !== undefined && !isForced && after.manifest.generation <= before.manifest.generation)
    return `generation ${after.manifest.generation} after ${before.manifest.generation}`
  return wrongWords(before, after, task) ?? wrongArticles(before, after, task, window)
}

function wrongWords(before: Commit | undefined, after: Commit, task: Task): string | undefined {
  const spell = (words: readonly UserWord[]): string => words.map(({ word }) => word).join()
  const taught = taughtAfter(before?.taught ?? [], task)
  if (spell(after.taught) !== spell(taught)) return `taught ${spell(after.taught)}, not ${spell(taught)}`
  const sorted = [...taught].sort((a, b) => (a.word < b.word ? -1 : 1))
  const applied = task.kind === 'sync' ? sorted : (before?.applied ?? [])
  return spell(after.applied) === spell(applied) ? undefined : `cut by ${spell(after.applied)}, not ${spell(applied)}`
}

function taughtAfter(before: readonly UserWord[], task: Task): readonly UserWord[] {
  if (task.kind === 'forget') return before.filter(({ word }) => !task.words.includes(word))
  if (task.kind !== 'teach') return before
  const known = new Set(before.map(({ word }) => word))
  return [...before, ...task.words.filter(({ word }) => !known.has(word))]
}

const none: readonly StoredArticle[] = []
const nothing: Reading = { articles: none, problems: 0, isUnread: false }

function wrongArticles(before: Commit | undefined, after: Commit, task: Task, window: Window): string | undefined {
  const paths = new Set([...after.articles.keys(), ...(before?.articles.keys() ?? []), ...window.versions.keys()])
  for (const path of paths) {
    const found = after.articles.get(path) ?? none
    const last = before?.articles.get(path) ?? none
    const isRight =
      task.kind === 'sync'
        ? mayHold(path, found, task.isForced === true ? none : last, after, window)
        : sameArticles(found, last)
    if (!isRight) return `${path} holds ${tell(found)}, before ${tell(last)}`
  }
  return undefined
}

const tell = (articles: readonly StoredArticle[]): string =>
  `[${articles.map(({ key, line, start }) => `${key} ${line} ${start}`).join('; ')}]`

function mayHold(
  path: string,
  found: readonly StoredArticle[],
  last: readonly StoredArticle[],
  { repeated }: Commit,
  { versions, problems }: Window,
): boolean {
  const lines = path.endsWith('.txt') ? (repeated.get(path.slice(0, path.lastIndexOf('/') + 1)) ?? []) : []
  const contents = versions.get(path) ?? [undefined]
  const readings = contents.map((bytes) => (bytes === undefined ? nothing : readingOf(path, bytes, lines)))
  const isRight = (reading: Reading): boolean =>
    reading.isUnread ? keepsUnread(found, last, reading) : sameArticles(found, reading.articles)
  if (readings.some(isRight)) return true
  if (readings.length === 1 && keepsUnread(found, last, readings[0]!)) return true
  const isTold = problems.some((problem) => problem === '' || path === problem || path.startsWith(`${problem}/`))
  if (isTold && sameArticles(found, last)) return true
  // Lines of a file that changes while it is read are read one by one.
  if (!path.endsWith('.jsonl') || (contents.length === 1 && !isTold)) return false
  const possible = new Set([...readings.flatMap(({ articles }) => articles), ...last].map(({ key }) => key))
  return found.every(({ key }) => possible.has(key))
}
