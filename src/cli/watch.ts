/** Following folders: a change anywhere under them, gathered until a moment of quiet. */
import { resolve, sep } from 'node:path'
import { watch } from 'chokidar'

const quietMs = 300

/**
 * Yields once after each burst of changes, until the signal.
 * @param dir left out, since the index itself may lie inside a folder that is watched
 */
export async function* watchPaths(paths: readonly string[], dir: string, signal: AbortSignal): AsyncGenerator<void> {
  const own = resolve(dir)
  const watcher = watch([...paths], {
    ignoreInitial: true,
    ignored: (path) => resolve(path) === own || resolve(path).startsWith(own + sep),
  })
  let isChanged = false
  let timer: NodeJS.Timeout | undefined
  let wake = (): void => {}
  const settle = (): void => {
    isChanged = true
    wake()
  }
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(settle, quietMs)
  })
  signal.addEventListener('abort', () => wake())
  try {
    while (!signal.aborted) {
      if (!isChanged) await new Promise<void>((resolveWake) => (wake = resolveWake))
      if (signal.aborted) return
      isChanged = false
      yield
    }
  } finally {
    clearTimeout(timer)
    await watcher.close()
  }
}
