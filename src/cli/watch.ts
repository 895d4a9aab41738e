/** Following folders: a change anywhere under them, gathered until a moment of quiet. */
import { resolve, sep } from 'node:path'
import { watch } from 'chokidar'

const quietMs = 300

/**
 * Calls `onChange` once after each burst of changes, never twice at a time, until the signal; and once when it has begun
 * to watch, since something may have changed while it took its first look.
 * @param dir left out, since the index itself may lie inside a folder that is watched
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
    ignored: (path) => resolve(path) === own || resolve(path).startsWith(own + sep),
  })
  let isChanged = false
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
  signal.addEventListener('abort', () => wake())
  try {
    while (!signal.aborted) {
      if (!isChanged) await new Promise<void>((awake) => (wake = awake))
      if (signal.aborted) return
      isChanged = false
      await onChange()
    }
  } finally {
    clearTimeout(timer)
    await watcher.close()
  }
}
