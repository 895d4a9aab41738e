import { describe, expect, it } from 'vitest'
import { commandNames } from '../../src/fronts/cli/command-names.js'
import { commands } from '../../src/fronts/cli/commands/index.js'
import { commandHelp, generalHelp } from '../../src/fronts/cli/help.js'
import { type Messages, messagesIn } from '../../src/fronts/messages/languages.js'
import { chooseLanguage } from '../../src/fronts/messages/languages.js'

const tables = [messagesIn('en'), messagesIn('zh')]

describe('what the commands say', () => {
  it('say what they are told in both languages', () => {
    for (const { fault, found, indexed } of tables) {
      const unknown = { option: '--limti', guess: '--limit' }
      expect(fault({ reason: 'OPTION_UNKNOWN', parameters: unknown })).toMatch(/--limti.*--limit/)
      const number = { option: '--limit', value: 'x', min: 1, max: 9 }
      expect(fault({ reason: 'NUMBER_INVALID', parameters: { what: 'whole', ...number } })).toMatch(/--limit.*x.*1.*9/)
      expect(found(31, 10, '0.4')).toMatch(/31.*10.*0\.4/)
      expect(found(3, 3, '0.4')).not.toMatch(/3.*3/)
      const figures = { articles: 1, added: 2, updated: 3, removed: 4, skipped: 5, failed: 6 }
      expect(indexed({ ...figures, seconds: '7', bytes: '8 kB', dir: 'd' })).toMatch(/2.*3.*4.*5.*6.*7/)
    }
  })

  it('explain every option of every command', async () => {
    for (const messages of tables) {
      for (const name of commandNames) {
        if (name === 'help') continue
        const command = await commands[name]()
        const text = commandHelp(name, command, messages)
        for (const option of Object.keys(command.options)) expect(text).toContain(`--${option}`)
        expect(text).not.toContain('undefined')
      }
    }
  })

  it('name what stands for a value in their own language', async () => {
    const search = await commands.search()
    const usage = (messages: Messages) => commandHelp('search', search, messages)
    expect(usage(tables[0]!)).toMatch(/^Usage: xunzhang search \[QUERY…\]\n[^]* --index DIR .* the index folder/)
    expect(usage(tables[1]!)).toMatch(/^用法: xunzhang search \[查询…\]\n[^]* --index 文件夹 .*索引文件夹/)
  })

  it('name every command in the general help', () => {
    for (const messages of tables) {
      for (const name of commandNames) expect(generalHelp(messages)).toMatch(new RegExp(`^  ${name} `, 'm'))
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
