/** The first key of each list file, ascending. It tells a reader which file contains a key before any is fetched. */
import { getVarint, type ByteReader } from '../../../storage/store/byte-reader.js'
import { putVarint, type ByteWriter } from '../../../storage/store/byte-writer.js'

export function putDirectory(out: ByteWriter, firsts: readonly string[]): void {
  putVarint(out, firsts.length)
  let before = ''
  for (const first of firsts) {
    let shared = 0
    while (shared < first.length && shared < before.length && first.charCodeAt(shared) === before.charCodeAt(shared))
      shared++
    putVarint(out, shared)
    putVarint(out, first.length - shared)
    const base = shared < before.length ? before.charCodeAt(shared) : 0
    for (let at = shared; at < first.length; at++) putVarint(out, first.charCodeAt(at) - (at === shared ? base : 0))
    before = first
  }
}

/** @throws RangeError */
export function getDirectory(reader: ByteReader): string[] {
  const firsts: string[] = []
  const count = getVarint(reader)
  let before = ''
  for (let i = 0; i < count; i++) {
    const shared = getVarint(reader)
    const added = getVarint(reader)
    if (shared > before.length || added > reader.bytes.length) throw new RangeError('no directory')
    let first = before.slice(0, shared)
    for (let at = 0; at < added; at++) {
      const base = at === 0 && shared < before.length ? before.charCodeAt(shared) : 0
      first += String.fromCharCode(base + getVarint(reader))
    }
    firsts.push(first)
    before = first
  }
  return firsts
}

/** The shortest key that is greater than `before` and at most `first`. */
export function shortestBetween(before: string, first: string): string {
  for (let length = 1; length < first.length; length++)
    if (first.slice(0, length) > before) return first.slice(0, length)
  return first
}
