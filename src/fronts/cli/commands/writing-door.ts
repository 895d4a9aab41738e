import { compactIndex } from '../../../indexing/compact-index.js'
import { defineCommand, indexFolder, refuseOperands } from '../command.js'
import { status } from '../context.js'
import { formatBytes, formatTime } from '../terminal/figures.js'
import { safeJson } from '../../../base/safe-text.js'
import { buildIndex } from '../../../indexing/build-index.js'
import { XunzhangError, systemCodeOf } from '../../../base/errors.js'
import { listenForInterrupt } from '../input/interrupt.js'
import { reportText, tellProblem, siteLines } from '../terminal/build-report.js'
import { tokenizerOf } from '../../../text/tokenizers/index.js'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openWords } from '../../../text/analyzers/analyzers.js'
import { machine } from '../../../storage/commit/environment.js'
import { OpenSegments } from '../../../storage/commit/open-segments.js'
import { optionRows } from '../../../base/options/rows.js'
import { addressesOf } from '../../../static/export/addresses.js'
import { writeExport } from '../../../static/export/write-export.js'
import type { ExportProgram, ExportReport, ExportRequest } from '../../../static/export/write-export.js'
import { readBuildOptions } from '../input/build-options.js'
import { rulesOf } from '../input/source-rules.js'
import { makeTemporaryFolder } from '../input/temporary-folder.js'
import { builtFolder } from '../built-folder.js'

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
export { lexiconCommand } from './upkeep/lexicon-command.js'
