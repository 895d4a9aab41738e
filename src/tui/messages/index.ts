/** What the screens say, in the reader's language. */
import { en } from './en.js'
import type { Messages } from './types.js'
import { zh } from './zh.js'

export type Language = 'en' | 'zh'
export type { Messages } from './types.js'

export const allMessages: Readonly<Record<Language, Messages>> = { en, zh }

export function messagesFor(language: Language): Messages {
  return allMessages[language]
}
