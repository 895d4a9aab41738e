import type { BuildProgress } from '../../../library/types.js'
import type { Context } from '../context.js'
import { formatBytes } from './figures.js'
import { writeToErrors } from './terminal.js'

type Progress = Pick<BuildProgress, 'done' | 'total'> & {
  readonly stage: BuildProgress['stage'] | 'embed'
  readonly unit: BuildProgress['unit'] | 'articles'
}

/** A progress line on standard error; silent with --quiet or if that is not a terminal. */
export interface ProgressLine {
  readonly show: (progress: Progress) => void
  /** Removes the line, so that other text may be printed. */
  readonly clear: () => void
}

const width = 24
const redrawMs = 80

export function createProgressLine(context: Context, now: () => number = Date.now): ProgressLine {
  if (context.isQuiet || !context.isTerminal.errors) return { show: () => {}, clear: () => {} }
  let last = 0
  let isShown = false
  return {
    show(progress) {
      if (now() - last < redrawMs) return
      last = now()
      isShown = true
      writeToErrors(`\r\x1b[K${progressText(progress, context)}`)
    },
    clear() {
      if (isShown) writeToErrors('\r\x1b[K')
      isShown = false
    },
  }
}

/** `reading  ████████░░░░ 66 %  1.2 MB / 1.8 MB`. */
export function progressText({ stage, done, total, unit }: Progress, { messages }: Pick<Context, 'messages'>): string {
  const amount = (count: number) => (unit === 'bytes' ? formatBytes(count) : `${count}`)
  const unitName = unit === 'bytes' ? '' : ` ${unit === 'files' ? messages.files : messages.articlesUnit}`
  const name = messages.stages[stage]
  if (total <= 0) return `${name}  ${amount(done)}${unitName}`
  const share = Math.min(1, done / total)
  const filled = Math.round(share * width)
  const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
  return `${name}  ${bar} ${Math.floor(share * 100)} %  ${amount(done)} / ${amount(total)}${unitName}`
}
