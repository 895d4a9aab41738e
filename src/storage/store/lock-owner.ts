/** Who holds a lock: process ID and, if the system provides it, the time when that process started. */
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { XunzhangError } from '../../base/errors.js'
import type { FileSystem } from './file-system.js'

export interface Owner {
  readonly pid: number
  readonly host: string
  readonly started: string
}

/** The content of a lock file. The owner is written right after the file is created: one without it may be new. */
export type Found = Owner | 'unnamed' | 'gone'

export function thisOwner(): Owner {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) }
}

/**
 * @throws XunzhangError NOT_WRITABLE if something other than a file has the lock's name
 * @throws an error of the system if the file can't be read; it may be a lock that another user holds
 */
export function readOwner(fs: FileSystem, path: string): Found {
  let bytes: Uint8Array
  try {
    bytes = fs.readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return 'gone'
    if (code === 'EISDIR' || code === 'EFTYPE')
      throw new XunzhangError('NOT_WRITABLE', { what: 'lock' }, { where: path })
    throw error
  }
  return parseOwner(bytes) ?? 'unnamed'
}

function parseOwner(bytes: Uint8Array): Owner | undefined {
  try {
    const { pid, host, started } = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Owner>
    const isWhole = Number.isSafeInteger(pid) && pid! > 0 && typeof host === 'string' && typeof started === 'string'
    return isWhole ? { pid: pid!, host, started } : undefined
  } catch {
    return undefined
  }
}

export function isSame(a: Found, b: Owner): boolean {
  return typeof a === 'object' && a.pid === b.pid && a.started === b.started && a.host === b.host
}

/** A dead owner holds nothing, even if its process ID was reused. */
export function isAlive(owner: Found): owner is Owner {
  if (typeof owner === 'string') return false
  // Processes of another machine can't be checked: trust the lock.
  if (owner.host !== hostname()) return true
  if (!processExists(owner.pid)) return false
  const started = startOf(owner.pid)
  return started === '' || owner.started === '' || started === owner.started
}

export function processExists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/**
 * The start of a process: the boot ID of the machine and the kernel's ticks since then; '' if the system has no /proc.
 */
export function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return ticks === undefined ? '' : `${boot}/${ticks}`
  } catch {
    return ''
  }
}
