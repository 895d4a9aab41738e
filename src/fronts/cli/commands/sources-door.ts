/** Commands that read sources themselves, with the readers of all formats. */
import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { optionRows } from '../../../base/options/rows.js'
import type { ValuesAt } from '../../../base/options/places.js'
import type { PushOptions, PushReport } from '../../../library/types.js'
import { measure, type BenchFigures } from '../../../optional/measure/measure-index.js'
import { type Context, defineCommand, given, report, warnOfClearText } from '../command.js'
import { untilInterrupted } from '../input/interrupt.js'
import { escapedName, oneLine } from '../../../base/safe-text.js'
import { isFolder, makeTemporaryFolder } from '../input/files.js'
import { XunzhangError, isXunzhangError } from '../../../base/errors.js'
import {
  firstFiles,
  inspectFile,
  inspectFolder,
  type FolderInspection,
  type Inspection,
} from '../../../library/inspecting.js'
import { leftOutText, siteLines, withProgress } from '../terminal/build-report.js'
import { articleText, createStyle, formatBytes, formatTime, labelled, partRows } from '../terminal/style.js'
import { pushCollection } from '../../../indexing/push/push-collection.js'
import { defaultSource, readBuildOptions, readSources, rulesOf } from '../input/sources.js'

export const pushCommand = defineCommand('push', {
  usage: ({ path, url }) => `[${path}…] --to ${url}`,
  completes: 'files',
  run: (values, operands, context) =>
    untilInterrupted(context, async (signal) => {
      const job = { ...readOptions(values, signal), ...(await readSources(values, operands, signal, context)) }
      warnOfClearText(job.to, context)
      const pushed = await pushOrDefault(job, context)
      const line = context.messages.pushed({ ...pushed, seconds: formatTime(pushed.seconds) })
      if (values.json === true || !context.isQuiet)
        await report(values, context, pushed, `${line}\n${leftOutText(pushed, context)}`)
    }),
})

function readOptions(values: ValuesAt<'push'>, signal: AbortSignal): Omit<PushOptions, 'paths'> {
  if (values.to === undefined)
    throw new XunzhangError('OPTION_FORM', {
      what: 'missing',
      option: '--to',
      value: { literal: 'opensearch://host:9200/collection' },
    })
  const { 'write-consistency': writeConsistency } = values
  return {
    ...readBuildOptions(values),
    to: values.to,
    ...given(values, 'shards', 'replicas'),
    ...(writeConsistency !== undefined && { writeConsistency }),
    ...(values.force === true && { force: true }),
    signal,
  }
}

/** If no paths are given, a new collection is made from ./corpus. */
async function pushOrDefault(job: PushOptions, context: Context): Promise<PushReport> {
  try {
    return await push(job, context)
  } catch (error) {
    if (!isXunzhangError(error) || error.reason !== 'NO_PATHS') throw error
    if (!existsSync(defaultSource)) throw new XunzhangError('SOURCE_REFUSED', { what: 'none' })
    return push({ ...job, paths: [defaultSource] }, context)
  }
}

function push(job: PushOptions, context: Context): Promise<PushReport> {
  return withProgress(context, ({ onProgress, onProblem }) =>
    pushCollection({ ...job, compileLess: true, onProgress, onProblem }),
  )
}

export const inspectCommand = defineCommand('inspect', {
  usage: ({ file, folder }) => `${file}|${folder}`,
  takes: ['file'],
  completes: 'files',
  async run(values, [path = ''], context) {
    const { rules } = rulesOf(values)
    if (isFolder(path)) {
      const found = inspectFolder(path, rules)
      await report(values, context, found, folderText(found, context))
      return found.read > 0
    }
    const inspection = await inspectFile(path, rules)
    await report(values, context, inspection, inspectionText(inspection, context))
    return inspection.articleCount > 0
  },
})

/** One line per file, tab-separated: read or left out, why, path; then a summary of what was left out. */
function folderText(found: FolderInspection, context: Context): string {
  const { messages } = context
  const lines = found.entries.map(({ path, isFolder, why }) => {
    const state = why === undefined ? messages.inspection.read : messages.inspection.leftOut
    return `${state}\t${why === undefined ? '' : messages.skipReasons[why]}\t${escapedName(path)}${isFolder ? '/' : ''}`
  })
  const problems = found.problems.map((problem) => messages.fault({ ...problem, where: problem.path }))
  const text = [...siteLines(found, context), ...lines, ...problems.map(oneLine)].map((line) => `${line}\n`).join('')
  return `${text}${leftOutText(found, context)}`
}

