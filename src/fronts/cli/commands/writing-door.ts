import { compactIndex } from '../../../indexing/compact-index.js'
import { defineCommand, indexFolder, refuseOperands } from '../command.js'
import { status, type Context } from '../context.js'
import { formatBytes, formatTime } from '../terminal/figures.js'
import { safeJson, oneLine } from '../../../base/safe-text.js'
import { buildIndex } from '../../../indexing/build-index.js'
import { XunzhangError, systemCodeOf } from '../../../base/errors.js'
import { listenForInterrupt } from '../input/interrupt.js'
import { reportText, tellProblem, siteLines } from '../terminal/build-report.js'
import { tokenizerOf } from '../../../text/tokenizers/index.js'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openWords } from '../../../text/analyzers/analyzers.js'
import { machine } from '../../../storage/commit/snapshot.js'
import { OpenSegments } from '../../../storage/commit/open-segments.js'
import { optionRows } from '../../../base/options/rows.js'
import { addressesOf } from '../../../static/export/addresses.js'
import { writeExport } from '../../../static/export/write-export.js'
import type { ExportProgram, ExportReport, ExportRequest } from '../../../static/export/write-export.js'
import { readBuildOptions } from '../input/build-options.js'
import { rulesOf } from '../input/source-rules.js'
import { makeTemporaryFolder } from '../input/temporary-folder.js'
import { builtFolder } from '../built-folder.js'
import { addWords, listWords, readWord, readWordList, removeWords } from '../../../indexing/user-words/teach.js'
import type { LexiconReport, UserWord } from '../../../indexing/user-words/teach.js'
import { suggestWords, type SuggestedWord } from '../../../indexing/user-words/suggest.js'
import type { ValuesAt } from '../../../base/options/places.js'
import { given } from '../given.js'
import { readText } from '../input/read-text.js'

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

export const exportCommand = defineCommand('export', {
  usage: ({ path, folder }) => `[${path}…] --to ${folder}`,
  completes: 'files',
  async run(values, operands, context) {
    const { to, base = '/' } = values
    if (to === undefined) throw new XunzhangError('OPTION_FORM', { what: 'missing', option: '--to', value: 'folder' })
    if (values.index !== undefined) refuseOperands(operands, 'export --index')
    const { signal } = listenForInterrupt()
    const dir = operands.length > 0 ? makeTemporaryFolder('export') : indexFolder(values, context)
    if (operands.length > 0) {
      const onProblem = tellProblem(context)
      const rules = rulesOf(asGenerated(operands) ? { ...onlyPages, ...values } : values)
      const report = await buildIndex({
        paths: operands,
        dir,
        ...readBuildOptions(values),
        ...rules,
        signal,
        onProblem,
      })
      for (const line of siteLines(report, context)) context.note(line)
    }
    const commit = new OpenSegments(machine.fileSystem, dir).openLatest()
    try {
      const { tokenizer } = commit.manifest
      const row = tokenizerOf(tokenizer)
      if (row?.isExportable !== true) throw new XunzhangError('INDEX_UNFIT', { what: 'export', tokenizer })
      const report = write({
        segments: commit.segments,
        tokenizer: row.name,
        lexicon: row.usesLexicon ? openWords(commit.words) : undefined,
        addressOf: addressesOf(commit.manifest, base),
        to: resolve(to),
        maxFiles: values['max-files'] ?? optionRows['max-files'].default,
        program: readProgram(),
      })
      const { messages } = context
      const share = (report.bytes / Math.max(1, report.textBytes)).toFixed(2)
      const figures = { ...report, bytes: formatBytes(report.bytes), share, folder: to }
      const text = values.json === true ? safeJson({ ...report, to }) : messages.exported(figures)
      await context.out.write(`${text}\n`)
      if (report.withoutAddress > 0) context.note(messages.exportedWithoutAddress(report.withoutAddress))
      return status.found
    } finally {
      commit.release()
    }
  },
})

/** Of a generated site, only the pages are read; its other files are data of programs. */
const onlyPages = { include: ['*.html', '*.htm'], exclude: ['404.html'], 'no-ignore': true } as const

const asGenerated = (paths: readonly string[]): boolean => paths.every((path) => existsSync(join(path, 'index.html')))

/** @throws XunzhangError NOT_WRITABLE */
function write(request: ExportRequest): ExportReport {
  try {
    return writeExport(request)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    throw new XunzhangError(
      'NOT_WRITABLE',
      { what: 'file', system: systemCodeOf(error) },
      { where: request.to, cause: error },
    )
  }
}

function readProgram(): ExportProgram {
  const folder = builtFolder('export')
  const read = (name: string): Uint8Array => readFileSync(`${folder}/${name}.js`)
  return { element: read('xunzhang'), worker: read('worker'), titles: read('titles'), offline: read('offline') }
}

export const forgetCommand = defineCommand('forget', {
  usage: ({ path }) => `${path}…`,
  completes: 'files',
  async run(values, operands, context) {
    if (operands.length === 0)
      throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'forget', operand: 'path' })
    const dir = indexFolder(values, context)
    const { signal } = listenForInterrupt()
    const onProblem = tellProblem(context)
    const report = await buildIndex({ paths: [], forget: operands, dir, signal, onProblem })
    await context.out.write(reportText(report, dir, values.json === true, context))
    return status.found
  },
})

export const compactCommand = defineCommand('compact', {
  usage: () => '',
  async run(values, operands, context) {
    const { messages } = context
    refuseOperands(operands, 'compact')
    const report = await compactIndex(indexFolder(values, context), { compileLess: true })
    if (context.isQuiet && values.json !== true) return status.found
    const text = messages.compacted(report.articles, formatBytes(report.indexBytes), formatTime(report.seconds))
    await context.out.write(values.json === true ? `${safeJson(report)}\n` : `${text}\n`)
    return status.found
  },
})
export { indexCommand } from './index-command.js'
