/** Following folders: a change anywhere under them, gathered until a moment of quiet. */
import { resolve, sep } from 'node:path'
import { watch } from 'chokidar'
import { systemCodeOf, XunzhangError } from '../../../base/errors.js'
import { statSync } from 'node:fs'

/**
 * Remembers the identity of folders, so that one that was replaced by another with the same name is noticed.
 * @param roots also count as replaced when they reappear after they were missing
 */
export function createFolderRegister(roots: readonly string[]) {
  const known = new Map(roots.map((path) => [path, identityOf(path)]))
  return {
    add(paths: readonly string[]): void {
      for (const path of paths) if (!known.has(path)) known.set(path, identityOf(path))
    },
    isAnyReplaced: () => [...known].some(([path, identity]) => ![identity, missing].includes(identityOf(path))),
  }
}

const missing = ''

/** The inode number alone is not enough: a new folder often gets the number of the one just removed. */
function identityOf(path: string): string {
  try {
    const { dev, ino, birthtimeMs } = statSync(path)
    return `${dev}:${ino}:${birthtimeMs}`
  } catch {
    return missing
  }
}

const quietMs = 300
const lookMs = 1000

/**
 * Calls `onChange` once after each burst of changes, never twice at a time, until the signal. It is also called once
 * when watching has begun, because something may have changed during the first scan.
 * @param dir left out, because the index itself may be inside a watched folder
 * @throws XunzhangError INPUT_UNREADABLE if the system can't watch more files
 */
export const followChanges: typeof followUntilReplaced = async (paths, dir, signal, onReady, onChange) => {
  await followUntilReplaced(paths, dir, signal, onReady, onChange)
  while (!signal.aborted) await followUntilReplaced(paths, dir, signal, () => {}, onChange)
}

/** Ends if a watched folder is replaced by another, because the system reports only changes of the old one. */
async function followUntilReplaced(
  paths: readonly string[],
  dir: string,
  signal: AbortSignal,
  onReady: () => void,
  onChange: () => Promise<void>,
): Promise<void> {
  const own = resolve(dir)
  const folders = createFolderRegister(paths)
  const watcher = watch([...paths], {
    ignoreInitial: true,
    // The build reports what can't be read.
    ignorePermissionErrors: true,
    ignored: (path) => resolve(path) === own || resolve(path).startsWith(own + sep),
  })
  let isChanged = false
  let isReplaced = false
  let failure: XunzhangError | undefined
  let timer: NodeJS.Timeout | undefined
  let wake = (): void => {}
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      isChanged = true
      wake()
    }, quietMs)
  })
  const addFolders = (): void => folders.add(Object.keys(watcher.getWatched()))
  watcher.once('ready', () => {
    addFolders()
    isChanged = true
    onReady()
    wake()
  })
  watcher.on('error', (error) => {
    failure ??= unwatchable(error, paths)
    wake()
  })
  const look = setInterval(() => {
    addFolders()
    isReplaced ||= folders.isAnyReplaced()
    if (isReplaced) wake()
  }, lookMs)
  const onAbort = (): void => wake()
  signal.addEventListener('abort', onAbort)
  try {
    while (!signal.aborted && !isReplaced) {
      if (failure !== undefined) throw failure
      if (isChanged) {
        isChanged = false
        await onChange()
      } else await new Promise<void>((awake) => (wake = awake))
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    clearInterval(look)
    clearTimeout(timer)
    await watcher.close()
  }
}

function unwatchable(error: unknown, paths: readonly string[]): XunzhangError {
  return new XunzhangError('WATCH_LIMIT', { system: systemCodeOf(error) }, { where: paths.join(', '), cause: error })
}
