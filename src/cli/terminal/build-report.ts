/** What building an index says on standard output and standard error. */
import type { BuildProblem, BuildReport } from '../../library/types.js'
import { safeJson } from '../../text/safe-text.js'
import type { Context } from '../context.js'
import { formatBytes, formatTime } from './figures.js'

export function reportText(report: BuildReport, dir: string, isJson: boolean, { messages }: Context): string {
  if (isJson) return `${safeJson(report)}\n`
  const { indexBytes, seconds, ...counts } = report
  return `${messages.indexed({ ...counts, dir, bytes: formatBytes(indexBytes), seconds: formatTime(seconds) })}\n`
}

/** @param before called before each line, to clear what stands on it */
export function tellProblem(context: Context, before: () => void = () => {}): (problem: BuildProblem) => void {
  return (problem) => {
    before()
    context.tell(context.messages.fault({ ...problem, where: problem.path }))
  }
}
