/** Wraps a file system so that it stops for good, or refuses once, at a chosen step. */
import type { FileSystem } from '../../src/storage/store/file-system.js'
import { systemError } from './memory-disk.js'

/** Thrown where the machine stops: nothing that runs afterwards, no clean-up either, reaches the disk. */
class Crash extends Error {}

const changing = ['makeFolder', 'createExclusive', 'write', 'sync', 'close', 'rename', 'remove', 'syncFolder']

type Operation = keyof FileSystem
type AnyOperation = (...values: unknown[]) => unknown

function intercept(disk: FileSystem, before: (name: Operation, values: readonly unknown[]) => void): FileSystem {
  const names = [...changing, 'exists', 'list', 'readFile', 'openRead', 'size', 'read'] as Operation[]
  const wrapped = names.map((name) => {
    const call = (disk as unknown as Record<Operation, AnyOperation>)[name]
    const replacement = (...values: unknown[]): unknown => {
      before(name, values)
      return call(...values)
    }
    return [name, replacement] as const
  })
  return Object.fromEntries(wrapped) as unknown as FileSystem
}

export interface CrashingDisk {
  readonly disk: FileSystem
  /** Changing steps taken so far. */
  steps(): number
}

/**
 * Stops before the changing step number `at` (0-based); a write may get as far as `share` of its bytes.
 * With `at` = Infinity it only counts.
 */
export function crashingDisk(disk: FileSystem, at: number, share: number): CrashingDisk {
  let steps = 0
  let isDead = false
  const before = (name: Operation, values: readonly unknown[]): void => {
    if (isDead) throw new Crash()
    if (!changing.includes(name) || steps++ !== at) return
    isDead = true
    if (name === 'write') {
      const [handle, bytes] = values as [number, Uint8Array]
      disk.write(handle, bytes.subarray(0, Math.floor(bytes.length * share)))
    }
    throw new Crash()
  }
  return { disk: intercept(disk, before), steps: () => steps }
}

export interface RefusingDisk extends CrashingDisk {
  /** The operation that was refused. */
  refused(): Operation | undefined
}

/** Refuses step number `at`, reading included, once, with the error `code`; what follows works again. */
export function refusingDisk(disk: FileSystem, at: number, code: string, isStep = anyOperation): RefusingDisk {
  let steps = 0
  let refused: Operation | undefined
  const before = (name: Operation, values: readonly unknown[]): void => {
    if (!isStep(name) || steps++ !== at) return
    refused = name
    // A full disk takes what still fits.
    if (name === 'write') disk.write(values[0] as number, (values[1] as Uint8Array).subarray(0, 7))
    // A handle is gone even where closing it fails.
    if (name === 'close') disk.close(values[0] as number)
    throw systemError(code)
  }
  return { disk: intercept(disk, before), steps: () => steps, refused: () => refused }
}

// Asking whether a name exists answers no where it can't be told: it has no error of its own.
const anyOperation = (name: Operation): boolean => name !== 'exists'
