import type { BuildProblem } from '../../library/types.js'
import { errorInChinese } from '../../errors/chinese.js'
import type { Context } from '../context.js'

/** What is wrong with a file that was to be indexed, in one line. */
export function problemLine({ path, message, remedy }: BuildProblem, { language }: Context): string {
  if (language === 'zh') return errorInChinese({ where: path, what: message, remedy })
  return `${path}: ${message}${message.endsWith('.') ? '' : '.'} ${remedy}`.trimEnd()
}
