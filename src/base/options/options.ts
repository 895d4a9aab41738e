/**
 * Checks the options of the library's functions, and reads those of the command line and of the API from texts. A wrong
 * value and an unknown name are both refused with the option's name. Otherwise a misspelt `limt` would be silently
 * ignored, and `NaN` would change the answer.
 */
import { XunzhangError } from '../errors.js'
import type { Operand, OptionSpec, WantedValue } from './spec.js'

export type Rules<Options> = { readonly [Name in keyof Required<Options>]: OptionSpec }

/** @throws XunzhangError USAGE, naming the first wrong option and the values it accepts */
export function checkOptions<Options>(options: Options, rules: Rules<Options>): void {
  if (typeof options !== 'object' || options === null) throw wrong('options', options, { type: 'items' })
  for (const [name, value] of Object.entries(options)) {
    const found = Object.hasOwn(rules, name) ? rules[name as keyof Options] : undefined
    if (found === undefined) throw unknownOption(name, Object.keys(rules))
    if (value !== undefined) checkValue(name, value, found)
  }
}

/** Checks one value, which must be given. @throws XunzhangError USAGE */
export function checkValue(name: string, value: unknown, spec: OptionSpec): void {
  if (!isRight(value, spec)) throw wrong(name, value, spec)
}

export function isRight(value: unknown, spec: OptionSpec): boolean {
  if (spec.isRight !== undefined) return spec.isRight(value)
  switch (spec.type) {
    case 'flag':
      return typeof value === 'boolean'
    case 'texts':
      return Array.isArray(value) && value.every((one) => typeof one === 'string')
    case 'whole':
    case 'size': {
      const { min, max, or = [] } = spec.type === 'whole' ? spec : { min: 1, max: Number.MAX_SAFE_INTEGER }
      const isWhole = Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max
      return isWhole || (typeof value === 'string' && or.includes(value)) || (value === Infinity && or.includes('all'))
    }
    case 'one':
      return typeof value === 'string' && spec.choices.includes(value)
    case 'list':
      return Array.isArray(value) && value.every((one) => spec.choices.includes(one as string))
    case 'callback':
      return typeof value === 'function'
    case 'text':
    case 'place':
      return typeof value === 'string' && (spec.type === 'text' || value !== '')
    default:
      return isObject(value) && ['items', 'object'].includes(spec.type)
        ? spec.type === 'object' || Symbol.iterator in value || Symbol.asyncIterator in value
        : isObject(value) && 'aborted' in value
  }
}

/** An article's ID as a text; a number by its digits. @throws XunzhangError USAGE */
export function checkedId(value: string | number): string {
  if (typeof value !== 'string' && !Number.isFinite(value)) throw wrong('id', value, { type: 'id' })
  return String(value)
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function wrong(option: string, value: unknown, spec: OptionSpec): XunzhangError {
  const { type, min = 0, max = 0, choices, or = [] }: Partial<WantedValue> & { or?: readonly string[] } = spec
  return new XunzhangError(
    'OPTION_VALUE',
    { value: shown(value), type: type, min, max, choices: choices ?? or },
    { where: option },
  )
}

/**
 * Reads the value of an option from a text.
 * @param option as it was written: `--limit`, or `limit` as a parameter
 * @param isField whether a text may name a field of the collection's own
 * @throws XunzhangError USAGE, naming the option and the remedy
 */
export function readValue(
  option: string,
  spec: OptionSpec,
  value: string,
  isField: (text: string) => boolean = () => false,
): unknown {
  switch (spec.type) {
    case 'flag':
      return ['true', '1', ''].includes(readChoice(option, { choices: flagTexts }, value, isField))
    case 'whole':
      return readNumber(option, spec, value)
    case 'size':
      return readSize(option, value)
    case 'one':
      return readChoice(option, spec, value, isField)
    case 'list':
      return value.split(',').map((part) => readChoice(option, spec, part.trim(), isField))
    default:
      // An empty pattern clears those of earlier runs.
      if (value === '' && !(spec.type === 'texts' && spec.operand === 'pattern')) throw valueMissing(option, spec)
      return value
  }
}

/** How a flag is written as a parameter. */
export const flagTexts = ['true', 'false', '1', '0', ''] as const

type Whole = Extract<OptionSpec, { type: 'whole' }>

function readNumber(option: string, { min, max, or = [] }: Whole, value: string): number | string {
  if (or.includes(value)) return value === 'all' ? Infinity : value
  const number = /^[+-]?\d+$/.test(value) ? Number(value) : Number.NaN
  if (number >= min && number <= max) return number
  throw new XunzhangError('NUMBER_INVALID', { what: 'whole', option, value, min, max, or })
}

const unitBytes: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }

function readSize(option: string, value: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?) *([KMG]?)i?B?$/i.exec(value) ?? []
  const bytes = Number(digits) * (unitBytes[(unit ?? '').toUpperCase()] ?? Number.NaN)
  if (bytes >= 1 && Number.isSafeInteger(Math.round(bytes))) return Math.round(bytes)
  throw new XunzhangError('NUMBER_INVALID', { what: 'size', option, value })
}

interface Choices {
  readonly choices: readonly string[]
  readonly orField?: true
}

function readChoice(option: string, { choices, orField }: Choices, value: string, isField: (text: string) => boolean) {
  if (choices.includes(value) || (orField === true && isField(value.replace(/:(?:asc|desc)$/, '')))) return value
  throw new XunzhangError('CHOICE_INVALID', { option, value, choices, guess: nearest(value, choices) })
}

export function valueMissing(option: string, spec: OptionSpec): XunzhangError {
  return new XunzhangError('OPTION_FORM', { what: 'missing', option, value: operandOf(spec) })
}

export function operandOf(spec: OptionSpec): Operand | { readonly literal: string } {
  if (spec.type === 'text' || spec.type === 'texts') return spec.operand
  if (spec.type === 'whole') return spec.operand ?? 'number'
  if (spec.type !== 'one' && spec.type !== 'list') return 'size'
  const sign = spec.type === 'one' ? '|' : ','
  return { literal: `${spec.choices.join(sign)}${spec.orField === true ? `${sign}…` : ''}` }
}

function unknownOption(option: string, known: readonly string[]): XunzhangError {
  return new XunzhangError('OPTION_FORM', { what: 'name', choices: known }, { where: option })
}

const longest = 60

/** The value as it would be written in a program, truncated if it is long. */
function shown(value: unknown): string {
  const whole = typeof value === 'string' || typeof value === 'object' ? asJson(value) : nameOf(value)
  return whole.length > longest ? `${whole.slice(0, longest)}…` : whole
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return 'an object'
  }
}

function nameOf(value: unknown): string {
  const isShort = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
  return isShort ? `${value}` : typeof value
}

/**
 * The most likely candidate for a mistyped word, or undefined if none is near: an incomplete prefix, or at most one
 * edit for every three letters (at least two); swapped neighbours count as one edit.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase().slice(0, 40)
  const bound = Math.max(typed.length < 3 ? 1 : 2, Math.floor(typed.length / 3))
  let best: string | undefined
  let bestDistance = bound + 1
  for (const candidate of candidates) {
    const isPrefix = typed.length >= 2 && candidate.startsWith(typed)
    const distance = isPrefix ? 0.5 : editDistance(typed, candidate)
    if (distance < bestDistance && distance < candidate.length) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Optimal string alignment distance (Damerau 1964): insertions, deletions, substitutions, swaps of neighbours. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
        swapped ? beforeLast[column - 2]! + 1 : Infinity,
      )
    }
    beforeLast = last
    last = current
  }
  return last[b.length]!
}
