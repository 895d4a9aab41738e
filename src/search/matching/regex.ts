/**
 * Regular expressions over stored texts, line by line, as grep reads them. The engine takes time linear in the text; the
 * strings that every match must contain choose the articles to be read.
 */
import { XunzhangError } from '../../base/errors.js'
import type { QueryNode, Span } from '../../query/index.js'
import { normalize } from '../../text/normalize.js'
import { planPhrase } from './needle.js'

export interface Regex {
  /** Whether the pattern matches somewhere. */
  test(line: string): boolean
  /** All matches that aren't empty, in UTF-16 units. */
  places(text: string): readonly { readonly start: number; readonly end: number }[]
}

/** @throws any error for a pattern that isn't valid */
export type CompileRegex = (pattern: string, ignoresCase: boolean) => Regex

/** The engine, which a browser doesn't load. */
const engine: { compile?: CompileRegex } = {}

export function provideRegex(compile: CompileRegex): void {
  engine.compile = compile
}

export const longestPattern = 1000

/** @throws XunzhangError REGEX */
export function compileRegex(pattern: string, ignoresCase = false): Regex {
  if (engine.compile === undefined) throw new XunzhangError('REGEX', { what: 'unavailable' })
  if (pattern.length > longestPattern) throw new XunzhangError('REGEX', { what: 'long', most: longestPattern })
  try {
    return engine.compile(pattern, ignoresCase)
  } catch (error) {
    throw new XunzhangError('REGEX', { what: 'invalid', detail: (error as Error).message }, { cause: error })
  }
}

/** The same pattern for normalised texts. */
export function normalizedRegex(pattern: string): Regex {
  const folded = pattern.replaceAll(/[^\0-\x7f]/gu, (character) => normalize(character).text || character)
  return compileRegex(folded, true)
}

/**
 * What an article must contain for a match, as a query.
 * @returns undefined if the pattern requires no string
 */
export function requiredStrings(pattern: string): QueryNode | undefined {
  try {
    return needOf(new PatternReader(pattern).read())
  } catch (error) {
    if (error === tooDifficult) return undefined
    throw error
  }
}

/** All strings that a part can match, if they are few; or what a text must contain for a match of the part. */
type Part = { readonly exact: readonly string[] } | { readonly need: QueryNode | undefined }

const anything: Part = { need: undefined }
const nothing: Part = { exact: [''] }
const mostStrings = 16
const tooDifficult = new Error('a construct that is not read')

const span: Span = [0, 0]

function all(operands: readonly (QueryNode | undefined)[]): QueryNode | undefined {
  const known = operands.filter((operand) => operand !== undefined)
  return known.length < 2 ? known[0] : { kind: 'and', span, operands: known }
}

function some(operands: readonly (QueryNode | undefined)[]): QueryNode | undefined {
  const known = operands.filter((operand) => operand !== undefined)
  if (known.length < operands.length) return undefined
  return known.length < 2 ? known[0] : { kind: 'or', span, operands: known }
}

function needOf(part: Part): QueryNode | undefined {
  if ('need' in part) return part.need
  return some(part.exact.map((text) => (planPhrase(text) === undefined ? undefined : { kind: 'exact', span, text })))
}

/** One after the other. The strings of neighbours are joined for as long as they are few. */
function sequence(parts: readonly Part[]): Part {
  const needs: (QueryNode | undefined)[] = []
  let run = nothing as { readonly exact: readonly string[] }
  let isExact = true
  for (const part of parts) {
    const joined = 'exact' in part ? run.exact.flatMap((left) => part.exact.map((right) => left + right)) : []
    if ('exact' in part && joined.length <= mostStrings) {
      run = { exact: joined }
      continue
    }
    isExact = false
    needs.push(needOf(run))
    run = 'exact' in part ? part : { exact: [''] }
    if ('need' in part) needs.push(part.need)
  }
  return isExact ? run : { need: all([...needs, needOf(run)]) }
}

function alternatives(parts: readonly Part[]): Part {
  const strings = parts.flatMap((part) => ('exact' in part ? part.exact : []))
  if (parts.every((part) => 'exact' in part) && strings.length <= mostStrings) return { exact: strings }
  return { need: some(parts.map(needOf)) }
}

/** Reads a valid pattern by recursive descent; a set of characters counts as any character unless it lists a few. */
class PatternReader {
  readonly #pattern: string
  #at = 0

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  read(): Part {
    const branches: Part[] = []
    do branches.push(this.#branch())
    while (this.#take(/\|/y) !== undefined)
    return branches.length === 1 ? branches[0]! : alternatives(branches)
  }

  #take(token: RegExp): string | undefined {
    token.lastIndex = this.#at
    const found = token.exec(this.#pattern)?.[0]
    this.#at += found?.length ?? 0
    return found
  }

  #branch(): Part {
    const parts: Part[] = []
    while (this.#at < this.#pattern.length && !/[|)]/.test(this.#pattern[this.#at]!)) parts.push(this.#repeated())
    return sequence(parts)
  }

  #repeated(): Part {
    let part = this.#single()
    for (;;) {
      const times = this.#take(/[*+?]\??|\{\d+(?:,\d*)?\}\??/y)
      if (times === undefined) return part
      const isOptional = /^(?:[*?]|\{0)/.test(times)
      if (isOptional) part = times.startsWith('?') && 'exact' in part ? alternatives([part, nothing]) : anything
      else part = { need: needOf(part) }
    }
  }

  #single(): Part {
    if (this.#take(/\((?:\?:|\?P?<\w+>|(?!\?))/y) !== undefined) {
      const inside = this.read()
      this.#take(/\)/y)
      return inside
    }
    // Groups with flags, and quoted stretches.
    if (this.#take(/\(\?|\\[QEC]/y) !== undefined) throw tooDifficult
    if (this.#take(/[\^$]|\\[AbBz]/y) !== undefined) return nothing
    const few = this.#take(/\[[^\]\\[^-]+\]/y)
    if (few !== undefined) return alternatives(Array.from(few.slice(1, -1), (text) => ({ exact: [text] })))
    if (this.#take(/\.|\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]/y) !== undefined) return anything
    if (this.#take(/\\(?:[pP](?:\{[^}]*\}|\w)|x(?:\{[^}]*\}|..)|\w)/y) !== undefined) return anything
    const literal = this.#take(/\\?[\s\S]/uy)
    if (literal === undefined) throw tooDifficult
    return { exact: [literal.length > 1 && literal.startsWith('\\') ? literal.slice(1) : literal] }
  }
}
