import type { Sentences } from '../sentence.js'

type Named = { name: string }

/** Errors of the settings file, and of the terminal of the UI. */
export const settings = () =>
  ({
    SETTINGS_UNREADABLE: ['the settings file cannot be read', 'Check its permissions.'],
    SETTINGS_SYNTAX: ({ detail }: { detail: string }) => [detail, 'Write the settings as YAML.'],
    SETTINGS_NOT_A_MAP: ({ name }: Named) => [
      `${name === '' ? 'the settings' : name} must be names with values`,
      'Write "name: value" lines.',
    ],
    SETTING_UNKNOWN: ({ name, known }: Named & { known: readonly string[] }) => [
      `unknown setting ${name === '' ? '?' : name}`,
      `Use one of ${known.join(', ')}.`,
    ],
    SETTING_CHOICE: ({ name, choices }: Named & { choices: readonly (string | number | boolean)[] }) => [
      `${name} must be one of ${choices.join(', ')}`,
      'Use one of these.',
    ],
    SETTING_VALUE: ({ name, isList }: Named & { isList: boolean }) => [
      isList ? `${name} must be a value or a list of values` : `${name} must be one value`,
      `Write "${name}: value".`,
    ],
    SETTING_COLOUR: ({ name, words }: Named & { words: readonly string[] }) => [
      `${name} must name colours`,
      `Use words of: ${words.join(', ')}.`,
    ],
    KEY_UNKNOWN: ({ name, key }: Named & { key: string | undefined }) => [
      key === undefined ? `${name} has no key` : `${name}: ${key} is not a key`,
      'Write keys as enter, f5, ctrl-r, alt-shift-n.',
    ],
    KEY_SENT_AS_OTHER: ({ name, key, other }: Named & { key: string; other: string }) => [
      `${name}: terminals send ${key} as ${other}`,
      'Choose another key.',
    ],
    SETTING_EDITOR: ({ name }: Named) => [`${name} must be a command with {file}`, 'Write it as: vim +{line} {file}.'],
    KEY_TAKEN: ({ name, key, other }: Named & { key: string; other: string }) => [
      `${name}: ${key} is already the key of ${other}`,
      'Give each command keys of its own.',
    ],
    TERMINAL_MISSING: ['there is no terminal', 'Run it in a terminal, or use "xunzhang search".'],
  }) satisfies Sentences
