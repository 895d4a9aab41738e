/**
 * Parses a command's arguments by its table of options.
 *
 * Written by hand, because a package costs every cold search about 15 ms, a third of Node's own start.
 */
import { XunzhangError } from '../errors.js'
import type { ParametersOf } from '../errors.js'
import type { Messages, Operand } from '../messages/cli.js'
import { isFieldName } from '../text/own-fields.js'
import { nearest } from './nearest.js'

export type OptionSpec =
  | { readonly type: 'flag'; readonly short?: string }
  /** `many`: may be repeated, and every value counts. */
  | { readonly type: 'text'; readonly value: Operand; readonly short?: string; readonly many?: true }
  /** A whole number from `min` to `max`; `orAll`: or the word `all`, which is read as Infinity. */
  | {
      readonly type: 'number'
      readonly min: number
      readonly max: number
      readonly short?: string
      readonly orAll?: true
    }
  /** Bytes: a number with an optional K, M or G. */
  | { readonly type: 'size'; readonly short?: string }
  /** `orField`: or a field of the collection's own, which is known only once the index is open. */
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly short?: string; readonly orField?: true }
  /** Several choices, joined by commas. */
  | { readonly type: 'list'; readonly choices: readonly string[]; readonly short?: string; readonly orField?: true }

export type OptionTable = Readonly<Record<string, OptionSpec>>

type ValueOf<S extends OptionSpec> = S extends { type: 'flag' }
  ? boolean
  : S extends { many: true }
    ? readonly string[]
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
 * Reads `--name value`, `--name=value`, `-n value`, `-n5`, and short options written together (`-cn5`); everything
 * after `--` is an operand, as is a single `-`. If an option is repeated, its last value wins, unless it has `many`.
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
    for (const { name, spec, value: attached } of arg.startsWith('--')
      ? [longOption(arg, table)]
      : shortOptions(arg, table)) {
      if (spec.type === 'flag') {
        if (attached !== undefined) throw new XunzhangError('VALUE_UNWANTED', { option: `--${name}` })
        values[name] = true
        continue
      }
      const value = attached ?? args[++at]
      if (value === undefined) throw valueMissing(name, spec)
      values[name] = added(values[name], spec, readValue(name, spec, value))
    }
  }
  return { values: values as OptionValues<T>, operands }
}

function added(before: unknown, spec: OptionSpec, value: unknown): unknown {
  return spec.type === 'text' && spec.many ? [...((before as readonly unknown[] | undefined) ?? []), value] : value
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
    const sign = spec.type === 'choice' ? '|' : ','
    return { literal: `${spec.choices.join(sign)}${spec.orField === true ? `${sign}…` : ''}` }
  }
  if (spec.type === 'number') return spec.orAll ? 'numberOrAll' : 'number'
  return 'size'
}

interface GivenOption {
  readonly name: string
  readonly spec: OptionSpec
  readonly value: string | undefined
}

function longOption(arg: string, table: OptionTable): GivenOption {
  const equals = arg.indexOf('=')
  const written = equals < 0 ? arg : arg.slice(0, equals)
  const name = written.slice(2)
  const spec = Object.hasOwn(table, name) ? table[name] : undefined
  if (spec === undefined) throw unknownOption(written, table)
  return { name, spec, value: equals < 0 ? undefined : arg.slice(equals + 1) }
}

/** Flags one after another; the first option that takes a value takes the rest: `-cn5`, `-n=5`. */
function shortOptions(arg: string, table: OptionTable): GivenOption[] {
  const found: GivenOption[] = []
  for (let at = 1; at < arg.length; at++) {
    const name = Object.keys(table).find((long) => table[long]!.short === arg[at])
    if (name === undefined) throw unknownOption(at === 1 ? arg : `-${arg[at]}`, table)
    const spec = table[name]!
    const rest = arg.slice(at + 1)
    found.push({ name, spec, value: spec.type === 'flag' || rest === '' ? undefined : rest.replace(/^=/, '') })
    if (spec.type !== 'flag') break
  }
  return found
}

function unknownOption(written: string, table: OptionTable): XunzhangError {
  const guess = nearest(written.replace(/^--?/, ''), Object.keys(table))
  return new XunzhangError('OPTION_UNKNOWN', { option: written, guess: guess && `--${guess}` })
}

/** @throws XunzhangError USAGE, naming the option and the remedy */
export function readValue(name: string, spec: OptionSpec, value: string): unknown {
  switch (spec.type) {
    case 'number':
      return readNumber(name, spec, value)
    case 'size':
      return readSize(name, value)
    case 'choice':
      return readChoice(name, spec, value)
    case 'list':
      return value.split(',').map((part) => readChoice(name, spec, part.trim()))
    default:
      if (value === '') throw valueMissing(name, spec)
      return value
  }
}

function readNumber(name: string, range: { min: number; max: number; orAll?: true }, value: string): number {
  if (range.orAll && value === 'all') return Infinity
  const number = /^[+-]?\d+$/.test(value) ? Number(value) : Number.NaN
  if (number >= range.min && number <= range.max) return number
  throw new XunzhangError('NUMBER_INVALID', {
    option: `--${name}`,
    value,
    min: range.min,
    max: range.max,
    orAll: range.orAll === true,
  })
}

const unitBytes: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }

function readSize(name: string, value: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?) *([KMG]?)i?B?$/i.exec(value) ?? []
  const bytes = Number(digits) * (unitBytes[(unit ?? '').toUpperCase()] ?? Number.NaN)
  if (bytes >= 1 && Number.isSafeInteger(Math.round(bytes))) return Math.round(bytes)
  throw new XunzhangError('SIZE_INVALID', { option: `--${name}`, value })
}

function readChoice(name: string, { choices, orField }: Choices, value: string): string {
  if (choices.includes(value) || (orField === true && isFieldName(value.replace(/:(?:asc|desc)$/, '')))) return value
  throw new XunzhangError('CHOICE_INVALID', { option: `--${name}`, value, choices, guess: nearest(value, choices) })
}

type Choices = Pick<Extract<OptionSpec, { type: 'choice' | 'list' }>, 'choices' | 'orField'>

/** The error for a missing or empty value of an option that requires one. */
export function valueMissing(name: string, spec: OptionSpec): XunzhangError {
  const value = valueOf(spec)
  return new XunzhangError('VALUE_MISSING', { option: `--${name}`, value })
}
