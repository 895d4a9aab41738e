import { describe, expect, it } from 'vitest'
import { commandNames } from '../../src/cli/command-names.js'
import { otherCommands } from '../../src/cli/commands/index.js'
import { searchCommand } from '../../src/cli/commands/search-command.js'
import { commandHelp, generalHelp } from '../../src/cli/help.js'
import { chooseLanguage, type Language, messagesIn } from '../../src/cli/messages/index.js'

const languages = Object.keys(messagesIn) as Language[]

/** Every string of a table by its path; functions are called with their own parameters' numbers. */
function leaves(value: unknown, path: string): [string, unknown][] {
  if (value === null || typeof value !== 'object') return [[path, value]]
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}.${key}`))
}

describe('the tables of messages', () => {
  it('are whole: the same keys, of the same kinds, none empty', () => {
    const shape = (language: Language) =>
      leaves(messagesIn[language], '').map(
        ([path, leaf]) => `${path} ${typeof leaf} ${typeof leaf === 'function' ? leaf.length : ''}`,
      )
    expect(shape('zh')).toEqual(shape('en'))
    for (const language of languages) {
      for (const [path, leaf] of leaves(messagesIn[language], language)) expect(leaf, path).not.toBe('')
    }
  })

  it('say what they are told in both languages', () => {
    for (const language of languages) {
      const { errors, found, indexed } = messagesIn[language]
      expect(errors.unknownOption('--limti', '--limit').join(' ')).toMatch(/--limti.*--limit/)
      expect(errors.badNumber('--limit', 'x', 1, 9).join(' ')).toMatch(/--limit.*x.*1.*9/)
      expect(found(31, 10, '0.4')).toMatch(/31.*10.*0\.4/)
      expect(found(3, 3, '0.4')).not.toMatch(/3.*3/)
      const figures = { articles: 1, added: 2, updated: 3, removed: 4, skipped: 5, failed: 6 }
      expect(indexed({ ...figures, seconds: '7', bytes: '8 kB', dir: 'd' })).toMatch(/2.*3.*4.*5.*6.*7/)
    }
  })

  it('explain every option of every command', async () => {
    for (const language of languages) {
      for (const name of commandNames) {
        if (name === 'help') continue
        const command = name === 'search' ? searchCommand : await otherCommands[name]()
        const text = commandHelp(name, command, messagesIn[language])
        for (const option of Object.keys(command.options)) expect(text).toContain(`--${option}`)
        expect(text).not.toContain('undefined')
      }
    }
  })

  it('name every command in the general help', () => {
    for (const language of languages) {
      for (const name of commandNames) expect(generalHelp(messagesIn[language])).toMatch(new RegExp(`^  ${name} `, 'm'))
    }
  })
})

describe('the language', () => {
  it('is the one asked for, else that of the locale, LC_ALL before LANG', () => {
    expect(chooseLanguage('zh', { LANG: 'en_US.UTF-8' })).toBe('zh')
    expect(chooseLanguage(undefined, { LANG: 'zh_CN.UTF-8' })).toBe('zh')
    expect(chooseLanguage(undefined, { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' })).toBe('en')
    expect(chooseLanguage(undefined, { LC_ALL: '', LANG: 'zh_TW' })).toBe('zh')
    expect(chooseLanguage(undefined, {})).toBe('en')
  })
})
