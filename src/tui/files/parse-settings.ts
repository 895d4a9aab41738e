/**
 * Reads the settings file's YAML. Checked whole before anything is drawn; a mistake is told with its line and what is
 * allowed there.
 */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml'
import { XunzhangError } from '../../errors.js'
import type { ParametersOf, Reason } from '../../errors.js'
import { commandNames, defaultBindings, isKeyName, sentAs, type Bindings, type Command } from '../keys/bindings.js'
import { attributeNames, isColour, styleNames, themeNames } from '../view/theme.js'
import { defaultSettings, type Settings } from './settings.js'

type Fail = <R extends Reason>(reason: R, parameters: ParametersOf<R>) => never

/** One setting's value: where it stands, and how to complain about it. */
interface Value {
  /** Empty for the settings as a whole. */
  readonly name: string
  readonly node: Node | null
  readonly lineAt: (offset: number) => string
  readonly fail: Fail
}

type Reader = (value: Value) => unknown

const oneOf =
  <T extends string | number | boolean>(...allowed: readonly T[]): Reader =>
  (value) => {
    const given = isScalar(value.node) ? (value.node.value as T) : undefined
    if (given !== undefined && allowed.includes(given)) return given
    return value.fail('SETTING_CHOICE', { name: value.name, choices: allowed })
  }

const flag = oneOf(true, false)

const readers: Readonly<Record<Exclude<keyof Settings, 'bindings'> | 'keys', Reader>> = {
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: the themes
  theme: oneOf(...themeNames),
  preview: flag,
  facets: flag,
  match: oneOf('auto', 'all', 'any'),
  sort: oneOf('score', 'date', 'recent'),
  open: oneOf('editor', 'pager'),
  mouse: flag,
  ascii: flag,
  screenReader: flag,
  ambiguousWidth: oneOf(1, 2),
  colours: (value) => readMap(value, styleNames, readColour),
  keys: (value) => bindingsOf(readMap(value, commandNames, readKeys)),
}

export function parseSettings(text: string, path: string): Settings {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number): string => `${path}:${lines.linePos(offset).line || 1}`
  const problem = document.errors[0]
  if (problem !== undefined)
    throw new XunzhangError('SETTINGS_SYNTAX', { detail: problem.message }, { where: lineAt(problem.pos[0]) })
  const root = document.contents as Node | null
  if (root === null || (isScalar(root) && root.value === null)) return defaultSettings
  const fail = failAt(lineAt(root.range?.[0] ?? 0))
  const file: Value = { name: '', node: root, lineAt, fail }
  const given = readMap(file, Object.keys(readers), (value) => readers[value.name as keyof typeof readers](value))
  const { keys, ...rest } = given as Partial<Settings> & { keys?: Bindings }
  return { ...defaultSettings, ...rest, ...(keys === undefined ? {} : { bindings: keys }) }
}

function failAt(where: string): Fail {
  return (reason, parameters) => {
    throw new XunzhangError(reason, parameters, { where })
  }
}

/** Reads a map whose keys are all known. */
function readMap(value: Value, known: readonly string[], read: Reader): Record<string, unknown> {
  const { lineAt } = value
  if (!isMap(value.node)) return value.fail('SETTINGS_NOT_A_MAP', { name: value.name })
  const out: Record<string, unknown> = {}
  for (const pair of value.node.items as Pair<Node, Node | null>[]) {
    const fail = failAt(lineAt(pair.key.range?.[0] ?? 0))
    const name = isScalar(pair.key) ? String(pair.key.value) : ''
    if (!known.includes(name)) fail('SETTING_UNKNOWN', { name, known })
    out[name] = read({ name, node: pair.value, lineAt, fail })
  }
  return out
}

function readColour(value: Value): string {
  const given = isScalar(value.node) && typeof value.node.value === 'string' ? value.node.value : ''
  if (given !== '' && given.split(/\s+/).every(isColour)) return given
  return value.fail('SETTING_COLOUR', { name: value.name, words: attributeNames })
}

function readKeys(value: Value): readonly string[] {
  const node = value.node
  const given = isSeq(node)
    ? node.items.map((item) => (isScalar(item) ? String(item.value) : ''))
    : isScalar(node)
      ? [String(node.value)]
      : []
  const wrong = given.find((key) => !isKeyName(key))
  const { name } = value
  const other = wrong === undefined ? undefined : sentAs(wrong)
  if (other !== undefined) return value.fail('KEY_SENT_AS_OTHER', { name, key: wrong!, other })
  if (given.length === 0 || wrong !== undefined) return value.fail('KEY_UNKNOWN', { name, key: wrong })
  return given
}

/** The default keys with the given ones in place; a key given anew is taken from the command that had it. */
function bindingsOf(given: Record<string, unknown>): Bindings {
  const own = given as Partial<Record<Command, readonly string[]>>
  const taken = new Set(Object.values(own).flat())
  const entries = commandNames.map((name) => {
    return [name, own[name] ?? defaultBindings[name].filter((key) => !taken.has(key))] as const
  })
  return Object.fromEntries(entries) as unknown as Bindings
}
