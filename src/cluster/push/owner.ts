/** Who pushes: enough to tell whether the process still runs, where that can be seen, and nothing about its machine. */
import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { processExists, startOf } from '../../store/lock-owner.js'

export interface Owner {
  readonly machine: string
  readonly pid: number
  readonly started: string
}

export function thisProcess(): Owner {
  return { machine: machineName(), pid: process.pid, started: hashed(startOf(process.pid)) }
}

/** False only where it is certain: processes elsewhere can't be looked for. */
export function mayRun({ machine, pid, started }: Owner): boolean {
  if (machine !== machineName()) return true
  return processExists(pid) && hashed(startOf(pid)) === started
}

/** The boot and the number space of processes make it unlike any other, a container's neighbours included. */
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
