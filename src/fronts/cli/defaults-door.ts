/**
 * Defaults for the options of commands, from the settings file. They apply as if they were on the command line, before
 * the user's own options. Loaded only if there is a settings file, because it needs a YAML parser.
 *
 *     commands:
 *       all: { lang: zh }
 *       search: { limit: 20, sort: recent }
 */
import { isScalar, isSeq, type Node } from 'yaml'
import { isXunzhangError } from '../../base/errors.js'
import { optionsAt, type OptionTable } from '../../base/options/places.js'
import { type Place, places } from '../../base/options/rows.js'
import type { OptionSpec } from '../../base/options/spec.js'
import { readValue } from '../../base/options/options.js'
import { commandSettings, screenSettings } from '../settings/settings.js'
import { readMap, readYaml, type Reader, type Value } from '../settings/schema.js'
import { isFieldName } from '../../text/schema.js'
import { commandNames } from './command-names.js'
import type { CommandTable } from './command.js'

export type Defaults = Readonly<Record<string, unknown>>

export interface DefaultsRequest {
  readonly text: string
  readonly path: string
  readonly name: string
  readonly table: Pick<CommandTable, 'options'>
  readonly home: string
}

/** The group for all commands; options that a command doesn't take are left out. */
const all = 'all'

/** @throws XunzhangError CONFIG_INVALID, USAGE, with the file and the line */
export function readDefaults({ text, path, name, table, home }: DefaultsRequest): Defaults {
  const ignore: Reader = () => undefined
  const groups: Value[] = []
  readYaml(text, path, {
    ...Object.fromEntries(screenSettings.map((known) => [known, ignore])),
    [commandSettings]: (value) => readMap(value, [all, ...commandNames], (group) => void groups.push(group)),
  })
  const read = (group: string, options: OptionTable): Defaults => {
    const value = groups.find((one) => one.name === group)
    const names = Object.keys(options).filter((option) => !unsettable.includes(option))
    return value === undefined ? {} : readMap(value, names, (one) => readOption(one, options, home))
  }
  const common = read(all, { ...everyOption(), ...table.options })
  const own = Object.entries(common).filter(([option]) => Object.hasOwn(table.options, option))
  return withoutFalse({ ...Object.fromEntries(own), ...read(name, table.options) })
}

/** These concern a single call. */
const unsettable: readonly string[] = ['help', 'no-settings']

/** Those of all commands. An option of the command that runs takes precedence, because commands may differ in it. */
function everyOption(): OptionTable {
  const ofCommands = (Object.keys(places) as Place[]).filter((place) => !/^(?:\/api|tool )/.test(place))
  return Object.fromEntries(ofCommands.flatMap((place) => Object.entries(optionsAt(place))))
}

function withoutFalse(values: Readonly<Record<string, unknown>>): Defaults {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== false))
}

function readOption(value: Value, options: OptionTable, home: string): unknown {
  const { name, node } = value
  const spec = options[name]!
  if (spec.type === 'flag') {
    if (isScalar(node) && typeof node.value === 'boolean') return node.value
    return value.fail('SETTING', { what: 'choice', name, choices: [true, false] })
  }
  const given = textsOf(node)
  if (given === undefined || (given.length !== 1 && !takesSeveral(spec)))
    return value.fail('SETTING', { what: takesSeveral(spec) ? 'list' : 'value', name })
  try {
    const option = `--${name}`
    if (!('operand' in spec) || spec.type === 'whole') return readValue(option, spec, given.join(','), isFieldName)
    const texts = given.map((text) => readValue(option, spec, atHome(text, spec.operand, home)))
    return spec.type === 'texts' ? texts : texts[0]
  } catch (error) {
    if (isXunzhangError(error)) return value.fail(error.reason, error.parameters)
    throw error
  }
}

const takesSeveral = ({ type }: OptionSpec): boolean => type === 'list' || type === 'texts'

/** The texts of a plain value or of a list of such values; undefined for anything else. */
function textsOf(node: Node | null): string[] | undefined {
  const nodes = isSeq(node) ? (node.items as Node[]) : [node]
  const texts = nodes.map((one) =>
    isScalar(one) && one.value !== null ? String(one.value as string | number | boolean) : undefined,
  )
  return texts.length > 0 && texts.every((text) => text !== undefined) ? texts : undefined
}

/** Replaces a tilde by the home folder, because no shell does it here. */
function atHome(text: string, operand: string, home: string): string {
  return ['file', 'folder', 'path'].includes(operand) && text.startsWith('~/') ? home + text.slice(1) : text
}
