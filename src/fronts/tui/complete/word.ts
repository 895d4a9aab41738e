/** Which word of the query is being completed, and how a suggestion is written into the query. */
import { CHINESE_FIELDS, QUERY_FIELDS, suggestionKinds, type SuggestionKind } from '../../../library/types.js'
import { endsInQuotation, openingQuotes, quotationMarks } from '../../../library/reading/quotations.js'
import { type CompletionKind } from '../state/model.js'

export interface TypedWord {
  readonly typed: string
  /** The field whose values are wanted, if the word begins with its name. */
  readonly field: SuggestionKind | undefined
  /** That name as it was typed; '' if there is none. */
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Names of fields as typed before a colon, in both languages. */
const fieldOf: ReadonlyMap<string, SuggestionKind> = new Map([
  ...suggestionKinds.map((kind) => [kind, kind] as const),
  ...[...CHINESE_FIELDS].flatMap(([name, field]) => {
    const kind = suggestionKinds.find((known) => known === field)
    return kind === undefined ? [] : [[name, kind] as const]
  }),
])

/** A ’ after a letter is an apostrophe. */
const letters = `(?:[^\\s${quotationMarks}'|｜()（）]|(?<=[A-Za-z])’)*`
const wordWithField = new RegExp(`([-－])?(?:(${[...fieldOf.keys()].join('|')})[:：])?[${openingQuotes}]?(${letters})$`)

/**
 * The word that ends at the cursor; undefined inside a word, after a blank, in a quotation, and for an excluded word,
 * for which nobody needs suggestions. A field's name alone counts as a word, so that its values are suggested.
 */
export function wordAt(text: string, cursor: number): TypedWord | undefined {
  if (cursor < text.length && !/[\s)|]/.test(text[cursor]!)) return undefined
  const before = text.slice(0, cursor)
  const match = wordWithField.exec(before)
  if (match === null) return undefined
  const [whole, minus = '', name, typed = ''] = match
  const field = name === undefined ? undefined : fieldOf.get(name)
  if (field === undefined && endsInQuotation(before)) return undefined
  if (field === undefined && (typed === '' || minus !== '' || isExcluded(before, typed) || /[:：]/.test(typed)))
    return undefined
  return { typed, field, name: name ?? '', start: cursor - whole.length + minus.length, end: cursor }
}

function isExcluded(before: string, typed: string): boolean {
  return /(^|[\s(|])NOT\s+$/.test(before.slice(0, before.length - typed.length))
}

/** Tags and authors become field clauses; a title becomes plain words, so that its article comes first. */
export function insertionOf(text: string, kind: CompletionKind, word: TypedWord): string {
  if (kind === 'past' || kind === 'correction' || kind === 'field' || kind === 'word') return text
  if (kind === 'title') return `${word.field === 'title' ? 'title:' : ''}${plainWords(text, word.field === 'title')}`
  const value = text.replaceAll('"', ' ')
  const name = word.field === kind && word.name !== '' ? word.name : kind
  return `${name}:${/[\s|()'^~*:-]/.test(value) ? `"${value}"` : value}`
}

function plainWords(title: string, inField: boolean): string {
  const words = title
    .replace(/["'|()^~*:：-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return inField && words.includes(' ') ? words.split(' ')[0]! : words
}

/** Field names that begin with what was typed, each with its colon; Chinese ones for Chinese letters. */
export function fieldNamesFrom({ typed, field }: TypedWord): string[] {
  const begun = typed.toLowerCase()
  if (field !== undefined || begun === '') return []
  const names = [...QUERY_FIELDS, ...CHINESE_FIELDS.keys()]
  return names.filter((name) => name.startsWith(begun) && name !== begun).map((name) => `${name}:`)
}

/** How suggestions are compared: width and case don't count. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

const runs = /\p{Script=Han}+|[\p{L}\p{N}]+/gu
const startsHan = /^\p{Script=Han}/u

/** Each Han character with the next one, so that their order counts, and other words. */
export function termsOf(text: string): string[] {
  return [...fold(text).matchAll(runs)].flatMap(([run]) => {
    if (!startsHan.test(run)) return [run]
    const characters = [...run]
    return characters.map((character, i) => character + (characters[i + 1] ?? ''))
  })
}
