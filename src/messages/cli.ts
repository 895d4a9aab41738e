/** What the program says on the command line, in the reader's language; the other language is not loaded. */
import { cli as english } from './en/cli.js'
import type { Operand } from './en/operands.js'
import type { Language } from './language.js'

export type { Operand }
export type Messages = typeof english
export type OptionName = keyof Messages['options']

export async function messagesIn(language: Language): Promise<Messages> {
  return language === 'zh' ? (await import('./zh/cli.js')).cli : english
}
