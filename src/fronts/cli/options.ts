/**
 * Parses a command's arguments by its table of options, with Node's own parser: a package would cost every cold search
 * about 15 ms, a third of Node's own start.
 */
import { parseArgs } from 'node:util'
import { XunzhangError } from '../../base/errors.js'
import { nearest, operandOf, readValue, valueMissing } from '../../base/options/options.js'
import type { OptionTable } from '../../base/options/places.js'
import type { OptionSpec } from '../../base/options/spec.js'
import type { Messages } from '../messages/languages.js'
import { isFieldName } from '../../text/schema.js'

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
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { type, short }]) => {
      return [name, { type: type === 'flag' ? 'boolean' : 'string', ...(short !== undefined && { short }) }] as const
    }),
  )
  const { tokens, positionals } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const values: Record<string, unknown> = {}
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const spec = Object.hasOwn(table, name) ? table[name] : undefined
    if (spec === undefined) throw unknownOption(rawName, table)
    const option = `--${name}`
    if (spec.type === 'flag') {
      if (value !== undefined) throw new XunzhangError('OPTION_FORM', { what: 'unwanted', option })
      values[name] = true
      continue
    }
    if (value === undefined) throw valueMissing(option, spec)
    // After a short option, the sign belongs to the value: `-n=5`.
    const isShort = inlineValue === true && !rawName.startsWith('--')
    const read = readValue(option, spec, isShort ? value.replace(/^=/, '') : value, isFieldName)
    values[name] = spec.type === 'texts' ? [...((values[name] as readonly unknown[] | undefined) ?? []), read] : read
  }
  return { values, operands: positionals }
}

/** How a value is named in help: `N`, `SIZE`, `a|b`; empty for a flag. */
export function valueName(spec: OptionSpec, { operands }: Pick<Messages, 'operands'>): string {
  if (spec.type === 'flag') return ''
  const value = operandOf(spec)
  return typeof value === 'string' ? operands[value] : value.literal
}

function unknownOption(written: string, table: OptionTable): XunzhangError {
  const guess = nearest(written.replace(/^--?/, ''), Object.keys(table))
  return new XunzhangError('OPTION_UNKNOWN', { option: written, guess: guess && `--${guess}` })
}
