/**
 * Parses a command's arguments by its table of options.
 *
 * Written by hand, because a package costs every cold search about 15 ms, a third of Node's own start.
 */
import { XunzhangError } from '../errors.js'
import type { ParametersOf } from '../errors.js'
import type { Messages, Operand } from '../messages/cli.js'
import { nearest } from './nearest.js'

export type OptionSpec =
  | { readonly type: 'flag'; readonly short?: string }
  | { readonly type: 'text'; readonly value: Operand; readonly short?: string }
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

/** The given options, by name without dashes; options that were not given are absent. */
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
export function parseArguments<T extends OptionTable>(args: readonly string[], table: T): ParsedArguments<T> {
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
    const given = splitOption(arg, table)
    if (given.spec.type === 'flag') {
      if (given.value !== undefined) throw new XunzhangError('VALUE_UNWANTED', { option: `--${given.name}` })
      values[given.name] = true
      continue
    }
    const value = given.value ?? args[++at]
    if (value === undefined) throw valueMissing(given.name, given.spec)
    values[given.name] = readValue(given.name, given.spec, value)
  }
  return { values: values as OptionValues<T>, operands }
}

/** How a value is named in help: `N`, `SIZE`, `a|b`; empty for a flag. */
export function valueName(spec: OptionSpec, { operands }: Pick<Messages, 'operands'>): string {
  if (spec.type === 'flag') return ''
  const value = valueOf(spec)
  return typeof value === 'string' ? operands[value] : value.literal
}

function valueOf(spec: OptionSpec): ParametersOf<'VALUE_MISSING'>['value'] {
  if (spec.type === 'text') return spec.value
  if (spec.type === 'choice' || spec.type === 'list') {
    return { literal: spec.choices.join(spec.type === 'choice' ? '|' : ',') }
  }
  return spec.type === 'size' ? 'size' : 'number'
}

interface GivenOption {
  readonly name: string
  readonly spec: OptionSpec
  readonly value: string | undefined
}

function splitOption(arg: string, table: OptionTable): GivenOption {
  const equals = arg.indexOf('=')
  const written = equals < 0 || !arg.startsWith('--') ? arg : arg.slice(0, equals)
  const name = written.startsWith('--') ? written.slice(2) : longName(written, table)
  const spec = Object.hasOwn(table, name) ? table[name] : undefined
  if (spec !== undefined) return { name, spec, value: written === arg ? undefined : arg.slice(equals + 1) }
  const guess = nearest(name, Object.keys(table))
  throw new XunzhangError('OPTION_UNKNOWN', { option: written, guess: guess && `--${guess}` })
}

function longName(written: string, table: OptionTable): string {
  const short = written.slice(1)
  return Object.keys(table).find((name) => table[name]!.short === short) ?? short
}

function readValue(name: string, spec: OptionSpec, value: string): unknown {
  switch (spec.type) {
    case 'number':
      return readNumber(name, spec, value)
    case 'size':
      return readSize(name, value)
    case 'choice':
      return readChoice(name, spec.choices, value)
    case 'list':
      return value.split(',').map((part) => readChoice(name, spec.choices, part.trim()))
    default:
      if (value === '') throw valueMissing(name, spec)
      return value
  }
}

function readNumber(name: string, range: { min: number; max: number }, value: string): number {
  const number = /^[+-]?\d+$/.test(value) ? Number(value) : Number.NaN
  if (number >= range.min && number <= range.max) return number
  throw new XunzhangError('NUMBER_INVALID', { option: `--${name}`, value, min: range.min, max: range.max })
}

const unitBytes: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }

function readSize(name: string, value: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?) *([KMG]?)i?B?$/i.exec(value) ?? []
  const bytes = Number(digits) * (unitBytes[(unit ?? '').toUpperCase()] ?? Number.NaN)
  if (bytes >= 1 && Number.isSafeInteger(Math.round(bytes))) return Math.round(bytes)
  throw new XunzhangError('SIZE_INVALID', { option: `--${name}`, value })
}

function readChoice(name: string, choices: readonly string[], value: string): string {
  if (choices.includes(value)) return value
  throw new XunzhangError('CHOICE_INVALID', { option: `--${name}`, value, choices, guess: nearest(value, choices) })
}

/** An invalid value of an option that requires one. */
export function valueMissing(name: string, spec: OptionSpec): XunzhangError {
  const value = valueOf(spec)
  return new XunzhangError('VALUE_MISSING', { option: `--${name}`, value })
}
