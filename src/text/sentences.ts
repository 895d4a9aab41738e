/**
 * Where sentences and clauses end in normalised text. Passages begin there, and the query operators SENTENCE and
 * PARAGRAPH look no further.
 */
import { oneLine } from '../base/safe-text.js'

/** Where a line may not break in Chinese typesetting: no closing mark begins a line, and no opening one ends one. */
export const neverFirst: ReadonlySet<string> = new Set('，。、；：？！…—～·）》」』】〕〉”’,.;:?!)]}%‰℃')
export const neverLast: ReadonlySet<string> = new Set('（《「『【〔〈“‘([{$￥')

/** UTF-16 units. */
const longest = 60
/** How much of a text is examined, in the same unit: the rest need not be read. */
export const sentenceReach = 4 * longest

/** The first sentence or line of a text, cut if it is long. */
export function firstSentence(text: string): string {
  const line = oneLine(/[^\n]*\S[^\n]*/.exec(text.slice(0, sentenceReach))?.[0] ?? '').trim()
  // 。！？!?…
  const sentence = /^.*?[\u3002\uff01\uff1f!?\u2026]/u.exec(line)?.[0] ?? line
  if (sentence.length <= longest) return sentence
  const end = /[\ud800-\udbff]/.test(sentence[longest - 1]!) ? longest - 1 : longest
  return `${sentence.slice(0, end)}…`
}

/** By unit: which of the roles below it has. */
const roles = new Uint8Array(65536)
/** By low byte: the roles of all units with this low byte. Small enough to stay in the L1 cache. */
const someRoles = new Uint8Array(256)

export const sentenceEnds = withRole('。!?;…\n', 1)
export const pauses = withRole(',、: ', 2)
export const closers = withRole('”’」』)】》〉]', 4)
export const blanks = withRole(' \n', 8)

function withRole(marks: string, role: number): number {
  for (const mark of marks) {
    roles[mark.charCodeAt(0)]! |= role
    someRoles[mark.charCodeAt(0) & 255]! |= role
  }
  return role
}

export function hasRole(unit: number, role: number): boolean {
  return (roles[unit]! & role) !== 0
}

/** True if one of the marks precedes `unit`, unless a letter or digit stands on both sides: 12:30, 1,000, ?a=b. */
export function breaksAfter(units: Uint16Array, unit: number, role: number): boolean {
  const mark = units[unit - 1]!
  if ((someRoles[mark & 255]! & role) === 0 || (roles[mark]! & role) === 0) return false
  return unit < 2 || unit >= units.length || !isAscii(units[unit - 2]!) || !isAscii(units[unit]!)
}

export const isAscii = (unit: number): boolean => unit > 0x20 && unit < 0x7f

/** The first unit from `unit` on that has none of the roles. */
export function skip(units: Uint16Array, unit: number, role: number): number {
  let at = unit
  while (at < units.length && hasRole(units[at]!, role)) at++
  return at
}

/** A part of a text that ends where the next begins. */
export type Scope = 'sentence' | 'paragraph'

const lineBreak = 0x0a

/**
 * The unit after each sentence or paragraph of a text, ascending; the last is the text's end. A sentence ends after its
 * marks and the quotes and brackets that they close, a paragraph after a line break.
 */
export function scopeEnds(units: Uint16Array, scope: Scope): number[] {
  const ends: number[] = []
  for (let unit = 1; unit < units.length; unit++) {
    if (scope === 'paragraph') {
      if (units[unit - 1] === lineBreak) ends.push(unit)
    } else if (breaksAfter(units, unit, sentenceEnds)) {
      unit = skip(units, unit, sentenceEnds | closers)
      if (unit < units.length) ends.push(unit)
    }
  }
  ends.push(units.length)
  return ends
}
