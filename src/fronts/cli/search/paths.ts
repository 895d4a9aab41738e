import { isAbsolute, relative } from 'node:path'
import { fileOf } from '../../../library/results/file-of.js'
import type { Hit } from '../../../library/types.js'
import type { Context } from '../context.js'

export type PathOf = (hit: Hit) => string

/** Paths as the index names them, relative to the folder that was indexed; absolute if requested. */
export function recordedPath(isAbsolutePath: boolean): PathOf {
  return (hit) => (isAbsolutePath ? fileOf(hit) : hit.path)
}

/** Paths that open from the working folder: relative below it, absolute elsewhere, as other tools print them. */
export function openablePath(isAbsolutePath: boolean, context: Context): PathOf {
  const here = context.workingFolder()
  return (hit) => {
    const path = fileOf(hit)
    const fromHere = relative(here, path)
    return isAbsolutePath || hit.root === '' || fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere
  }
}
