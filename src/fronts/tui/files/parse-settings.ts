/** The settings of the terminal UI: what is allowed, and how each is read. */
import { isScalar, isSeq } from 'yaml'
import { commandSettings, type ScreenSetting } from '../../settings/settings.js'
import { flag, oneOf, readMap, readYaml, type Reader, type Value } from '../../settings/schema.js'
import { commandNames, defaultBindings, isKeyName, sentAs, type Bindings, type Command } from '../keys/bindings.js'
import { styleNames } from '../cells/spans.js'
import { attributeNames, themeNames } from '../view/theme.js'
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
  const { keys = defaultBindings, [commandSettings]: _, ...rest } = readYaml(text, path, readers)
  return { ...defaultSettings, ...(rest as Partial<Settings>), bindings: keys as Bindings }
}

function textOf({ node }: Value): string {
  return isScalar(node) && typeof node.value === 'string' ? node.value.trim() : ''
}

function readColour(value: Value): string {
  const given = textOf(value)
  if (given !== '' && given.split(/\s+/).every((word) => attributeNames.includes(word))) return given
  return value.fail('SETTING', { what: 'colour', name: value.name, words: attributeNames })
}

function readCommand(value: Value): string {
  const given = textOf(value)
  return given.includes('{file}') ? given : value.fail('SETTING', { what: 'editor', name: value.name })
}

function readKeys({ name, node, fail }: Value): readonly string[] {
  const items = isSeq(node) ? node.items : isScalar(node) ? [node] : []
  const given = items.map((item) => (isScalar(item) ? String(item.value) : ''))
  for (const key of given) {
    const other = sentAs(key)
    if (other !== undefined) return fail('KEY', { what: 'other', name, key, other })
    if (!isKeyName(key)) return fail('KEY', { what: 'unknown', name, key })
  }
  return given.length > 0 ? given : fail('KEY', { what: 'none', name })
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

/** `complete` may share its key with `right` or `end`: it runs first, and only if there is a suggestion. */
function sharesKey(one: string, other: string): boolean {
  return (one === 'complete') !== (other === 'complete') && [one, other].some((name) => beside.includes(name))
}
const beside: readonly string[] = ['right', 'end']

/** The default keys, replaced by the given ones. A given key is removed from the command that has it by default. */
function bindingsOf(given: Partial<Record<Command, readonly string[]>>): Bindings {
  const entries = commandNames.map((name) => {
    const isTaken = (key: string): boolean =>
      commandNames.some((other) => given[other]?.includes(key) === true && !sharesKey(name, other))
    return [name, given[name] ?? defaultBindings[name].filter((key) => !isTaken(key))] as const
  })
  return Object.fromEntries(entries) as Record<Command, readonly string[]>
}
