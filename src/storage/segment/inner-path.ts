/** Paths of source files as an index stores them: relative to the folder that was indexed. */

const onWindows = typeof process !== 'undefined' && process.platform === 'win32'

/** False for paths outside that folder: an index from somebody else must not refer to other files of its user. */
export function isInnerPath(path: string, isWindows = onWindows): boolean {
  if (path.includes('\0') || path.startsWith('/')) return false
  if (isWindows && (path.startsWith('\\') || /^[A-Za-z]:/.test(path))) return false
  return !path.includes('..') || !path.split(isWindows ? /[\\/]/ : '/').includes('..')
}
