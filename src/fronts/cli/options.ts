/**
 * Parses a command's arguments by its table of options.
 *
 * Written by hand, because a package costs every cold search about 15 ms, a third of Node's own start.
 */
import { XunzhangError } from '../../base/errors.js'
import { nearest, operandOf, readValue, valueMissing } from '../../base/options/options.js'
import type { OptionTable } from '../../base/options/places.js'
import type { OptionSpec } from '../../base/options/spec.js'
import type { Messages } from '../messages/languages.js'
import { isFieldName } from '../../text/own-fields.js'

export interface ParsedArguments {
  /** The given options, by name without dashes; options that were not given are absent. */
  readonly values: Readonly<Record<string, unknown>>
  readonly operands: readonly string[]
}

/**
 * Reads `--name value`, `--name=value`, `-n value`, `-n5`, and short options written together (`-cn5`); everything
 * after `--` is an operand, as is a single `-`. If an option is repeated, its last value wins, unless it takes several.
 * @throws XunzhangError USAGE, naming the option and the remedy
 */
export function parseArguments(args: readonly string[], table: OptionTable): ParsedArguments {
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
        if (attached !== undefined) throw new XunzhangError('OPTION_FORM', { what: 'unwanted', option: `--${name}` })
        values[name] = true
        continue
      }
      const value = attached ?? args[++at]
      if (value === undefined) throw valueMissing(`--${name}`, spec)
      values[name] = added(values[name], spec, readValue(`--${name}`, spec, value, isFieldName))
    }
  }
  return { values, operands }
}

function added(before: unknown, spec: OptionSpec, value: unknown): unknown {
  return spec.type === 'texts' ? [...((before as readonly unknown[] | undefined) ?? []), value] : value
}

/** How a value is named in help: `N`, `SIZE`, `a|b`; empty for a flag. */
export function valueName(spec: OptionSpec, { operands }: Pick<Messages, 'operands'>): string {
  if (spec.type === 'flag') return ''
  const value = operandOf(spec)
  return typeof value === 'string' ? operands[value] : value.literal
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
