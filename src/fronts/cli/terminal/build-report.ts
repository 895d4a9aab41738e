/** What building an index prints to standard output and standard error. */
import { relative } from 'node:path'
import type { BuildProblem, BuildReport } from '../../../library/types.js'
import { missingFor } from '../../../indexing/scan/read-kinds.js'
import { escapedName, safeJson } from '../../../base/safe-text.js'
import type { Context } from '../context.js'
import { formatBytes, formatTime } from './figures.js'

export function reportText(report: BuildReport, dir: string, isJson: boolean, context: Context): string {
  if (isJson) return `${safeJson(report)}\n`
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
    const shown = sources.map((source) => (source === '' ? '.' : source)).join(', ')
    return messages.site(nearPath(folder), generator, shown)
  })
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
