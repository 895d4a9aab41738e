/** Which word of the query is being completed, and how a suggestion is written into the query. */
import { suggestionKinds } from '../../library/types.js'
import type { SuggestionKind } from '../../library/types.js'
import type { CompletionKind } from '../state/model.js'

export interface TypedWord {
  /** What the suggestion has to contain. */
  readonly typed: string
  /** The field whose values are wanted, where the word begins with its name. */
  readonly field: SuggestionKind | undefined
  /** The range of the query that the suggestion takes the place of. */
  readonly start: number
  readonly end: number
}

const wordWithField = new RegExp(`(?:(${suggestionKinds.join('|')}):)?"?([^\\s"'|()]+)$`)

/** The word that ends at the cursor; undefined inside a word, after a blank, in a quotation. */
export function wordAt(text: string, cursor: number): TypedWord | undefined {
  if (cursor < text.length && !/[\s)|]/.test(text[cursor]!)) return undefined
  const before = text.slice(0, cursor)
  const match = wordWithField.exec(before)
  if (match === null) return undefined
  const [whole, field, typed = ''] = match
  const isQuoted = before.split('"').length % 2 === 0
  if (isQuoted && field === undefined) return undefined
  const negated = field === undefined && typed.startsWith('-') ? 1 : 0
  const kept = typed.slice(negated)
  if (kept === '' || kept.includes(':')) return undefined
  return { typed: kept, field: field as TypedWord['field'], start: cursor - whole.length + negated, end: cursor }
}

/** Tags and authors become field clauses; a title becomes plain words, so that its article comes first. */
export function insertionOf(text: string, kind: CompletionKind, word: TypedWord): string {
  if (kind === 'past' || kind === 'correction') return text
  if (kind === 'title') return `${word.field === 'title' ? 'title:' : ''}${plainWords(text, word.field === 'title')}`
  const value = text.replaceAll('"', ' ')
  return `${kind}:${/[\s|()'^~*:-]/.test(value) ? `"${value}"` : value}`
}

function plainWords(title: string, inField: boolean): string {
  const words = title
    .replace(/["'|()^~*:：-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return inField && words.includes(' ') ? words.split(' ')[0]! : words
}
