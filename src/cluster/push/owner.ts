/** Identifies the process that pushes, so that its machine can check whether it still runs; reveals no host name. */
import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { processExists, startOf } from '../../storage/store/lock-owner.js'

export interface Owner {
  readonly machine: string
  readonly pid: number
  readonly started: string
}

export function thisProcess(): Owner {
  return { machine: machineName(), pid: process.pid, started: hashed(startOf(process.pid)) }
}

/** False only if the process has certainly ended. A process of another machine can't be checked and may be running. */
export function mayRun({ machine, pid, started }: Owner): boolean {
  if (machine !== machineName()) return true
  return processExists(pid) && hashed(startOf(pid)) === started
}

/** Includes the boot and the PID namespace, so that even two containers of one host have different names. */
function machineName(): string {
  return hashed([hostname(), read(() => readFileSync(bootFile, 'utf8')), read(() => readlinkSync(spaceLink))].join(' '))
}

const bootFile = '/proc/sys/kernel/random/boot_id'
const spaceLink = '/proc/self/ns/pid'

function read(from: () => string): string {
  try {
    return from().trim()
  } catch {
    return ''
  }
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
