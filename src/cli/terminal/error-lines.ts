import type { XunzhangError } from '../../errors.js'
import type { Context } from '../context.js'

/** Says errors in one line each, in the reader's language; what Chinese needs is loaded for those who read it. */
export async function errorLines({ language }: Context): Promise<(error: XunzhangError) => string> {
  if (language !== 'zh') return (error) => error.message
  return (await import('../../errors/chinese.js')).errorInChinese
}
