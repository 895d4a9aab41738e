/**
 * Checks the options of the library's functions. A wrong value and an unknown name are both refused with the option's
 * name. Otherwise a misspelt `limt` would be silently ignored, and `NaN` would change the answer.
 */
import { XunzhangError } from '../errors.js'
import type { WantedValue } from '../messages/en/program.js'

/** What values an option accepts; undefined counts as not given. */
export type Rule = WantedValue & { readonly isRight: (value: unknown) => boolean }

/** The rule of each option, by name. */
export type Rules<Options> = { readonly [Name in keyof Required<Options>]: Rule }

const rule = (type: WantedValue['type'], isRight: Rule['isRight'], rest: Partial<WantedValue> = {}): Rule => {
  return { type, min: 0, max: 0, choices: [], isRight, ...rest }
}

export const flag = rule('flag', (value) => typeof value === 'boolean')
export const text = rule('text', (value) => typeof value === 'string')
export const texts = rule('texts', (value) => Array.isArray(value) && value.every(text.isRight))
export const callback = rule('callback', (value) => typeof value === 'function')
export const signal = rule('signal', (value) => typeof value === 'object' && value !== null && 'aborted' in value)

export const object = (isRight: Rule['isRight']): Rule => rule('object', isRight)

/** An iterable or an async iterable; a string doesn't count, because its items would be its characters. */
export const items = rule(
  'items',
  (value) => typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value),
)

/** A path or an address. */
export const place = rule('place', (value) => typeof value === 'string' && value !== '')

/** A whole number; both bounds are inclusive. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER): Rule {
  const isRight = (value: unknown): boolean =>
    Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max
  return rule('whole', isRight, { min, max })
}

export function oneOf(choices: readonly string[], orElse: readonly unknown[] = []): Rule {
  const isRight = (value: unknown): boolean => [...choices, ...orElse].includes(value)
  return rule('one', isRight, { choices: [...choices, ...orElse.map(String)] })
}

/** @throws XunzhangError USAGE, naming the first wrong option and the values it accepts */
export function checkOptions<Options>(options: Options, rules: Rules<Options>): void {
  if (typeof options !== 'object' || options === null)
    throw wrong(
      'options',
      options,
      rule('object', () => false),
    )
  for (const [name, value] of Object.entries(options)) {
    const found = Object.hasOwn(rules, name) ? rules[name as keyof Options] : undefined
    if (found === undefined) throw unknownOption(name, Object.keys(rules))
    if (value !== undefined) checkValue(name, value, found)
  }
}

/** Checks one value, which must be given. @throws XunzhangError USAGE */
export function checkValue(name: string, value: unknown, found: Rule): void {
  if (!found.isRight(value)) throw wrong(name, value, found)
}

function wrong(option: string, value: unknown, { type, min, max, choices }: Rule): XunzhangError {
  return new XunzhangError('OPTION_VALUE', { value: shown(value), type, min, max, choices }, { where: option })
}

function unknownOption(option: string, known: readonly string[]): XunzhangError {
  return new XunzhangError('OPTION_NAME', { choices: known }, { where: option })
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
