/** What the screens say, in the reader's language. */
import { tui as en } from './en/tui.js'
import type { Language } from './language.js'
import { tui as zh } from './zh/tui.js'

export type Messages = typeof en

export const messagesFor = (language: Language): Messages => ({ en, zh })[language]
