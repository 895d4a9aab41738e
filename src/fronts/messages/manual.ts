/** The manual, in the reader's language. */
import { manual as en } from './en/manual.js'
import type { Language } from './language.js'
import { manual as zh } from './zh/manual.js'

export type Manual = typeof en

export const manualIn = (language: Language): Manual => ({ en, zh })[language]
