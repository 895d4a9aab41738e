import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { XunzhangError } from '../../../src/base/errors.js'
import { placesOf } from '../../../src/fronts/settings/settings.js'
import { parseSettings } from '../../../src/fronts/tui/files/parse-settings.js'
import { defaultSettings } from '../../../src/fronts/tui/files/settings.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { readSettings } from '../../../src/fronts/tui/index.js'

const problemOf = (text: string): string => {
  try {
    parseSettings(text, 'config.yaml')
  } catch (error) {
    if (error instanceof XunzhangError && error.code === 'CONFIG_INVALID') return error.message
    throw error
  }
  throw new Error('accepted')
}

describe('the settings', () => {
  const folder = temporaryFolder()

  it('are the defaults without a file, in an empty one, and in one of comments', async () => {
    expect(await readSettings(join(folder(), 'none', 'config.yaml'))).toEqual(defaultSettings)
    expect(parseSettings('', 'x')).toEqual(defaultSettings)
    expect(parseSettings('# nothing\n', 'x')).toEqual(defaultSettings)
  })

  it('read keys, colours and layout', () => {
    const text =
      'theme: light\npreview: false\nmatch: all\nambiguousWidth: 2\ncolours: { match: red bold }\nkeys:\n  open: [ctrl-e, enter]\n  history: f9\n'
    const settings = parseSettings(text, 'x')
    expect(settings).toMatchObject({
      theme: 'light',
      preview: false,
      match: 'all',
      ambiguousWidth: 2,
      colours: { match: 'red bold' },
    })
    expect(settings.bindings.open).toEqual(['ctrl-e', 'enter'])
    expect(settings.bindings.history).toEqual(['f9'])
    expect(settings.bindings.end).toEqual(['end'])
    expect(settings.sort).toBe('score')
  })

  it('refuse a key that two commands are given', () => {
    expect(problemOf('keys:\n  open: [enter, f9]\n  history: f9\n')).toBe(
      'config.yaml:3: history: f9 is already the key of open. Give each command keys of its own.',
    )
    const shared = parseSettings('keys:\n  complete: [ctrl-e]\n  end: [ctrl-e, end]\n', 'x')
    expect(shared.bindings).toMatchObject({ complete: ['ctrl-e'], end: ['ctrl-e', 'end'] })
    expect(parseSettings('keys:\n  complete: [end]\n', 'x').bindings.end).toContain('end')
  })

  it('name the line of a mistake and what is allowed', () => {
    expect(problemOf('theme: light\nmuose: true\n')).toMatch(
      /^config\.yaml:2: unknown setting muose\. Use one of .*mouse/,
    )
    expect(problemOf('\n\ntheme: pink\n')).toMatch(
      /^config\.yaml:3: theme must be one of dark, light, contrast, plain./,
    )
    expect(problemOf('keys:\n  history: ctrl-h\n')).toBe(
      'config.yaml:2: history: terminals send ctrl-h as backspace. Choose another key.',
    )
    for (const key of ['a', 'shift-a', 'space'])
      expect(problemOf(`keys:\n  open: ${key}\n`)).toMatch(`${key} is not a key`)
    expect(problemOf('keys:\n  open: ctrl-\n')).toMatch(/^config\.yaml:2: open: ctrl- is not a key\. Write keys as/)
    expect(problemOf('keys:\n  fly: f1\n')).toMatch(/^config\.yaml:2: unknown setting fly\./)
    expect(problemOf('colours:\n  match: mauve\n')).toMatch(
      /^config\.yaml:2: match must name colours\. Use words of: bold/,
    )
    expect(problemOf('- a\n- b\n')).toMatch(/^config\.yaml:1: the settings must be names with values\./)
    expect(problemOf('preview: maybe\n')).toMatch(/one of true, false/)
    expect(problemOf('theme: [\n')).toMatch(/^config\.yaml:\d: .* Write the settings as YAML\.$/)
  })

  it('say so when they can not be read', async () => {
    writeFileSync(join(folder(), 'config.yaml'), 'theme: light')
    await expect(readSettings(folder())).rejects.toThrow(/the settings file cannot be read\. Check its permissions\./)
  })
})

describe('the places', () => {
  it('follow the XDG variables, ignoring relative ones', () => {
    const places = placesOf({ HOME: '/h', XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: 'relative' })
    expect(places).toEqual({
      config: '/h/.config/xunzhang/config.yaml',
      history: '/s/xunzhang/history',
      density: '/s/xunzhang/density',
    })
  })
})
