import { compactIndex } from '../../../indexing/compact-index.js'
import {
  checkOperands,
  chosenAction,
  type Context,
  defineCommand,
  given,
  indexFolder,
  report,
  requireOperands,
} from '../command.js'
import { formatBytes, formatTime } from '../terminal/style.js'
import { oneLine } from '../../../base/safe-text.js'
import { buildIndex } from '../../../indexing/build-index.js'
import { XunzhangError } from '../../../base/errors.js'
import { untilInterrupted } from '../input/interrupt.js'
import { builtText, tellProblem, siteLines } from '../terminal/build-report.js'
import { tokenizerOf, type ExportableTokenizer } from '../../../text/tokenizers/index.js'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { openWords } from '../../../text/analyzers/analyzers.js'
import { machine } from '../../../storage/commit/snapshot.js'
import { OpenSegments } from '../../../storage/commit/open-segments.js'
import { optionRows } from '../../../base/options/rows.js'
import { addressesOf } from '../../../static/export/addresses.js'
import { writeExport, type ExportProgram, type ExportReport } from '../../../static/export/write-export.js'
import { readBuildOptions, rulesOf } from '../input/sources.js'
import { builtFolder, makeTemporaryFolder, readFile, unwritable } from '../input/files.js'
import {
  addWords,
  listWords,
  readWord,
  readWordList,
  removeWords,
  type UserWord,
} from '../../../indexing/user-words/teach.js'
import { suggestWords, type SuggestedWord } from '../../../indexing/user-words/suggest.js'
import type { ValuesAt } from '../../../base/options/places.js'

interface Job {
  readonly dir: string
  readonly words: readonly string[]
  readonly values: ValuesAt<'lexicon'>
  readonly context: Context
}

type Action = (job: Job) => Promise<boolean | void>

const actions = { add, remove, list, suggest } satisfies Record<string, Action>
const actionNames = Object.keys(actions) as (keyof typeof actions)[]

/** Each action prints what changed, or the words, one per line, in the format of a lexicon file. */
export const lexiconCommand = defineCommand('lexicon', {
  usage: ({ word }) => `add ${word}… | remove ${word}… | list | suggest`,
  completes: ['add', 'remove', 'list', 'suggest'],
  async run(values, [action, ...words], context) {
    const name = chosenAction(action, 'lexicon', actionNames)
    if (name === 'list' || name === 'suggest') checkOperands(words, `lexicon ${name}`, [])
    return actions[name]({ dir: indexFolder(values, context), words, values, context })
  },
})

async function add(job: Job): Promise<void> {
  const { lexicon } = job.context.messages
  const done = addWords(job.dir, await readWords(job))
  const all = done.words.length
  const { length } = done.changed
  await report(
    job.values,
    job.context,
    done,
    length === 0 ? `${lexicon.nothingAdded(all)}\n` : `${lexicon.added(length, all)}\n`,
  )
}

async function remove(job: Job): Promise<boolean> {
  const { lexicon } = job.context.messages
  const words = (await readWords(job)).map(({ word }) => word)
  const done = removeWords(job.dir, words)
  const { length } = done.changed
  if (length === 0 && job.values.json !== true) job.context.note(lexicon.nothingRemoved(words))
  else await report(job.values, job.context, done, `${lexicon.removed(length, done.words.length)}\n`)
  return length > 0
}

async function list(job: Job): Promise<boolean> {
  const { words } = listWords(job.dir)
  const lines = words.map(({ word, frequency }) => `${frequency === undefined ? word : `${word} ${frequency}`}\n`)
  await report(job.values, job.context, { words }, lines.join(''))
  const waiting = words.filter(({ isWaiting }) => isWaiting).length
  if (job.values.json !== true && waiting > 0) job.context.note(job.context.messages.lexicon.waiting(waiting))
  return words.length > 0
}

async function suggest(job: Job): Promise<boolean> {
  const { lexicon } = job.context.messages
  const words = suggestWords(job.dir, given(job.values, 'limit'))
  await report(
    job.values,
    job.context,
    { words },
    words.map((word) => suggestionLine(word, lexicon.kinds[word.kind])).join(''),
  )
  if (words.length === 0) job.context.note(lexicon.nothingSuggested)
  return words.length > 0
}

/** The word comes first, so that `cut -f1` makes a lexicon file of the remaining lines. */
function suggestionLine({ word, articles, examples }: SuggestedWord, kind: string): string {
  return `${[word, articles, kind, examples[0]?.text ?? ''].map((part) => oneLine(`${part}`)).join('\t')}\n`
}

