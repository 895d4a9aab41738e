/**
 * Errors in Chinese. They are thrown in English, where their reason is known, by parts that know no language; whoever
 * prints them translates here. A template's `{}` stands for what a message is about: a name, a number, or another
 * message, which is translated in turn. What no template fits stays English.
 */
import { sentences } from './sentences.js'

interface Template {
  readonly pattern: RegExp
  readonly chinese: string
}

let templates: readonly Template[] | undefined

/** One message; itself where no template fits. */
export function inChinese(message: string): string {
  const exact = sentences[message]
  if (exact !== undefined) return exact
  templates ??= Object.entries(sentences).flatMap(([english, chinese]) => templateOf(english, chinese))
  for (const { pattern, chinese } of templates) {
    const found = pattern.exec(message)
    if (found !== null) return filled(chinese, found.slice(1))
  }
  return message
}

function templateOf(english: string, chinese: string): Template[] {
  if (!english.includes('{}')) return []
  const source = english.split('{}').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return [{ pattern: new RegExp(`^${source.join('(.+?)')}$`, 's'), chinese }]
}

/** Parts in their order, or by number where Chinese wants another. */
function filled(chinese: string, parts: readonly string[]): string {
  let next = 0
  return chinese.replace(/\{(\d?)\}/g, (_, number: string) =>
    inChinese(parts[number === '' ? next++ : Number(number) - 1] ?? ''),
  )
}
