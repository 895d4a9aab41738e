/** Sections of a page's article that are headed like its furniture: «相关链接» above a paragraph, «Comments» above code. */
import { withoutNotes } from './lines.js'
import type { LineRule } from './rules/rule.js'
import { isFixed, isMostlyLink } from './state.js'
import type { State } from './state.js'

const SHORTEST_SENTENCE = 12
/** Lines above what readers wrote: a time, a floor. Sentences and data may contain the same. */
const OF_READERS = /\d[:：]\d{2}|\d{4}\s?[-/.年]\s?\d|\d\s?[楼樓#]|(?:分钟|小时|天|月|年)前|^回复/
const LONGEST_OF_READERS = 40
/** Other headings of comments call on readers to write, or count what they wrote. */
const SUBJECT = /^(?:评论区?|Comments?)$/i

/** True for a section's heading with an anchor, or with the author's text right below: a sentence, code, or rows. */
export function isOwnSection(state: State, i: number, rule: LineRule): boolean {
  const { blocks, plain, reasons, options } = state
  if (options.kind !== 'page' || blocks[i]!.kind !== 'heading' || i + 1 >= blocks.length) return false
  if (rule.reason !== 'comments' && blocks[i]!.anchored === true) return true
  if (rule.reason === 'comments' && !SUBJECT.test(plain[i]!)) return false
  const isSentence = SENTENCE.test(withoutNotes(plain[i + 1]!)) && plain[i + 1]!.length >= SHORTEST_SENTENCE
  const isOwn = isSentence && reasons[i + 1] === undefined && !isMostlyLink(blocks[i + 1]!)
  return (isFixed(state, i + 1) || isOwn) && !isOfReaders(state, i + 1)
}

const SENTENCE = /[。！？…：:”」）)]$/

function isOfReaders(state: State, from: number): boolean {
  const { blocks, plain } = state
  for (let i = from; i < blocks.length && blocks[i]!.kind !== 'heading'; i++)
    if (!isFixed(state, i) && plain[i]!.length <= LONGEST_OF_READERS && OF_READERS.test(plain[i]!)) return true
  return false
}
