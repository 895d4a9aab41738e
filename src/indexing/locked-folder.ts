/** The folder of an index while this process holds its lock, with the threads that work on it. */
import { join, resolve } from 'node:path'
import { fileNumbers, removeAfterFailure } from '../storage/commit/commit.js'
import type { Environment } from '../storage/commit/environment.js'
import { requireFolder } from '../storage/commit/require-folder.js'
import { readManifest } from '../storage/commit/snapshot.js'
import { explainWriteError } from '../storage/commit/write-errors.js'
import { isOutOfHandles, XunzhangError } from '../base/errors.js'
import { manifestName, type Manifest } from '../storage/segment/manifest.js'
import type { FileSystem } from '../storage/store/file-system.js'
import { makeDurableFolder } from '../storage/store/folder.js'
import { acquireLock, type Lock } from '../storage/store/lock.js'
import type { BuildContext } from './build-context.js'
import { threadsFor } from './memory.js'
import { createTaskRunner } from './threads/create.js'
import type { TaskRunner } from './threads/runner.js'
import type { BuildOptions, BuildReport } from './types.js'

/** The index folder while this process holds the lock. */
export type LockedFolder = Omit<BuildContext, 'previous' | 'analyzer' | 'lexicon' | 'clean' | 'fields'>

/** Takes the lock, works, and releases it. Creates the folder if there is none. */
export async function whileLocked(
  options: BuildOptions,
  { fileSystem: fs, now = Date.now }: Environment,
  work: (folder: LockedFolder) => Promise<BuildReport>,
): Promise<BuildReport> {
  const began = performance.now()
  requireFolder(options.dir)
  const dir = resolve(options.dir)
  let lock: Lock | undefined
  let runner: TaskRunner | undefined
  try {
    // If there is a manifest, the folder was made durable before the first commit.
    makeDurableFolder(fs, dir, () => fs.exists(join(dir, manifestName)))
    lock = acquireLock(fs, dir)
    runner = createTaskRunner(threadsFor(options), options.signal, fs, options.compileLess)
    // With `force` nothing is kept, so the index may be damaged. Without it, a damaged manifest must be an error,
    // because the generations would otherwise start again.
    const last = options.force === true ? readManifestQuietly(fs, dir) : readManifest(fs, dir)
    return await work({
      fs,
      dir,
      now,
      options,
      began,
      lock,
      runner,
      last,
      nextFile: fileNumbers(fs, dir, last),
    })
  } catch (error) {
    throw explainWriteError(error, options.dir)
  } finally {
    await runner?.close()
    lock?.release()
  }
}

/** Runs the build. If it fails, files that no commit names are removed; those of the last commit stay. */
export async function cleanedUp(context: BuildContext, work: () => Promise<BuildReport>): Promise<BuildReport> {
  try {
    return await work()
  } catch (error) {
    await context.runner.close()
    removeAfterFailure(context)
    throw error
  } finally {
    for (const segment of context.previous.segments) segment.close()
  }
}

function readManifestQuietly(fs: FileSystem, dir: string): Manifest | undefined {
  try {
    return readManifest(fs, dir)
  } catch (error) {
    requireHandles(error)
    return undefined
  }
}

/**
 * Rethrows an error that means only that too many files are open. Data may be given up if it is damaged, but not if it
 * can't be opened at the moment.
 */
export function requireHandles(error: unknown): void {
  if (error instanceof XunzhangError && isOutOfHandles(error.cause)) throw error
}
