/** Where the next page of an answer begins: an offset, and a check that it belongs to the same question. */
import { crc32 } from 'node:zlib'
import { XunzhangError } from '../../../base/errors.js'

export function cursorFor(question: string, offset: number): string {
  return `${offset}.${digest(question)}`
}

/** @throws XunzhangError USAGE for a cursor of another question */
export function readCursor(question: string, cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const [, offset, check] = /^(\d{1,9})\.([0-9a-f]{8})$/.exec(cursor) ?? []
  if (offset === undefined || check !== digest(question))
    throw new XunzhangError('CURSOR_INVALID', {}, { where: 'cursor' })
  return Number(offset)
}

/** Protects from mistakes, not from malice: loading Node's cryptography takes longer than a search. */
function digest(question: string): string {
  return crc32(question).toString(16).padStart(8, '0')
}
