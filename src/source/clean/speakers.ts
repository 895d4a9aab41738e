/**
 * Lines of a conversation or of a list of works: «记者：» and «作者：» before them are not credits of the article, because
 * they are repeated.
 */
import { LINE_RULES } from './rules/index.js'
import { isName } from './byline.js'
import { ruleFor } from './rule-match.js'
import type { State } from './state.js'

const LABELLED = /^([^\s:：。，]{1,6})\s*[:：]\s*(.*)$/
const LONGEST_LABEL = 8
/** Makers of listed works. Other labels are repeated under each article of a digest. */
const OF_WORKS = /^(?:作者|译者|翻译)$/
const FEWEST_WORKS = 3

/** The blocks whose label names a speaker, or the makers of several works. @param plain lines by {@link plainLine} */
export function findSpoken(plain: State['plain']): ReadonlySet<number> {
  const labels = new Map<string, number[]>()
  for (let i = 0; i < plain.length; i++) {
    const label = holdsColon(plain[i]!) ? LABELLED.exec(plain[i]!)?.[1] : undefined
    if (label === undefined) continue
    const lines = labels.get(label)
    if (lines === undefined) labels.set(label, [i])
    else lines.push(i)
  }
  const spoken = new Set<number>()
  for (const [label, lines] of labels) {
    if (lines.length < 2) continue
    if (lines.some((i) => isSpeech(plain[i]!))) for (const i of withoutCredit(plain, lines)) spoken.add(i)
    else if (OF_WORKS.test(label) && lines.length >= FEWEST_WORKS) for (const i of lines) spoken.add(i)
  }
  return spoken
}

/** Tested for every line, before any pattern runs. */
function holdsColon(line: string): boolean {
  for (let i = 1; i < LONGEST_LABEL; i++) {
    const unit = line.charCodeAt(i)
    if (unit === 0xff1a || unit === 0x3a) return true
  }
  return false
}

/** True for a sentence. Credits are not sentences, except introductions of the author, which a rule matches. */
function isSpeech(line: string): boolean {
  return /[。？！]/.test(line) && ruleFor(line, LINE_RULES) === undefined
}

/** The lines without the first if it only names the interviewer. */
function withoutCredit(plain: State['plain'], lines: readonly number[]): readonly number[] {
  return isName(LABELLED.exec(plain[lines[0]!]!)?.[2] ?? '') ? lines.slice(1) : lines
}
