/** Paths of source files, as an index names them: below the folder that was indexed. */

const onWindows = typeof process !== 'undefined' && process.platform === 'win32'

/** False for paths that lead elsewhere: an index that somebody else made must not name the files of its user. */
export function isInnerPath(path: string, isWindows = onWindows): boolean {
  if (path.includes('\0') || path.startsWith('/')) return false
  if (isWindows && (path.startsWith('\\') || /^[A-Za-z]:/.test(path))) return false
  return !path.includes('..') || !path.split(isWindows ? /[\\/]/ : '/').includes('..')
}
