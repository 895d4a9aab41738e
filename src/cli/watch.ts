/** Following folders: a change anywhere under them, gathered until a moment of quiet. */
import { resolve, sep } from 'node:path'
import { watch } from 'chokidar'
import { XunzhangError } from '../errors.js'

const quietMs = 300

/**
 * Calls `onChange` once after each burst of changes, never twice at a time, until the signal; and once when it has begun
 * to watch, since something may have changed while it took its first look.
 * @param dir left out, since the index itself may lie inside a folder that is watched
 * @throws XunzhangError INPUT_UNREADABLE where the system watches no more files
 */
export async function followChanges(
  paths: readonly string[],
  dir: string,
  signal: AbortSignal,
  onReady: () => void,
  onChange: () => Promise<void>,
): Promise<void> {
  const own = resolve(dir)
  const watcher = watch([...paths], {
    ignoreInitial: true,
    // The build tells of what can't be read.
    ignorePermissionErrors: true,
    ignored: (path) => resolve(path) === own || resolve(path).startsWith(own + sep),
  })
  let isChanged = false
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
  watcher.once('ready', () => {
    isChanged = true
    onReady()
    wake()
  })
  watcher.on('error', (error) => {
    failure ??= unwatchable(error, paths)
    wake()
  })
  signal.addEventListener('abort', () => wake())
  try {
    while (!signal.aborted) {
      if (!isChanged && failure === undefined) await new Promise<void>((awake) => (wake = awake))
      if (signal.aborted) return
      if (failure !== undefined) throw failure
      isChanged = false
      await onChange()
    }
  } finally {
    clearTimeout(timer)
    await watcher.close()
  }
}

function unwatchable(error: unknown, paths: readonly string[]): XunzhangError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error)
  return new XunzhangError('INPUT_UNREADABLE', `the system can't watch so many files (${code})`, {
    where: paths.join(', '),
    remedy: 'Raise its limit (fs.inotify.max_user_watches), or run "xunzhang index" without --watch from time to time.',
    cause: error,
  })
}
