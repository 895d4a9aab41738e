/** What the program says on the command line, in the reader's language. */
import { cli as english } from './en/cli.js'
import type { Language } from './language.js'
import { cli as chinese } from './zh/cli.js'

export type Messages = typeof english

export function messagesIn(language: Language): Messages {
  return language === 'zh' ? chinese() : english
}
