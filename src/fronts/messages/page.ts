/** What the page says, in the reader's language. */
import { page as en } from './en/page.js'
import type { Language } from './language.js'
import { page as zh } from './zh/page.js'

export type PageMessages = typeof en

export const pageMessages: Readonly<Record<Language, PageMessages>> = { en, zh }
