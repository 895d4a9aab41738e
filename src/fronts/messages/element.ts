/** What the search of a published site says, in the language of its page. */
import { element as en } from './en/element.js'
import type { Language } from './language.js'
import { element as zh } from './zh/element.js'

export type ElementMessages = typeof en

export const elementMessages: Readonly<Record<Language, ElementMessages>> = { en, zh }