/** The decisions, then each article as `show` prints it, then what was left out and why, then what went wrong. */
function inspectionText(inspection: Inspection, context: Context): string {
  const style = createStyle(context.hasColors)
  const { labels: label, ...say } = context.messages.inspection
  const { encoding, encodingReason, markup, frontMatter } = inspection
  const decisions = [
    [
      label.format,
      [...new Set([inspection.format, markup])].flatMap((name) => name && say.formats[name][0]).join(', '),
    ],
    [label.encoding, encoding === undefined ? '' : say.encoding(encoding, say.encodingReasons[encodingReason!])],
    [label.frontMatter, frontMatter === undefined ? '' : say.frontMatter[frontMatter]],
    [label.readAs, inspection.readAs === undefined ? '' : say.readAs[inspection.readAs]],
    [label.articles, `${inspection.articleCount}`],
    [label.removed, `${inspection.removed.length}`],
  ].filter(([, value]) => value !== '')
  const removed = inspection.removed.map(
    ({ reason, rule, text }) =>
      `${style.faint(`- ${say.removed[reason]}${rule === undefined || rule === reason ? '' : ` (${rule})`}:`)} ${style.marked(text, [])}`,
  )
  const problems = inspection.problems.map((problem) => {
    return style.strong(`! ${context.messages.fault({ ...problem, where: problem.line?.toString() })}`)
  })
  const blocks = [
    decisions.map(([name, value]) => style.faint(`${name}: ${value}`)).join('\n'),
    ...inspection.articles.map((article) => articleText({ ...article, ...article.origin }, context).trimEnd()),
    removed.join('\n'),
    problems.join('\n'),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

export const benchCommand = defineCommand('bench', {
  usage: ({ path }) => `[${path}…]`,
  completes: 'files',
  run: (values, operands, context) =>
    untilInterrupted(context, async (signal) => {
      const paths = operands.length > 0 ? operands : [defaultSource]
      const job = { ...readBuildOptions(values), paths, dir: makeTemporaryFolder('bench'), signal }
      const queries = values.queries ?? optionRows.queries.default
      const figures = await withProgress(context, ({ onProgress }) => measure(job, queries, onProgress))
      await report(values, context, figures, benchText(figures, context))
    }),
})

/** What reads sources itself, with the readers of all formats. */
export { findLeftOut } from '../../../library/left-out.js'

function benchText(figures: BenchFigures, { messages }: Context): string {
  const { report, cpuSeconds, stats, openMs, queries, latency } = figures
  const { bench: say } = messages
  const perSecond = (amount: number) => amount / Math.max(report.seconds, 1e-3)
  return labelled([
    [say.articles, report.articles],
    [say.speed, `${Math.round(perSecond(report.articles))} /s, ${formatBytes(perSecond(report.bytes))}/s`],
    [say.time, `${formatTime(report.seconds)} s, ${formatTime(cpuSeconds)} s CPU`],
    [say.size, `${formatBytes(stats.bytes)} (${(stats.bytes / Math.max(1, stats.sourceBytes)).toFixed(2)} ×)`],
    ...partRows(stats, messages),
    [say.open, `${formatTime(openMs)} ms`],
    [say.queries, queries],
    ['  p50', `${formatTime(latency.median)} ms`],
    ['  p95', `${formatTime(latency.p95)} ms`],
    ['  p99', `${formatTime(latency.p99)} ms`],
  ])
}

/* For the terminal UI: building from the screen, and what a first build would read. */

export { buildIndex } from '../../../indexing/build-index.js'

const kindsNamed = 4
/** Counting this many takes a third of a second, while the screen waits. */
const mostEntries = 20_000

export async function buildPlan(folder: string, { messages }: Context): Promise<readonly string[]> {
  const { files, isAll } = firstFiles(folder, mostEntries)
  const counts = new Map<string, number>()
  for (const path of files) counts.set(extname(path), (counts.get(extname(path)) ?? 0) + 1)
  const kinds = [...counts].sort((a, b) => b[1] - a[1]).slice(0, kindsNamed)
  if (files.length === 0) return []
  return [messages.buildPlan(folder, files.length, kinds, isAll)]
}
