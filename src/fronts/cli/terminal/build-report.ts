/** What building an index prints to standard output and standard error; while it runs, a progress line. */
import { relative } from 'node:path'
import type { BuildProblem, BuildProgress, BuildReport } from '../../../library/types.js'
import { missingFor } from '../../../source/formats/kinds.js'
import { escapedName } from '../../../base/safe-text.js'
import type { Context } from '../command.js'
import { writeToErrors } from './output.js'
import { formatBytes, formatTime } from './style.js'

export function builtText(report: BuildReport, dir: string, context: Context): string {
  const { messages } = context
  const { indexBytes, seconds, ...counts } = report
  const line = messages.indexed({ ...counts, dir, bytes: formatBytes(indexBytes), seconds: formatTime(seconds) })
  return `${line}\n${leftOutText(report, context)}${blocksText(report, context)}`
}

/** Most kinds of files that are named; the others are counted together. */
const mostKinds = 8
const mostFolders = 6

/** One line about what was left out; '' if nothing was. Hidden and package folders aren't reported. */
export function leftOutText({ leftOut }: Pick<BuildReport, 'leftOut'>, { messages }: Context): string {
  const counted = leftOut.filter(({ files, folderCount }) => files + folderCount > 0)
  const files = counted.reduce((sum, one) => sum + one.files, 0)
  const folderCount = counted.reduce((sum, one) => sum + one.folderCount, 0)
  const folders = counted.flatMap(({ why, folders: names }) => names.map((name) => ({ name, why })))
  if (files + folderCount === 0) return ''
  const kinds = counted.filter(({ why, files: count }) => why === 'kind' && count > 0)
  const parts = kinds.slice(0, mostKinds).map(({ kind, files: count }) => {
    const needed = missingFor(kind)
    return `${kind || messages.noKind} ${count}${needed === undefined ? '' : ` (${messages.neededFor(needed)})`}`
  })
  const rest = kinds.slice(mostKinds).reduce((sum, one) => sum + one.files, 0)
  if (rest > 0) parts.push(`${messages.otherKinds} ${rest}`)
  for (const { why, files: count } of counted)
    if (why !== 'kind' && count > 0) parts.push(`${messages.skipReasons[why]} ${count}`)
  const named = folders
    .slice(0, mostFolders)
    .map(({ name, why }) => `${escapedName(name)} (${messages.skipReasons[why]})`)
  if (folders.length > mostFolders) named.push('…')
  return `${messages.leftOut(files, parts, folderCount, named)}\n`
}

/** One line about what was left out of the articles; '' if nothing was. */
function blocksText({ blocksLeftOut }: BuildReport, { messages }: Context): string {
  const { blocks, articles, reasons } = blocksLeftOut
  if (blocks === 0) return ''
  const named = Object.entries(reasons).map(([reason, count]) => {
    return `${messages.inspection.removed[reason as keyof typeof reasons]} ${count.toLocaleString('en')}`
  })
  const more = named.length > mostReasons ? ['…'] : []
  return `${messages.blocksLeftOut(blocks, articles, [...named.slice(0, mostReasons), ...more])}\n`
}

const mostReasons = 6

export function siteLines({ sites }: Pick<BuildReport, 'sites'>, { messages }: Context): string[] {
  return sites.map(({ generator, folder, sources }) => {
    const shown = sources.map((source) => (source === '' ? './' : source)).join(', ')
    return messages.site(nearPath(folder), generator, shown)
  })
}

type Progress = Pick<BuildProgress, 'done' | 'total'> & {
  readonly stage: BuildProgress['stage'] | 'embed'
  readonly unit: BuildProgress['unit'] | 'articles'
}

const width = 24
const redrawMs = 80

/** What a build is given to show how far it is, and what goes wrong. */
interface Telling {
  readonly onProgress: (progress: Progress) => void
  readonly onProblem: (problem: BuildProblem) => void
  /** Removes the progress line, so that other text may be printed. */
  readonly clear: () => void
}

/** Runs a build with a progress line on standard error; without one if that is not a terminal, or with --quiet. */
export async function withProgress<T>(context: Context, build: (telling: Telling) => Promise<T>): Promise<T> {
  const isSilent = context.isQuiet || !context.isTerminal.errors
  let last = 0
  let isShown = false
  const clear = (): void => {
    if (isShown) writeToErrors('\r\x1b[K')
    isShown = false
  }
  const onProgress = (progress: Progress): void => {
    if (isSilent || Date.now() - last < redrawMs) return
    last = Date.now()
    isShown = true
    writeToErrors(`\r\x1b[K${progressText(progress, context)}`)
  }
  try {
    return await build({ onProgress, onProblem: tellProblem(context, clear), clear })
  } finally {
    clear()
  }
}

/** `reading  ████████░░░░ 66 %  1.2 MB / 1.8 MB`. */
function progressText({ stage, done, total, unit }: Progress, { messages }: Pick<Context, 'messages'>): string {
  const amount = (count: number) => (unit === 'bytes' ? formatBytes(count) : `${count}`)
  const unitName = unit === 'bytes' ? '' : ` ${unit === 'files' ? messages.files : messages.articlesUnit}`
  const name = messages.stages[stage]
  if (total <= 0) return `${name}  ${amount(done)}${unitName}`
  const share = Math.min(1, done / total)
  const filled = Math.round(share * width)
  const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
  return `${name}  ${bar} ${Math.floor(share * 100)} %  ${amount(done)} / ${amount(total)}${unitName}`
}

/** @param before called before each line, to clear a progress line */
export function tellProblem(context: Context, before: () => void = () => {}): (problem: BuildProblem) => void {
  return (problem) => {
    before()
    context.tell(context.messages.fault({ ...problem, where: whereOf(problem) }))
  }
}

/** A path that opens the file from the current folder. */
function whereOf({ path, file }: BuildProblem): string {
  if (file === undefined) return escapedName(path)
  const line = /:\d+$/.exec(path)?.[0] ?? ''
  return `${escapedName(nearPath(file))}${file.endsWith(line) ? '' : line}`
}

/** The path, relative if it is below the current folder. */
function nearPath(path: string): string {
  const near = relative('', path)
  return near === '' ? '.' : near.startsWith('..') ? path : near
}
