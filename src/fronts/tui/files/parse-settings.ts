/** The settings of the terminal UI: what is allowed, and how each is read. */
import { isScalar, isSeq } from 'yaml'
import { commandSettings, type ScreenSetting } from '../../settings/settings.js'
import { flag, oneOf, readMap, readYaml, type Reader, type Value } from '../../settings/schema.js'
import { commandNames, defaultBindings, isKeyName, sentAs, type Bindings, type Command } from '../keys/bindings.js'
import { attributeNames, isColour, styleNames, themeNames } from '../view/theme.js'
import { defaultSettings, type Settings } from './settings.js'

const readers: Readonly<Record<ScreenSetting | typeof commandSettings, Reader>> = {
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: the themes
  theme: oneOf(...themeNames),
  preview: flag,
  facets: oneOf<boolean | string>(true, false, 'auto'),
  editor: readCommand,
  match: oneOf('auto', 'all', 'any'),
  sort: oneOf('score', 'date', 'oldest', 'recent'),
  mouse: flag,
  ascii: flag,
  screenReader: flag,
  ambiguousWidth: oneOf(1, 2),
  colours: (value) => readMap(value, styleNames, readColour),
  // Checked by the command that reads them.
  [commandSettings]: () => undefined,
  programs: (value) => readMap(value, programKeys, readCommand),
  keys: (value) => bindingsOf(readMap(value, commandNames, refusingCollisions())),
}

/** Keys that can run a program; one that has a command by default loses it. */
const programKeys = [
  ...Array.from({ length: 12 }, (_, i) => `f${i + 1}`),
  ...Array.from('0123456789', (digit) => `alt-${digit}`),
  ...Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `ctrl-alt-${letter}`),
]

/** @throws XunzhangError CONFIG_INVALID, with `path` and the line */
export function parseSettings(text: string, path: string): Settings {
  const {
    keys,
    [commandSettings]: _,
    ...rest
  } = readYaml(text, path, readers) as Partial<Settings> & {
    keys?: Bindings
    commands?: undefined
  }
  return { ...defaultSettings, ...rest, ...(keys === undefined ? {} : { bindings: keys }) }
}

function readColour(value: Value): string {
  const given = isScalar(value.node) && typeof value.node.value === 'string' ? value.node.value : ''
  if (given !== '' && given.split(/\s+/).every(isColour)) return given
  return value.fail('SETTING', { what: 'colour', name: value.name, words: attributeNames })
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
  if (other !== undefined) return value.fail('KEY', { what: 'other', name, key: wrong!, other })
  if (given.length === 0 || wrong !== undefined)
    return value.fail('KEY', wrong === undefined ? { what: 'none', name } : { what: 'unknown', name, key: wrong })
  return given
}

/** Refuses a key that is given to two commands, because it would run only one of them. */
function refusingCollisions(): (value: Value) => readonly string[] {
  const owners = new Map<string, string>()
  return (value) => {
    const given = readKeys(value)
    for (const key of given) {
      const other = owners.get(key)
      if (other !== undefined && !sharesKey(value.name, other)) {
        return value.fail('KEY', { what: 'taken', name: value.name, key, other })
      }
      owners.set(key, value.name)
    }
    return given
  }
}

function sharesOwn(name: Command, key: string, own: Partial<Record<Command, readonly string[]>>): boolean {
  return commandNames.every((other) => other === name || !own[other]?.includes(key) || sharesKey(name, other))
}

/** `complete` may share its key with `right` or `end`: it runs first, and only if there is a suggestion. */
function sharesKey(one: string, other: string): boolean {
  return (one === 'complete') !== (other === 'complete') && [one, other].some((name) => beside.includes(name))
}
const beside: readonly string[] = ['right', 'end']

function readCommand(value: Value): string {
  const given = isScalar(value.node) && typeof value.node.value === 'string' ? value.node.value.trim() : ''
  return given.includes('{file}') ? given : value.fail('SETTING', { what: 'editor', name: value.name })
}

/** The default keys, replaced by the given ones. A given key is removed from the command that has it by default. */
function bindingsOf(given: Record<string, unknown>): Bindings {
  const own = given as Partial<Record<Command, readonly string[]>>
  const taken = new Set(Object.values(own).flat())
  const entries = commandNames.map((name) => {
    const kept = (key: string): boolean => !taken.has(key) || sharesOwn(name, key, own)
    return [name, own[name] ?? defaultBindings[name].filter(kept)] as const
  })
  return Object.fromEntries(entries) as unknown as Bindings
}
