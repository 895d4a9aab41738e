import { table } from '../sentence.js'

const keyNames = 'Write keys as enter, f5, ctrl-r, alt-shift-n.'

/** Errors of the settings file, and of the terminal of the UI. */
export const settings = table(() => ({
  CONFIG_INVALID: {
    SETTINGS_FILE: {
      unreadable: 'the settings file cannot be read. Check its permissions.',
      syntax: '{detail}. Write the settings as YAML.',
    },
    SETTING: {
      all: 'the settings must be names with values. Write "name: value" lines.',
      map: '{name} must be names with values. Write "name: value" lines.',
      unknown: 'unknown setting {name}. Use one of {known}.',
      choice: '{name} must be one of {choices}. Use one of these.',
      value: '{name} must be one value. Write "{name}: value".',
      list: '{name} must be a value or a list of values. Write "{name}: value".',
      colour: '{name} must name colours. Use words of: {words}.',
      editor: ({ name }: { name: string }) => [
        `${name} must be a command with {file}`,
        'Write it as: vim +{line} {file}.',
      ],
    },
    KEY: {
      none: `{name} has no key. ${keyNames}`,
      unknown: `{name}: {key} is not a key. ${keyNames}`,
      other: '{name}: terminals send {key} as {other}. Choose another key.',
      taken: '{name}: {key} is already the key of {other}. Give each command keys of its own.',
    },
  },
}))
