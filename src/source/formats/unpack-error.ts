import type { Problem } from '../article.js'

/** Why unpacking stopped; what came before it stands. */
export class UnpackError extends Error {}

export const DAMAGED = 'the compressed data is damaged or cut short'

/** @param part what of the file it is, before a colon; all of it without */
export function unpackProblem(path: string, { message }: UnpackError, part?: string): Problem {
  const where = part === undefined ? '' : `${part}: `
  return { path, message: `${where}${message}`, remedy: 'Unpack it by hand and check what it holds.', unread: 'file' }
}
