/** What befalls one call of the engine: events before chosen system calls, and refusals of the system's. */
import type { Random } from '../world/random.js'

/** Kinds of system calls, as faults tell them apart. */
export type CallKind =
  | 'open'
  | 'create'
  | 'read'
  | 'write'
  | 'sync'
  | 'syncFolder'
  | 'close'
  | 'rename'
  | 'remove'
  | 'makeFolder'
  | 'list'
  | 'stat'

export interface Refusal {
  readonly name: string
  readonly call: CallKind
  /** The system's code; undefined where the call does less than it was asked. */
  readonly code: string | undefined
  /** How often it is drawn: its calls may be few, and what strikes late in a call seldom comes to strike. */
  readonly weight: number
}

export const refusals: readonly Refusal[] = [
  { name: 'EIO while reading', call: 'read', code: 'EIO', weight: 5 },
  { name: 'EIO while writing', call: 'write', code: 'EIO', weight: 10 },
  { name: 'ENOSPC while writing', call: 'write', code: 'ENOSPC', weight: 10 },
  { name: 'ENOSPC while creating', call: 'create', code: 'ENOSPC', weight: 6 },
  { name: 'EMFILE while opening', call: 'open', code: 'EMFILE', weight: 4 },
  { name: 'EMFILE while creating', call: 'create', code: 'EMFILE', weight: 6 },
  { name: 'failed sync of a file', call: 'sync', code: 'EIO', weight: 42 },
  { name: 'failed sync of a folder', call: 'syncFolder', code: 'EIO', weight: 10 },
  { name: 'failed rename', call: 'rename', code: 'EIO', weight: 19 },
  { name: 'failed removal', call: 'remove', code: 'EIO', weight: 6 },
  { name: 'failed close', call: 'close', code: 'EIO', weight: 5 },
  { name: 'failed listing', call: 'list', code: 'EIO', weight: 6 },
  { name: 'failed stat', call: 'stat', code: 'EIO', weight: 4 },
  { name: 'failed mkdir', call: 'makeFolder', code: 'ENOSPC', weight: 4 },
  { name: 'short read', call: 'read', code: undefined, weight: 1 },
  { name: 'short write', call: 'write', code: undefined, weight: 1 },
]

const drawn = refusals.flatMap((refusal) => Array.from({ length: refusal.weight }, () => refusal))

interface Planned {
  /** Strikes the call of this number, counted among those of its kind. */
  readonly at: number
  readonly refusal: Refusal
  /** Counted from the latest rename on: the end of a commit, which calls that are counted from the start seldom reach. */
  readonly isBehindRename: boolean
}

export interface Weather {
  /** Before the system call of this number, counted from the engine's call. */
  readonly events: Map<number, () => void>
  /** Right behind the call of this kind and number, before the next one of any kind. */
  readonly behind: { readonly call: CallKind; readonly at: number; readonly event: () => void }[]
  readonly planned: readonly Planned[]
  /** How often any call that may do less than asked does. */
  readonly shortness: number
  /** A refusal that could have changed the outcome has struck. */
  struck: boolean
}

export const calm = (): Weather => ({ events: new Map(), behind: [], planned: [], shortness: 0, struck: false })

/** Early calls more often than late ones: most calls of the engine make fewer than a hundred. */
export function someStep(random: Random, most = 160): number {
  return Math.floor(random.next() * random.next() * most)
}

/** How many calls of a kind a call of the engine makes, about. */
const usual: Readonly<Record<CallKind, number>> = {
  open: 16,
  create: 5,
  read: 20,
  write: 10,
  sync: 5,
  syncFolder: 4,
  close: 20,
  rename: 1,
  remove: 3,
  makeFolder: 1,
  list: 4,
  stat: 20,
}

/** Where what is safe and what is told may differ: a call that changes names, of a number that is made often. */
export function someChangeOfNames(random: Random): { readonly call: CallKind; readonly at: number } {
  const call = random.pick<CallKind>(['rename', 'rename', 'remove', 'create'])
  return { call, at: random.below(usual[call]) }
}

/** A day with one to ten refusals, or none. */
export function drawWeather(random: Random, roughness: number): Weather {
  if (!random.chance(roughness)) return { ...calm(), shortness: random.chance(0.3) ? 0.2 : 0 }
  // A day on which all comes late: what strikes early leaves nothing for later to strike.
  const isBehindRename = random.chance(0.3)
  const planned = Array.from({ length: 1 + random.below(isBehindRename ? 2 : 10) }, (): Planned => {
    const refusal = random.pick(drawn)
    const most = isBehindRename ? Math.ceil(usual[refusal.call] / 4) : usual[refusal.call]
    return { at: Math.floor(random.next() * random.next() * most), refusal, isBehindRename }
  })
  return { ...calm(), planned, shortness: random.chance(0.3) ? 0.2 : 0 }
}
