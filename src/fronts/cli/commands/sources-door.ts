import { optionRows } from '../../../base/options/rows.js'
import type { IndexPart, PushOptions, PushReport } from '../../../library/types.js'
import { measure, type BenchFigures, type Latency } from '../../../optional/measure/measure-index.js'
import { readBuildOptions } from '../input/build-options.js'
import { defineCommand, refuseOperands, warnOfClearText } from '../command.js'
import { status, type Context } from '../context.js'
import { listenForInterrupt } from '../input/interrupt.js'
import { createProgressLine } from '../terminal/progress.js'
import { safeJson, escapedName, oneLine } from '../../../base/safe-text.js'
import { makeTemporaryFolder } from '../input/temporary-folder.js'
import { XunzhangError, isXunzhangError } from '../../../base/errors.js'
import { inspectFile, inspectFolder, type FolderInspection, type Inspection } from '../../../library/inspecting.js'
import { isFolder } from '../input/is-folder.js'
import { rulesOf } from '../input/source-rules.js'
import { leftOutText, siteLines, tellProblem } from '../terminal/build-report.js'
import { articleText } from '../terminal/article-text.js'
import { createStyle } from '../terminal/style.js'
import { formatBytes, formatTime } from '../terminal/figures.js'
import { pushCollection } from '../../../indexing/push/push-collection.js'
import { existsSync } from 'node:fs'
import type { ValuesAt } from '../../../base/options/places.js'
import { given } from '../given.js'
import { defaultSource, readSources } from '../input/sources.js'

export const pushCommand = defineCommand('push', {
  usage: ({ path, url }) => `[${path}…] --to ${url}`,
  completes: 'files',
  async run(values, operands, context) {
    const interrupt = listenForInterrupt()
    try {
      const { signal } = interrupt
      const job = { ...readOptions(values, signal), ...(await readSources(values, operands, signal, context)) }
      warnOfClearText(job.to, context)
      const report = await pushOrDefault(job, context)
      const isJson = values.json === true
      if (isJson || !context.isQuiet) await context.out.write(reportText(report, isJson, context))
      return interrupt.status() ?? status.found
    } catch (error) {
      const asked = interrupt.status()
      if (asked === undefined || !isXunzhangError(error) || error.code !== 'INTERRUPTED') throw error
      context.tell(`xunzhang: ${context.messages.pushInterrupted}`)
      return asked
    }
  },
})

function readOptions(values: ValuesAt<'push'>, signal: AbortSignal): Omit<PushOptions, 'paths'> {
  if (values.to === undefined)
    throw new XunzhangError('OPTION_FORM', {
      what: 'missing',
      option: '--to',
      value: { literal: 'qdrant://host:6333/collection' },
    })
  const consistency = values['write-consistency']
  return {
    ...readBuildOptions(values),
    to: values.to,
    ...given(values, 'shards', 'replicas'),
    ...(consistency !== undefined && { writeConsistency: consistency }),
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

async function push(job: PushOptions, context: Context): Promise<PushReport> {
  const line = createProgressLine(context)
  try {
    const onProblem = tellProblem(context, line.clear)
    return await pushCollection({ ...job, compileLess: true, onProgress: line.show, onProblem })
  } finally {
    line.clear()
  }
}

function reportText(report: PushReport, isJson: boolean, context: Context): string {
  if (isJson) return `${safeJson(report)}\n`
  const line = context.messages.pushed({ ...report, seconds: formatTime(report.seconds) })
  return `${line}\n${leftOutText(report, context)}`
}

export const inspectCommand = defineCommand('inspect', {
  usage: ({ file, folder }) => `${file}|${folder}`,
  completes: 'files',
  async run(values, operands, context) {
    const [path, ...surplus] = operands
    if (path === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'inspect', operand: 'file' })
    refuseOperands(surplus, 'inspect', ['file'])
    if (isFolder(path)) return showFolder(inspectFolder(path, rulesOf(values).rules), values.json === true, context)
    const inspection = await inspectFile(path, rulesOf(values).rules)
    await context.out.write(values.json === true ? `${safeJson(inspection)}\n` : inspectionText(inspection, context))
    return inspection.articleCount > 0 ? status.found : status.nothing
  },
})

/** One line per file, tab-separated: read or left out, why, path; then a summary of what was left out. */
async function showFolder(found: FolderInspection, isJson: boolean, context: Context): Promise<number> {
  const { messages } = context
  const lines = found.entries.map(({ path, isFolder, why }) => {
    const state = why === undefined ? messages.inspection.read : messages.inspection.leftOut
    return `${state}\t${why === undefined ? '' : messages.skipReasons[why]}\t${escapedName(path)}${isFolder ? '/' : ''}`
  })
  const problems = found.problems.map((problem) => messages.fault({ ...problem, where: problem.path }))
  const text = [...siteLines(found, context), ...lines, ...problems.map(oneLine)].map((line) => `${line}\n`).join('')
  await context.out.write(isJson ? `${safeJson(found)}\n` : `${text}${leftOutText(found, context)}`)
  return found.read > 0 ? status.found : status.nothing
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
  async run(values, operands, context) {
    const interrupt = listenForInterrupt()
    const dir = makeTemporaryFolder('bench')
    const line = createProgressLine(context)
    const paths = operands.length > 0 ? operands : ['corpus']
    try {
      const job = { ...readBuildOptions(values), paths, dir, signal: interrupt.signal }
      const queries = values.queries ?? optionRows.queries.default
      const figures = await measure(job, queries, line.show)
      line.clear()
      await context.out.write(values.json === true ? `${safeJson(figures)}\n` : benchText(figures, context))
      return status.found
    } catch (error) {
      const asked = interrupt.status()
      if (asked === undefined) throw error
      return asked
    } finally {
      line.clear()
    }
  },
})

/** What reads sources itself, with the readers of all formats. */
export { findLeftOut } from '../../../library/left-out.js'

type Row = readonly [name: string, value: string]

function benchText(figures: BenchFigures, context: Context): string {
  const { report, cpuSeconds, stats, openMs, queries, latency } = figures
  const { bench: say } = context.messages
  const perSecond = (amount: number) => amount / Math.max(report.seconds, 1e-3)
  const rows: Row[] = [
    [say.articles, `${report.articles}`],
    [say.speed, `${Math.round(perSecond(report.articles))} /s, ${formatBytes(perSecond(report.bytes))}/s`],
    [say.time, `${formatTime(report.seconds)} s, ${formatTime(cpuSeconds)} s CPU`],
    [say.size, `${formatBytes(stats.bytes)} (${(stats.bytes / Math.max(1, stats.sourceBytes)).toFixed(2)} ×)`],
    ...Object.entries(stats.bytesByPart).map(
      ([part, bytes]) => [`  ${context.messages.parts[part as IndexPart]}`, formatBytes(bytes)] as const,
    ),
    [say.open, `${formatTime(openMs)} ms`],
    [say.queries, `${queries}`],
    ...latencyRows(latency),
  ]
  return rows.map(([name, value]) => `${name}: ${value}\n`).join('')
}

function latencyRows({ median, p95, p99 }: Latency): Row[] {
  return [
    ['  p50', `${formatTime(median)} ms`],
    ['  p95', `${formatTime(p95)} ms`],
    ['  p99', `${formatTime(p99)} ms`],
  ]
}
