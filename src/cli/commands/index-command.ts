import { setTimeout } from 'node:timers/promises'
import { buildIndex } from '../../indexing/build-index.js'
import { readKinds } from '../../indexing/scan/read-kinds.js'
import type { BuildOptions, BuildProblem, BuildReport } from '../../library/types.js'
import { isXunzhangError } from '../../errors.js'
import type { ErrorCode } from '../../errors.js'
import { buildOptions, readBuildOptions } from '../input/build-options.js'
import { defineCommand, indexFolder, indexOption } from '../command.js'
import { type Context, status } from '../context.js'
import { formatBytes, formatTime } from '../terminal/figures.js'
import { listenForInterrupt } from '../input/interrupt.js'
import type { OptionTable } from '../options.js'
import { createProgressLine } from '../terminal/progress.js'
import { safeJson } from '../../text/safe-text.js'
import { spoolInput } from '../input/standard-input.js'

const options = {
  ...indexOption,
  ...buildOptions,
  clean: { type: 'flag' },
  force: { type: 'flag' },
  watch: { type: 'flag' },
  json: { type: 'flag' },
} as const satisfies OptionTable

export const indexCommand = defineCommand({
  usage: ({ path }) => `[${path}…]`,
  options,
  async run(values, operands, context) {
    const interrupt = listenForInterrupt()
    const { signal } = interrupt
    try {
      const job: BuildOptions = {
        ...readBuildOptions(values),
        paths: await spoolInput(operands.length > 0 ? operands : ['corpus'], signal, context, values.force === true),
        dir: indexFolder(values, context),
        ...(values.clean === true && { clean: true }),
        signal,
      }
      const print = async (report: BuildReport) => {
        if (values.json !== true && context.isQuiet) return
        await context.out.write(reportText(report, job.dir, values.json === true, context))
      }
      const report = await build({ ...job, ...(values.force === true && { force: true }) }, context)
      await print(report)
      if (report.articles + report.failed === 0) context.note(nothingRead(job, context))
      if (values.watch === true) await follow(job, print, context)
      return interrupt.status() ?? status.found
    } catch (error) {
      const asked = interrupt.status()
      if (asked === undefined || !isXunzhangError(error) || error.code !== 'INTERRUPTED') throw error
      context.tell(`xunzhang: ${context.messages.interrupted}`)
      return asked
    }
  },
})

/** Builds once; progress and problems go to standard error. */
async function build(job: BuildOptions, context: Context): Promise<BuildReport> {
  const line = createProgressLine(context)
  try {
    const onProblem = (problem: BuildProblem) => {
      line.clear()
      context.tell(context.messages.fault({ ...problem, where: problem.path }))
    }
    return await buildIndex({ ...job, compileLess: true, onProgress: line.show, onProblem })
  } finally {
    line.clear()
  }
}

async function follow(job: BuildOptions, print: (report: BuildReport) => unknown, context: Context): Promise<void> {
  const { followChanges } = await import('../input/watch.js')
  await context.out.flush()
  const onReady = () => context.note(context.messages.watching(job.paths.join(', ')))
  await followChanges(job.paths, job.dir, job.signal!, onReady, async () => {
    const report = await buildOncePossible(job, context)
    if (report === undefined) return
    if (report.added + report.updated + report.removed + report.failed > 0) await print(report)
    await context.out.flush()
  })
}

function nothingRead({ paths }: BuildOptions, { messages }: Context): string {
  return messages.nothingRead(paths.join(', '), readKinds.join(' '))
}

const passing: readonly ErrorCode[] = ['INDEX_LOCKED', 'INPUT_MISSING', 'DISK_FULL']
const pauseMs = 1000

/**
 * Temporary causes, such as another writer or a folder that is being recreated, are reported once and waited for.
 * @returns undefined after a signal
 */
async function buildOncePossible(job: BuildOptions, context: Context): Promise<BuildReport | undefined> {
  const { signal } = job
  const pause = async (): Promise<void> => setTimeout(pauseMs, undefined, { signal }).catch(() => {})
  for (let told = ''; signal?.aborted !== true; await pause()) {
    try {
      return await build(job, context)
    } catch (error) {
      if (!isXunzhangError(error) || !passing.includes(error.code)) throw error
      if (error.message !== told) context.tell(`xunzhang: ${context.messages.fault(error)}`)
      told = error.message
    }
  }
  return undefined
}

function reportText(report: BuildReport, dir: string, isJson: boolean, { messages }: Context): string {
  if (isJson) return `${safeJson(report)}\n`
  const { indexBytes, seconds, ...counts } = report
  return `${messages.indexed({ ...counts, dir, bytes: formatBytes(indexBytes), seconds: formatTime(seconds) })}\n`
}
