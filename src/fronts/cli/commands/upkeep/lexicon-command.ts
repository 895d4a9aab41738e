import { readFileSync } from 'node:fs'
import { addWords, listWords, readWord, readWordList, removeWords } from '../../../../indexing/user-words/teach.js'
import type { LexiconReport, UserWord } from '../../../../indexing/user-words/teach.js'
import { suggestWords, type SuggestedWord } from '../../../../indexing/user-words/suggest.js'
import { systemCodeOf, XunzhangError } from '../../../../base/errors.js'
import type { ValuesAt } from '../../../../base/options/places.js'
import { defineCommand, indexFolder, refuseOperands } from '../../command.js'
import { type Context, status } from '../../context.js'
import { given } from '../../given.js'
import { readText } from '../../input/read-text.js'
import { oneLine, safeJson } from '../../../../base/safe-text.js'

interface Job {
  readonly dir: string
  readonly words: readonly string[]
  readonly values: ValuesAt<'lexicon'>
  readonly context: Context
}

type Action = (job: Job) => Promise<number>

const actions = { add, remove, list, suggest } satisfies Record<string, Action>
const actionNames = Object.keys(actions) as (keyof typeof actions)[]

/** Each action prints what changed, or the words, one per line, in the format of a lexicon file. */
export const lexiconCommand = defineCommand('lexicon', {
  usage: ({ word }) => `add ${word}… | remove ${word}… | list | suggest`,
  completes: ['add', 'remove', 'list', 'suggest'],
  async run(values, [action, ...words], context) {
    if (action === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'action', command: 'lexicon', actions: actionNames })
    const name = actionNames.find((known) => known === action)
    if (name === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'noAction', command: 'lexicon', name: action, actions: actionNames })
    return actions[name]({ dir: indexFolder(values, context), words, values, context })
  },
})

async function add(job: Job): Promise<number> {
  const { dir, context } = job
  const { lexicon } = context.messages
  const report = addWords(dir, await readWords(job))
  const all = report.words.length
  await print(job, report, (changed) => (changed === 0 ? lexicon.nothingAdded(all) : lexicon.added(changed, all)))
  return status.found
}

async function remove(job: Job): Promise<number> {
  const { dir, context } = job
  const { lexicon } = context.messages
  const words = (await readWords(job)).map(({ word }) => word)
  const report = removeWords(dir, words)
  if (report.changed.length === 0 && job.values.json !== true) context.note(lexicon.nothingRemoved(words))
  else await print(job, report, (changed) => lexicon.removed(changed, report.words.length))
  return report.changed.length > 0 ? status.found : status.nothing
}

async function list({ dir, words: surplus, values, context }: Job): Promise<number> {
  const { lexicon } = context.messages
  refuseOperands(surplus, 'lexicon list')
  const { words } = listWords(dir)
  const lines = words.map(({ word, frequency }) => `${frequency === undefined ? word : `${word} ${frequency}`}\n`)
  await context.out.write(values.json === true ? `${safeJson({ words })}\n` : lines.join(''))
  const waiting = words.filter(({ isWaiting }) => isWaiting).length
  if (values.json !== true && waiting > 0) context.note(lexicon.waiting(waiting))
  return words.length > 0 ? status.found : status.nothing
}

async function suggest({ dir, words: surplus, values, context }: Job): Promise<number> {
  const { lexicon } = context.messages
  refuseOperands(surplus, 'lexicon suggest')
  const words = suggestWords(dir, given(values, 'limit'))
  const line = (word: SuggestedWord): string => suggestionLine(word, lexicon.kinds[word.kind])
  await context.out.write(values.json === true ? `${safeJson({ words })}\n` : words.map(line).join(''))
  if (words.length === 0) context.note(lexicon.nothingSuggested)
  return words.length > 0 ? status.found : status.nothing
}

/** The word comes first, so that `cut -f1` makes a lexicon file of the remaining lines. */
function suggestionLine({ word, articles, examples }: SuggestedWord, kind: string): string {
  return `${[word, articles, kind, examples[0]?.text ?? ''].map((part) => oneLine(`${part}`)).join('\t')}\n`
}

async function print({ values, context }: Job, report: LexiconReport, text: (changed: number) => string) {
  const isJson = values.json === true
  await context.out.write(`${isJson ? safeJson(report) : text(report.changed.length)}\n`)
}

/** The words of the operands and of the file together; none if one of them is malformed. */
async function readWords({ words, values: { file }, context }: Job): Promise<UserWord[]> {
  const given = words.map((word) => readWord(word))
  if (file === undefined && given.length === 0)
    throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'lexicon', operand: 'word' })
  if (file === undefined) return given
  const where = file === '-' ? 'stdin' : file
  const list = readWordList(file === '-' ? await readText(context.input()) : readFile(file), where)
  if (list.skipped.length > 0) context.tell(context.messages.lexicon.skipped(where, list.skipped))
  return [...given, ...list.words]
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new XunzhangError('FILE_MISSING', { what: 'system', system: systemCodeOf(error) }, { where: path })
  }
}
