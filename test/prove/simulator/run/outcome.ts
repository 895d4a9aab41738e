/** How a call of the engine ended, and whether it may end so. */
import { isXunzhangError } from '../../../../src/base/errors.js'
import { violate } from '../world/world.js'
import type { World } from '../world/world.js'
import type { Slot } from '../process/slot.js'

export interface Outcome<T> {
  readonly value?: T
  readonly error?: unknown
  /** Its process ended in the middle of it. */
  readonly isEnded: boolean
}

/** Calls the engine; never throws. */
export async function call<T>(slot: Slot, name: string, work: () => T | Promise<T>): Promise<Outcome<T>> {
  const { world, process } = slot
  world.journal.operations.engine++
  world.journal.note(`${slot.name} ${name}`)
  try {
    const value = await work()
    return finish(world, slot, name, { value, isEnded: !process.isAlive })
  } catch (error) {
    return finish(world, slot, name, { error, isEnded: !process.isAlive })
  }
}

function finish<T>(world: World, slot: Slot, name: string, outcome: Outcome<T>): Outcome<T> {
  const how = outcome.isEnded ? 'ended' : outcome.error === undefined ? 'done' : codeOf(outcome.error)
  world.journal.note(`${slot.name} ${name}: ${how}`)
  return outcome
}

export function codeOf(error: unknown): string {
  return (error as { code?: string } | undefined)?.code ?? String(error)
}

/** Codes that a refusal of the system's may come to. */
const refused = [
  'DISK_FULL',
  'NOT_WRITABLE',
  'INDEX_DAMAGED',
  'INDEX_LOCKED',
  'INDEX_MISSING',
  'INPUT_MISSING',
  // All sources there are were refused.
  'INPUT_UNREADABLE',
  'INDEX_VERSION',
]

/**
 * An error that a call may come to, or a broken promise.
 * @param also codes for which there is a reason
 */
export function requireExplained(
  slot: Slot,
  name: string,
  { error, isEnded }: Outcome<unknown>,
  also: readonly string[],
): void {
  if (error === undefined || isEnded) return
  const { world, weather } = slot
  const isOurs = isXunzhangError(error)
  const code = codeOf(error)
  if (isOurs && (also.includes(code) || (weather.struck && refused.includes(code)))) return
  const { message, stack = '' } = error as Error
  violate(world, `${name} fails without a reason, or says it badly: ${message}${isOurs ? '' : `\n${stack}`}`)
}
