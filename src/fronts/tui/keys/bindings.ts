/**
 * The key bindings, which the settings file can change. A command that has only a key with Alt, which not every
 * terminal sends, has a letter in the preview as well. The keys are those of fzf, atuin, less and readline where these
 * agree.
 */

/** What a key can do while the query line has the focus, and the keys of each command. */
const defaults = {
  up: ['up', 'ctrl-p'],
  down: ['down', 'ctrl-n', 'ctrl-j'],
  first: ['alt-<', 'ctrl-home'],
  last: ['alt->', 'ctrl-end'],
  open: ['alt-enter', 'f12'],
  browser: ['alt-w'],
  mark: ['tab'],
  unmarkAll: ['alt-m'],
  read: ['enter', 'alt-r'],
  occurrences: ['alt-o', 'f10'],
  density: ['alt-z'],
  times: ['alt-t'],
  export: ['alt-e'],
  previewUp: ['pageup'],
  previewDown: ['pagedown'],
  previewHalfDown: ['alt-pagedown'],
  togglePreview: ['ctrl-o'],
  widerPreview: ['alt-,'],
  narrowerPreview: ['alt-.'],
  focusPreview: ['ctrl-g'],
  nextMatch: ['alt-n'],
  previousMatch: ['alt-p', 'alt-shift-n'],
  facets: ['ctrl-f', 'f4'],
  matchMode: ['f2', 'alt-a'],
  sort: ['ctrl-s', 'f3'],
  history: ['ctrl-r', 'f7'],
  olderQuery: ['ctrl-up', 'alt-up'],
  newerQuery: ['ctrl-down', 'alt-down'],
  copyPath: ['ctrl-y'],
  copyMenu: ['alt-c', 'f6'],
  complete: ['right'],
  takeSuggestion: ['ctrl-x'],
  nextSuggestion: ['shift-tab'],
  unfold: ['alt-s', 'f9'],
  update: ['f5'],
  help: ['f1', 'alt-h'],
  redraw: ['ctrl-l'],
  suspend: ['ctrl-z'],
  cancel: ['escape'],
  quit: ['ctrl-q'],
  abort: ['ctrl-c'],
  left: ['left'],
  right: ['right'],
  wordLeft: ['ctrl-left', 'alt-left', 'alt-b'],
  wordRight: ['ctrl-right', 'alt-right', 'alt-f'],
  home: ['home', 'ctrl-a'],
  end: ['end', 'ctrl-e'],
  backspace: ['backspace'],
  delete: ['delete', 'ctrl-d'],
  killWordLeft: ['ctrl-w', 'alt-backspace'],
  killWordRight: ['alt-d', 'ctrl-delete'],
  killToEnd: ['ctrl-k', 'alt-k'],
  clear: ['ctrl-u'],
  yank: ['alt-y', 'ctrl-v'],
  transpose: ['ctrl-t'],
  undo: ['ctrl-_', 'alt-u'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Command = keyof typeof defaults
export type Bindings = Readonly<Record<Command, readonly string[]>>
export const defaultBindings: Bindings = defaults
export const commandNames = Object.keys(defaults) as readonly Command[]

/** Commands by key. Of two (→ completes at the line's end, otherwise moves), the earlier takes precedence. */
export function keyTable(bindings: Bindings): ReadonlyMap<string, readonly Command[]> {
  const table = new Map<string, Command[]>()
  for (const command of commandNames) {
    for (const key of bindings[command]) table.set(key, [...(table.get(key) ?? []), command])
  }
  return table
}

/** Keys that are shown as a sign if the terminal can draw it. */
export type KeySigns = Readonly<Record<'up' | 'down' | 'left' | 'right' | 'enter' | 'backspace', string>>

const spelled: Readonly<Record<string, string>> = {
  escape: 'Esc', tab: 'Tab', pageup: 'PgUp', pagedown: 'PgDn', delete: 'Del', home: 'Home', end: 'End', space: 'Space',
} // prettier-ignore

/** A key as people write it: `^R`, `Alt-N`, `F1`. */
export function keyLabel(key: string, signs: KeySigns): string {
  const parts = /^(ctrl-)?(alt-)?(shift-)?(.+)$/s.exec(key)
  if (parts === null) return key
  const [, ctrl, alt, shift, name = ''] = parts
  const known: Readonly<Record<string, string>> = { ...spelled, ...signs }
  const base = known[name] ?? (name.length === 1 || /^f\d/.test(name) ? name.toUpperCase() : name)
  const caret = ctrl !== undefined && name.length === 1 && alt === undefined
  return `${caret ? '^' : ctrl ? 'Ctrl-' : ''}${alt ? 'Alt-' : ''}${shift ? 'Shift-' : ''}${base}`
}

const named =
  /^(ctrl-)?(alt-)?(shift-)?(up|down|left|right|home|end|pageup|pagedown|insert|delete|backspace|enter|tab|escape|f([1-9]|1[0-2]))$/
/** Without a modifier, a single character is text. */
const withModifier = /^(ctrl-alt-|ctrl-|alt-)(shift-)?(space|\S)$/u

export function isKeyName(name: string): boolean {
  return named.test(name) || (withModifier.test(name) && sentAs(name) === undefined)
}

const controls: Readonly<Record<string, string>> = {
  'ctrl-h': 'backspace',
  'ctrl-i': 'tab',
  'ctrl-m': 'enter',
  'ctrl-[': 'escape',
}

/** The key that shares its byte with this one in a terminal. */
export function sentAs(name: string): string | undefined {
  return controls[name]
}
