import { defaultBindings } from '../../../src/fronts/tui/keys/bindings.js'
import type { Language } from '../../../src/fronts/messages/languages.js'
import { tuiMessages } from '../../../src/fronts/messages/languages.js'
import { asciiChrome, unicodeChrome, type Look } from '../../../src/fronts/tui/view/look.js'
import { themeOf, type ThemeName } from '../../../src/fronts/tui/view/theme.js'

export function look(language: Language = 'en', theme: ThemeName = 'plain', isAscii = false): Look {
  const chrome = isAscii ? asciiChrome : unicodeChrome
  return { messages: tuiMessages[language], chrome, theme: themeOf(theme), bindings: defaultBindings }
}

/** A frame without colours. */
export function plain(frame: string | undefined): string {
  return (frame ?? '').replace(/\u001b\[[\d;]*m/g, '')
}
