/**
 * The languages of messages. Each is a folder that says the same as `en/`, which defines what is said. A new language is
 * a folder, its name in `languages` of `base/options/rows.ts`, and its place here; the compiler asks for all of it.
 *
 * Each script of the program takes one of the constants, and the build leaves the other words out of it.
 */
import type { languages } from '../../base/options/rows.js'
import * as en from './en/index.js'
import * as zh from './zh/index.js'

export type Language = (typeof languages)[number]
type InEach<T> = Readonly<Record<Language, T>>

/** What the program says on the command line, in the manual, and to agents. */
export type Messages = ReturnType<typeof en.program>
export type TuiMessages = typeof en.tui
export type AgentMessages = Messages['agents']
export type Manual = Messages['manual']
export type PageMessages = typeof en.page
export type ElementMessages = typeof en.element

const program: InEach<() => Messages> = { en: en.program, zh: zh.program }
export const tuiMessages: InEach<TuiMessages> = { en: en.tui, zh: zh.tui }
export const pageMessages: InEach<PageMessages> = { en: en.page, zh: zh.page }
export const elementMessages: InEach<ElementMessages> = { en: en.element, zh: zh.element }

export const messagesIn = (language: Language): Messages => program[language]()

/**
 * The language of messages: `--lang`, else the first of LC_ALL, LC_MESSAGES and LANG that is set, else English.
 * @param asked the value of `--lang`, valid or not
 */
export function chooseLanguage(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return asked !== undefined && asked in program ? (asked as Language) : (languageOf(locale, program) ?? 'en')
}

/** The language of a locale or of a tag such as `zh-Hans`. */
export function languageOf(locale: string, known: InEach<unknown>): Language | undefined {
  return (Object.keys(known) as Language[]).find((name) => locale.toLowerCase().startsWith(name))
}
