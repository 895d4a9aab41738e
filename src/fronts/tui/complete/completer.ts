/**
 * Suggestions while the reader types: words of titles, values of fields, titles and past queries, found by any part of
 * them.
 *
 * FlexSearch gathers values and titles, a comparison of the strings decides. It is filled a little at a time, so that
 * keys are handled first: 20,000 titles take about 1 s in all, 3 ms at a time.
 */
import { Index as FlexSearch } from 'flexsearch'
import { nextTurn } from '../../../library/clock.js'
import { suggestionKinds, type Suggestion } from '../../../library/types.js'
import { type Completion, type CompletionKind } from '../state/model.js'
import { platformWords, type Words } from '../editor/editor.js'
import { fold, termsOf, fieldNamesFrom, insertionOf, wordAt, type TypedWord } from './word.js'
import { closedQuotation, quotationMarks } from '../../../library/reading/quotations.js'

const quotes = new RegExp(`[${quotationMarks}]`, 'g')
/** What people write in place of missing words. */
const gap = /\s*(?:…+|\.{3,}|。{3,}|\*{2,}|_{2,}|～+|~{2,}|(?<=\p{Script=Han})\.?\*(?=\p{Script=Han}))\s*/u
/** Characters allowed between the parts: most of a sentence. */
const reach = 15

/**
 * What a query probably means if it uses foreign signs for something that the query language can express: at most one
 * rewritten query, none if the query needs no rewriting.
 */
export function rewritten(query: string): Pick<Completion, 'text' | 'kind'>[] {
  const parts = query
    .replace(quotes, ' ')
    .split(gap)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 2 && parts.every((part) => /^[^\s|｜()（）:：]+$/.test(part))) {
    return [{ text: parts.join(` NEAR/${reach} `), kind: 'gap' }]
  }
  const meant = outsideQuotations(query, (text) =>
    text
      .replace(/(\s)(near\/\d+)(?=\s)/gi, (_, blank: string, word: string) => blank + word.toUpperCase())
      .replace(/(\S\s+)near(?=\s+\S)/gi, '$1NEAR/10')
      .replace(/(\S\s+)[-－—–]+\s+(?=\S)/g, '$1-')
      .replace(/(\S\s+)[—–!！]+(?=\S)/g, '$1-')
      .replace(/(\S\s+)(?:不含|不要|不包括|排除|除了|没有|非)\s*(?=\p{Script=Han}{2})/gu, '$1-')
      .replace(/(\p{Script=Han})[-－](?=\p{Script=Han})/gu, '$1 -')
      .replace(new RegExp(`(${hidden})[-－—–!！]\\s*(?=\\S)`, 'g'), '$1 -'),
  )
  return meant === query ? [] : [{ text: meant, kind: 'meant' }]
}

/** Placeholder for a quotation, which is never rewritten. */
const hidden = '\uf8ff'

function outsideQuotations(query: string, change: (text: string) => string): string {
  const quotations = query.match(closedQuotation) ?? []
  let at = 0
  return change(query.replaceAll(hidden, ' ').replace(closedQuotation, hidden)).replaceAll(
    hidden,
    () => quotations[at++]!,
  )
}

interface Entry {
  readonly text: string
  readonly folded: string
  readonly kind: CompletionKind
}

const sliceMs = 3
/** A single character is in thousands of titles, any of which are as good. */
const candidates = 400
/** At most this many suggestions are loaded, tags and authors first: 20,000 titles take about 70 MB at worst. */
const mostEntries = 30_000
const mostWords = 3
const kinds: readonly CompletionKind[] = ['correction', 'past', 'field', 'word', ...suggestionKinds]
const order = Object.fromEntries(kinds.map((kind, i) => [kind, i])) as Readonly<Record<CompletionKind, number>>

/**
 * @param words cuts titles into words
 * @param pause lets waiting input be handled first; resolves when it was handled
 */
