/**
 * The foot of a text: from the first line that says that the article is over, unless prose comes again. What may say so
 * differs: in posts only headings of lists of links, on pages also the editor's line, a statement, counters.
 */
import type { Block, Reason } from '../block.js'
import { FOOT_RULES, TAIL_RULES } from '../rules.js'
import { isSentence, ruleFor } from './lines.js'
import type { State } from './state.js'

/** Line rules whose match after the text means, on a page, that the text is over. */
const ENDS: ReadonlySet<Reason | 'caption' | undefined> = new Set<Reason>([
  'editor',
  'disclaimer',
  'statistics',
  'share',
  'comments',
  'recommendation',
])

/** Marks the foot; `first` is the first block of prose. */
export function markTail(state: State, first: number): void {
  const { blocks, reasons, options } = state
  for (let i = first + 1; i < blocks.length; i++) {
    const rule =
      blocks[i]!.kind === 'code'
        ? undefined
        : (ruleFor(blocks[i]!.text, TAIL_RULES) ?? (options.page ? ruleFor(blocks[i]!.text, FOOT_RULES) : undefined))
    if (rule === undefined && !(options.page && ENDS.has(reasons[i]))) continue
    const final = options.page && rule?.name === 'comments'
    const resume = final ? blocks.length : resumption(state, i + 1)
    readAccount(state, i, resume)
    const reason = rule?.reason ?? 'page furniture'
    for (let k = i; k < resume; k++) reasons[k] ??= reason
    i = resume
  }
}

/** The first block from which prose goes on: two sentences near each other, in posts one. */
function resumption({ blocks, reasons, options }: State, from: number): number {
  for (let i = from; i < blocks.length; i++) {
    if (!isArticleSentence(blocks[i]!, reasons[i])) continue
    if (!options.page) return startOfSection(blocks, from, i)
    for (let k = i + 1; k < Math.min(i + 4, blocks.length); k++) if (isArticleSentence(blocks[k]!, reasons[k])) return i
  }
  return blocks.length
}

/** A heading right above resumed prose belongs to it. */
function startOfSection(blocks: readonly Block[], from: number, at: number): number {
  return at > from && blocks[at - 1]!.kind === 'heading' ? at - 1 : at
}

function isArticleSentence(block: Block, reason: State['reasons'][number]): boolean {
  return (
    reason === undefined && isSentence(block.text) && block.text.length >= 50 && block.linked * 2 < block.text.length
  )
}

/** The card of the writing account at the foot of a page: its name, said twice, stands just before its counters. */
function readAccount({ blocks, fields }: State, from: number, to: number): void {
  if (fields.author !== '') return
  for (let i = from; i < to; i++) {
    if (!/^\d+文章数\s*\d+关注度$/.test(blocks[i]!.text)) continue
    for (let k = i - 1; k > from && k > i - 4; k--)
      if (blocks[k]!.text === blocks[k - 1]!.text) fields.author = blocks[k]!.text
  }
}