/** The words of the operands and of the file together; none if one of them is malformed. */
async function readWords({ words, values: { file }, context }: Job): Promise<UserWord[]> {
  const given = words.map((word) => readWord(word))
  if (file === undefined) {
    requireOperands(words, 'lexicon', 'word')
    return given
  }
  const where = file === '-' ? 'stdin' : file
  const list = readWordList(file === '-' ? await text(context.input()) : readFile(file), where)
  if (list.skipped.length > 0) context.tell(context.messages.lexicon.skipped(where, list.skipped))
  return [...given, ...list.words]
}

export const exportCommand = defineCommand('export', {
  usage: ({ path, folder }) => `[${path}…] --to ${folder}`,
  completes: 'files',
  async run(values, operands, context) {
    const { to } = values
    if (to === undefined) throw new XunzhangError('OPTION_FORM', { what: 'missing', option: '--to', value: 'folder' })
    if (values.index !== undefined) checkOperands(operands, 'export --index', [])
    return untilInterrupted(context, async (signal) => {
      const dir = operands.length > 0 ? makeTemporaryFolder('export') : indexFolder(values, context)
      if (operands.length > 0) {
        const rules = rulesOf(asGenerated(operands) ? { ...onlyPages, ...values } : values)
        const onProblem = tellProblem(context)
        const job = { paths: operands, dir, ...readBuildOptions(values), ...rules, signal, onProblem }
        for (const line of siteLines(await buildIndex(job), context)) context.note(line)
      }
      const { messages } = context
      const done = exportIndex(dir, to, values)
      const share = (done.bytes / Math.max(1, done.textBytes)).toFixed(2)
      const figures = { ...done, bytes: formatBytes(done.bytes), share, folder: to }
      await report(values, context, { ...done, to }, `${messages.exported(figures)}\n`)
      if (done.withoutAddress > 0) context.note(messages.exportedWithoutAddress(done.withoutAddress))
    })
  },
})

/** Of a generated site, only the pages are read; its other files are data of programs. */
const onlyPages = { include: ['*.html', '*.htm'], exclude: ['404.html'], 'no-ignore': true } as const

const asGenerated = (paths: readonly string[]): boolean => paths.every((path) => existsSync(join(path, 'index.html')))

/** @throws XunzhangError INDEX_UNFIT, NOT_WRITABLE */
function exportIndex(dir: string, to: string, values: ValuesAt<'export'>): ExportReport {
  const commit = new OpenSegments(machine.fileSystem, dir).openLatest()
  try {
    const { tokenizer } = commit.manifest
    const row = tokenizerOf(tokenizer)
    if (row?.isExportable !== true) throw new XunzhangError('INDEX_UNFIT', { what: 'export', tokenizer })
    return writeExport({
      segments: commit.segments,
      tokenizer: row.name as ExportableTokenizer,
      lexicon: row.usesLexicon ? openWords(commit.words) : undefined,
      addressOf: addressesOf(commit.manifest, values.base ?? '/'),
      to: resolve(to),
      maxFiles: values['max-files'] ?? optionRows['max-files'].default,
      program: readProgram(),
    })
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : unwritable(error, resolve(to))
  } finally {
    commit.release()
  }
}

function readProgram(): ExportProgram {
  const folder = builtFolder('export')
  const read = (name: string): Uint8Array => readFileSync(`${folder}/${name}.js`)
  return { element: read('xunzhang'), worker: read('worker'), offline: read('offline') }
}

export const forgetCommand = defineCommand('forget', {
  usage: ({ path }) => `${path}…`,
  completes: 'files',
  async run(values, operands, context) {
    requireOperands(operands, 'forget', 'path')
    const dir = indexFolder(values, context)
    return untilInterrupted(context, async (signal) => {
      const built = await buildIndex({ paths: [], forget: operands, dir, signal, onProblem: tellProblem(context) })
      await report(values, context, built, builtText(built, dir, context))
    })
  },
})

export const compactCommand = defineCommand('compact', {
  takes: [],
  async run(values, _operands, context) {
    const done = await compactIndex(indexFolder(values, context), { compileLess: true })
    if (context.isQuiet && values.json !== true) return
    const text = context.messages.compacted(done.articles, formatBytes(done.indexBytes), formatTime(done.seconds))
    await report(values, context, done, `${text}\n`)
  },
})

export { indexCommand } from './index-command.js'
