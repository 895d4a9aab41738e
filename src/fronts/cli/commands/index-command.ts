import { relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { buildIndex } from '../../../indexing/build-index.js'
import { knownRoots } from '../../../indexing/known-roots.js'
import { KINDS } from '../../../source/formats/kinds.js'
import { embedFolder, type EmbedProgress, type EmbedReport } from '../../../optional/models/embed/embed-index.js'
import type { EmbedEndpoint } from '../../../optional/models/endpoint/embedder.js'
import type { Reason } from '../../../base/fault.js'
import type { BuildOptions, BuildProblem, BuildReport } from '../../../library/types.js'
import { isXunzhangError, type ErrorCode } from '../../../base/errors.js'
import { type Context, defineCommand, indexFolder, report, status } from '../command.js'
import { untilInterrupted } from '../input/interrupt.js'
import { checkFieldTypes, type FieldTypes } from '../../../text/schema.js'
import { builtText, siteLines, withProgress } from '../terminal/build-report.js'
import { readBuildOptions, readSources } from '../input/sources.js'
import { embedderOf } from '../search/models.js'
import { checkEndpoint } from '../../../optional/models/endpoint/post.js'

export const indexCommand = defineCommand('index', {
  usage: ({ path }) => `[${path}…]`,
  completes: 'files',
  run: (values, operands, context) =>
    untilInterrupted(context, async (signal) => {
      const dir = indexFolder(values, context)
      const job: BuildOptions = {
        ...readBuildOptions(values),
        ...(await readSources(values, operands, signal, context, dir)),
        dir,
        ...(values.field !== undefined && { fields: readFields(values.field) }),
        signal,
      }
      const embedder = embedderOf(values, context)
      if (embedder !== undefined) checkEndpoint(embedder)
      const print = async (built: Report) => {
        if (values.json !== true && context.isQuiet) return
        const vectors = built.vectors === undefined ? '' : `${context.messages.embedded(built.vectors)}\n`
        await report(values, context, built, builtText(built, dir, context) + vectors)
      }
      const built = await build({ ...job, ...(values.force === true && { force: true }) }, embedder, context)
      await print(built)
      for (const line of siteLines(built, context)) context.note(line)
      if (built.articles + built.failed === 0) context.note(nothingRead(dir, context))
      if (values.watch === true) await follow(watched(job), embedder, print, context)
      return statusAfter(built, values.force === true)
    }),
})

/** Problems of articles that are indexed all the same. */
const warnings: readonly Reason[] = [
  ...(['FIELD_VALUE', 'RECORD_REPLACED', 'READ_IN_PART', 'BYTES_REPLACED', 'LINK_SKIPPED', 'FRONT_MATTER'] as const),
  ...(['TEXT_EMPTY', 'PDF_WITHOUT_TEXT'] as const),
]

/** @param isForced what is gone counts as empty */
function statusAfter({ problems }: BuildReport, isForced: boolean): number {
  const isFailure = ({ reason }: BuildProblem): boolean =>
    !warnings.includes(reason) && !(isForced && reason === 'PATH_MISSING')
  return problems.some(isFailure) ? status.error : status.found
}

/** @throws XunzhangError USAGE */
function readFields(declarations: readonly string[]): FieldTypes {
  const fields: Record<string, FieldTypes[string]> = {}
  for (const value of declarations) {
    const at = value.lastIndexOf(':')
    const declared = { [value.slice(0, at)]: value.slice(at + 1) }
    checkFieldTypes(declared, '--field')
    Object.assign(fields, declared)
  }
  return fields
}

type Report = BuildReport & { readonly vectors?: EmbedReport }

/** Builds once; progress and problems go to standard error. */
function build(job: BuildOptions, embedder: EmbedEndpoint | undefined, context: Context): Promise<Report> {
  return withProgress(context, async ({ onProgress, onProblem, clear }) => {
    const report = await buildIndex({ ...job, compileLess: true, onProgress, onProblem })
    if (embedder === undefined) return report
    const onEmbedded = (progress: EmbedProgress): void => onProgress({ ...progress, stage: 'embed', unit: 'articles' })
    const vectors = await embedFolder(job.dir, { ...embedder, onProgress: onEmbedded, signal: job.signal })
    clear()
    if (vectors.failure !== undefined) context.tell(`xunzhang: ${context.messages.fault(vectors.failure)}`)
    return { ...report, vectors }
  })
}

/** The job of `--watch`: the given paths, or all sources of the index. Options that apply only once are left out. */
function watched({ only: _only, pipe: _pipe, lists: _lists, ...job }: BuildOptions): BuildOptions {
  const roots = knownRoots(job.dir).filter(({ kind }) => kind === 'folder' || kind === 'file')
  return job.paths.length > 0 ? job : { ...job, paths: roots.map(({ path }) => path) }
}

async function follow(
  job: BuildOptions,
  embedder: EmbedEndpoint | undefined,
  print: (report: Report) => unknown,
  context: Context,
): Promise<void> {
  const { followChanges } = await import('../input/watch.js')
  await context.out.flush()
  const onReady = () => context.note(context.messages.watching(job.paths.join(', ')))
  await followChanges(job.paths, job.dir, job.signal!, onReady, async () => {
    const report = await buildOncePossible(job, embedder, context)
    if (report === undefined) return
    if (report.added + report.updated + report.removed + report.failed > 0) await print(report)
    await context.out.flush()
  })
}

function nothingRead(dir: string, { messages }: Context): string {
  const paths = knownRoots(dir).map(({ path }) => relative('', path) || '.')
  return messages.nothingRead(paths.join(', '), KINDS.map(({ extensions }) => extensions[0]!).join(' '))
}

const passing: readonly ErrorCode[] = ['INDEX_LOCKED', 'INPUT_MISSING', 'DISK_FULL']
const pauseMs = 1000

/**
 * Temporary causes, such as another writer or a folder that is being recreated, are reported once and waited for.
 * @returns undefined after a signal
 */
async function buildOncePossible(job: BuildOptions, embedder: EmbedEndpoint | undefined, context: Context) {
  const { signal } = job
  const pause = async (): Promise<void> => setTimeout(pauseMs, undefined, { signal }).catch(() => {})
  for (let told = ''; signal?.aborted !== true; await pause()) {
    try {
      return await build(job, embedder, context)
    } catch (error) {
      if (!isXunzhangError(error) || !passing.includes(error.code)) throw error
      if (error.message !== told) context.tell(`xunzhang: ${context.messages.fault(error)}`)
      told = error.message
    }
  }
  return undefined
}