export function createCompleter(words: Words = platformWords, pause: () => Promise<void> = nextTurn) {
  let begun: readonly Entry[] = []
  let entries: readonly Entry[] = []
  let index = createIndex()
  let generation = 0

  const load = async (suggestions: readonly Suggestion[]): Promise<void> => {
    const mine = ++generation
    const next: Entry[] = []
    const nextIndex = createIndex()
    const counts = new Map<string, number>()
    let since = performance.now()
    for (const { text, kind } of shortestKindsFirst(suggestions).slice(0, mostEntries)) {
      nextIndex.add(next.length, text)
      next.push({ text, folded: fold(text), kind })
      if (kind === 'title') for (const [start, end] of words(text)) count(counts, text.slice(start, end))
      if (performance.now() - since < sliceMs) continue
      await pause()
      if (mine !== generation) return
      since = performance.now()
    }
    begun = wordEntries(counts)
    entries = next
    index = nextIndex
  }

  /** Punctuation alone has no term. */
  const gathered = (typed: string): readonly Entry[] =>
    termsOf(typed).length === 0
      ? entries
      : index.search(typed, { limit: candidates }).flatMap((id) => entries[Number(id)] ?? [])

  const bestOf = (word: TypedWord, limit: number): Entry[] => {
    if (word.typed === '') return entries.filter(({ kind }) => kind === word.field).slice(0, limit)
    const needle = fold(word.typed)
    const holds = (entry: Entry): boolean => fits(entry, word, needle)
    const best = firstOf(gathered(word.typed), holds).sort((a, b) => compare(a, b, needle))
    return [...begun.filter(holds).slice(0, mostWords), ...best].slice(0, limit)
  }

  return {
    /** Replaces the suggestions with those of the index; resolves when all are loaded. */
    load,
    /** Suggestions for the word that ends at the cursor, best first. */
    complete: (text: string, cursor: number, past: readonly string[], limit = 8): Completion[] => {
      const meant = rewritten(text).map((found) => ({ ...found, start: 0, end: text.length }))
      const word = wordAt(text, cursor)
      if (word === undefined || meant.length > 0) return meant
      const completions = bestOf(word, limit).map((entry) => asCompletion(entry, word))
      return distinct([...pastCompletions(text, past), ...fieldCompletions(word), ...completions]).slice(0, limit)
    },
  }
}

export type Completer = ReturnType<typeof createCompleter>

function shortestKindsFirst(suggestions: readonly Suggestion[]): Suggestion[] {
  return [...suggestions].sort((a, b) => order[a.kind] - order[b.kind])
}

function firstOf(entries: readonly Entry[], holds: (entry: Entry) => boolean): Entry[] {
  const found: Entry[] = []
  for (const entry of entries) if (holds(entry) && found.push(entry) === candidates) break
  return found
}

/**
 * FlexSearch indexes the beginnings of terms (`forward`). Its own Charset.CJK keeps each character once and forgets their
 * order: 卡耶 then finds 耶卡 as well (only 0.20 of its answers to exact strings contain the string).
 */
function createIndex(): FlexSearch {
  return new FlexSearch({ tokenize: 'forward', resolution: 1, encode: termsOf })
}

function count(counts: Map<string, number>, word: string): void {
  if (word.length > 1) counts.set(word, (counts.get(word) ?? 0) + 1)
}

/** Words of several titles, the most frequent first. */
function wordEntries(counts: ReadonlyMap<string, number>): Entry[] {
  return [...counts]
    .filter(([, titles]) => titles > 1)
    .sort(([, a], [, b]) => b - a)
    .map(([text]) => ({ text, folded: fold(text), kind: 'word' }))
}

/** A word is completed from its beginning, everything else is found by any part. */
function fits({ kind, folded }: Entry, word: TypedWord, needle: string): boolean {
  if (word.field !== undefined && word.field !== kind) return false
  return folded !== needle && (kind === 'word' ? folded.startsWith(needle) : folded.includes(needle))
}

/** Beginnings before inner parts, authors before tags before titles, short before long. */
function compare(a: Entry, b: Entry, needle: string): number {
  const starts = Number(b.folded.startsWith(needle)) - Number(a.folded.startsWith(needle))
  return starts || order[a.kind] - order[b.kind] || a.text.length - b.text.length || (a.text < b.text ? -1 : 1)
}

function asCompletion(entry: Entry, word: TypedWord): Completion {
  return { text: insertionOf(entry.text, entry.kind, word), kind: entry.kind, start: word.start, end: word.end }
}

function fieldCompletions(word: TypedWord): Completion[] {
  return fieldNamesFrom(word).map((text) => ({ text, kind: 'field' as const, start: word.start, end: word.end }))
}

function pastCompletions(text: string, past: readonly string[]): Completion[] {
  const line = fold(text)
  if (line.trim() === '') return []
  const matching = past.filter((query) => query !== text && fold(query).startsWith(line))
  return matching
    .slice(-2)
    .reverse()
    .map((query) => ({ text: query, kind: 'past' as const, start: 0, end: text.length }))
}

function distinct(completions: readonly Completion[]): Completion[] {
  const seen = new Set<string>()
  return completions.filter(({ text }) => !seen.has(text) && seen.add(text))
}
