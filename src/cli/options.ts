/**
 * Reading a command's arguments against its table of options.
 *
 * By hand rather than by a package: a package costs every cold search about 15 ms, a third of Node's own start.
 */
import { XunzhangError } from '../errors.js'
import type { Messages } from './messages/index.js'
import { nearest } from './nearest.js'

export type OptionSpec =
  | { readonly type: 'flag'; readonly short?: string }
  | { readonly type: 'text'; readonly value: string; readonly short?: string }
  /** A whole number from `min` to `max`. */
  | { readonly type: 'number'; readonly min: number; readonly max: number; readonly short?: string }
  /** Bytes: a number with an optional K, M or G. */
  | { readonly type: 'size'; readonly short?: string }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly short?: string }
  /** Several choices, joined by commas. */
  | { readonly type: 'list'; readonly choices: readonly string[]; readonly short?: string }

export type OptionTable = Readonly<Record<string, OptionSpec>>

type ValueOf<S extends OptionSpec> = S extends { type: 'flag' }
  ? boolean
  : S extends { type: 'number' | 'size' }
    ? number
    : S extends { type: 'choice'; choices: readonly (infer C)[] }
      ? C
      : S extends { type: 'list'; choices: readonly (infer C)[] }
        ? readonly C[]
        : string

/** What was given, by option name without dashes; an option not given is absent. */
export type OptionValues<T extends OptionTable> = { [K in keyof T]?: ValueOf<T[K]> }

export interface ParsedArguments<T extends OptionTable> {
  readonly values: OptionValues<T>
  readonly operands: readonly string[]
}

/**
 * Reads `--name value`, `--name=value`, `-n value`; everything after `--` is an operand, as is a single `-`.
 * The last of a repeated option wins.
 * @throws XunzhangError USAGE, naming the option and the remedy
 */
export function parseArguments<T extends OptionTable>(
  args: readonly string[],
  table: T,
  messages: Messages,
): ParsedArguments<T> {
  const values: Record<string, unknown> = {}
  const operands: string[] = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!
    if (arg === '--') {
      for (const operand of args.slice(at + 1)) operands.push(operand)
      break
    }
    if (arg === '-' || !arg.startsWith('-')) {
      operands.push(arg)
      continue
    }
    const given = splitOption(arg, table, messages)
    if (given.spec.type === 'flag') {
      if (given.value !== undefined) throw usage(messages.errors.noValueWanted(`--${given.name}`))
      values[given.name] = true
      continue
    }
    const value = given.value ?? args[++at]
    if (value === undefined) throw usage(messages.errors.valueMissing(`--${given.name}`, valueName(given.spec)))
    values[given.name] = readValue(given.name, given.spec, value, messages)
  }
  return { values: values as OptionValues<T>, operands }
}

/** How a value is named in help: `N`, `SIZE`, `a|b`. */
export function valueName(spec: OptionSpec): string {
  switch (spec.type) {
    case 'flag':
      return ''
    case 'text':
      return spec.value
    case 'number':
      return 'N'
    case 'size':
      return 'SIZE'
    case 'choice':
      return spec.choices.join('|')
    case 'list':
      return spec.choices.join(',')
  }
}

interface GivenOption {
  readonly name: string
  readonly spec: OptionSpec
  readonly value: string | undefined
}

function splitOption(arg: string, table: OptionTable, messages: Messages): GivenOption {
  const equals = arg.indexOf('=')
  const written = equals < 0 || !arg.startsWith('--') ? arg : arg.slice(0, equals)
  const name = written.startsWith('--') ? written.slice(2) : longName(written, table)
  const spec = Object.hasOwn(table, name) ? table[name] : undefined
  if (spec !== undefined) return { name, spec, value: written === arg ? undefined : arg.slice(equals + 1) }
  const guess = nearest(name, Object.keys(table))
  throw usage(messages.errors.unknownOption(written, guess === undefined ? undefined : `--${guess}`))
}

function longName(written: string, table: OptionTable): string {
  const short = written.slice(1)
  return Object.keys(table).find((name) => table[name]!.short === short) ?? short
}

function readValue(name: string, spec: OptionSpec, value: string, messages: Messages): unknown {
  switch (spec.type) {
    case 'number':
      return readNumber(name, spec, value, messages)
    case 'size':
      return readSize(name, value, messages)
    case 'choice':
      return readChoice(name, spec.choices, value, messages)
    case 'list':
      return value.split(',').map((part) => readChoice(name, spec.choices, part.trim(), messages))
    default:
      if (value === '') throw usage(messages.errors.valueMissing(`--${name}`, valueName(spec)))
      return value
  }
}

function readNumber(name: string, range: { min: number; max: number }, value: string, messages: Messages): number {
  const number = /^[+-]?\d+$/.test(value) ? Number(value) : Number.NaN
  if (number >= range.min && number <= range.max) return number
  throw usage(messages.errors.badNumber(`--${name}`, value, range.min, range.max))
}

const unitBytes: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }

function readSize(name: string, value: string, messages: Messages): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?) *([KMG]?)i?B?$/i.exec(value) ?? []
  const bytes = Number(digits) * (unitBytes[(unit ?? '').toUpperCase()] ?? Number.NaN)
  if (bytes >= 1 && Number.isSafeInteger(Math.round(bytes))) return Math.round(bytes)
  throw usage(messages.errors.badSize(`--${name}`, value))
}

function readChoice(name: string, choices: readonly string[], value: string, messages: Messages): string {
  if (choices.includes(value)) return value
  throw usage(messages.errors.badChoice(`--${name}`, value, choices, nearest(value, choices)))
}

/** An error in how the program was called; `[what, remedy]` come from the messages. */
export function usage([what, remedy]: readonly [string, string]): XunzhangError {
  return new XunzhangError('USAGE', what, { remedy })
}
