/** The progress of a build, in words. */
import type { BuildProgress } from '../../../library/types.js'
import type { Look } from './look.js'

export function progressText(progress: BuildProgress | 'starting', { messages, chrome }: Look): string {
  if (progress === 'starting') return messages.building
  const stages = {
    scan: messages.stageScan,
    read: messages.stageRead,
    merge: messages.stageMerge,
    commit: messages.stageCommit,
  }
  return `${messages.building} ${chrome.dot} ${stages[progress.stage]} ${chrome.dot} ${amount(progress, messages)}`
}

function amount({ done, total, unit }: BuildProgress, messages: Look['messages']): string {
  return unit === 'files'
    ? messages.progressFiles(done, total)
    : messages.progressBytes(megabytes(done), megabytes(total))
}

/** 0 to 100; 0 while the total isn't known. */
export function percentOf(progress: BuildProgress | 'starting'): number {
  if (progress === 'starting' || progress.total <= 0) return 0
  return Math.max(0, Math.min(100, Math.round((100 * progress.done) / progress.total)))
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
