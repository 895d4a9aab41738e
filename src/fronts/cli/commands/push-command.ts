import { pushCollection } from '../../../indexing/push/push-collection.js'
import type { PushOptions, PushReport } from '../../../library/types.js'
import { existsSync } from 'node:fs'
import { isXunzhangError, XunzhangError } from '../../../base/errors.js'
import type { ValuesAt } from '../../../base/options/places.js'
import { readBuildOptions } from '../input/build-options.js'
import { defineCommand, warnOfClearText } from '../command.js'
import { type Context, status } from '../context.js'
import { given } from '../given.js'
import { formatTime } from '../terminal/figures.js'
import { listenForInterrupt } from '../input/interrupt.js'
import { defaultSource, readSources } from '../input/sources.js'
import { leftOutText, tellProblem } from '../terminal/build-report.js'
import { createProgressLine } from '../terminal/progress.js'
import { safeJson } from '../../../base/safe-text.js'

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
