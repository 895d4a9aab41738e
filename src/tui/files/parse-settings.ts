/**
 * Reads the settings file's YAML. Checked whole before anything is drawn; a mistake is told with its line and what is
 * allowed there.
 */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml'
import { XunzhangError } from '../../errors.js'
import { commandNames, defaultBindings, isKeyName, sentAs, type Bindings, type Command } from '../keys/bindings.js'
import { attributeNames, isColour, styleNames, themeNames } from '../view/theme.js'
import { defaultSettings, type Settings } from './settings.js'

/** One setting's value: where it stands, and how to complain about it. */
interface Value {
  readonly name: string
  readonly node: Node | null
  readonly lineAt: (offset: number) => string
  readonly fail: (what: string, remedy: string) => never
}

type Reader = (value: Value) => unknown

const oneOf =
  <T extends string | number | boolean>(...allowed: readonly T[]): Reader =>
  (value) => {
    const given = isScalar(value.node) ? (value.node.value as T) : undefined
    if (given !== undefined && allowed.includes(given)) return given
    return value.fail(`${value.name} must be one of ${allowed.join(', ')}`, 'Use one of these.')
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
  if (problem !== undefined) throw invalid(lineAt(problem.pos[0]), problem.message, 'Write it as YAML.')
  const root = document.contents as Node | null
  if (root === null || (isScalar(root) && root.value === null)) return defaultSettings
  const fail = (what: string, remedy: string): never => {
    throw invalid(lineAt(root.range?.[0] ?? 0), what, remedy)
  }
  const file: Value = { name: 'the settings', node: root, lineAt, fail }
  const given = readMap(file, Object.keys(readers), (value) => readers[value.name as keyof typeof readers](value))
  const { keys, ...rest } = given as Partial<Settings> & { keys?: Bindings }
  return { ...defaultSettings, ...rest, ...(keys === undefined ? {} : { bindings: keys }) }
}

function invalid(where: string, what: string, remedy: string): XunzhangError {
  return new XunzhangError('CONFIG_INVALID', what, { where, remedy })
}

/** Reads a map whose keys are all known. */
function readMap(value: Value, known: readonly string[], read: Reader): Record<string, unknown> {
  const { lineAt } = value
  if (!isMap(value.node)) return value.fail(`${value.name} must be names with values`, 'Write "name: value" lines.')
  const out: Record<string, unknown> = {}
  for (const pair of value.node.items as Pair<Node, Node | null>[]) {
    const fail = (what: string, remedy: string): never => {
      throw invalid(lineAt(pair.key.range?.[0] ?? 0), what, remedy)
    }
    const name = isScalar(pair.key) ? String(pair.key.value) : ''
    if (!known.includes(name)) fail(`there is no setting ${name || '?'}`, `Known here: ${known.join(', ')}.`)
    out[name] = read({ name, node: pair.value, lineAt, fail })
  }
  return out
}

function readColour(value: Value): string {
  const given = isScalar(value.node) && typeof value.node.value === 'string' ? value.node.value : ''
  if (given !== '' && given.split(/\s+/).every(isColour)) return given
  return value.fail(`${value.name} must name colours`, `Use words of: ${attributeNames.join(', ')}.`)
}

function readKeys(value: Value): readonly string[] {
  const node = value.node
  const given = isSeq(node)
    ? node.items.map((item) => (isScalar(item) ? String(item.value) : ''))
    : isScalar(node)
      ? [String(node.value)]
      : []
  const wrong = given.find((key) => !isKeyName(key))
  const other = wrong === undefined ? undefined : sentAs(wrong)
  if (other !== undefined)
    return value.fail(`${value.name}: terminals send ${wrong} as ${other}`, 'Choose another key.')
  if (given.length === 0 || wrong !== undefined) {
    return value.fail(`${value.name}: ${wrong ?? 'nothing'} is no key`, 'Write keys as enter, f5, ctrl-r, alt-shift-n.')
  }
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
