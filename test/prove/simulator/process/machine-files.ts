/** Files that a machine gives: the data files of the program, and what /proc tells of processes. They never fail. */
import { basename } from 'node:path'
import { systemError } from '../disk/disk.js'
import { lexiconBytes } from '../world/lexicon.js'
import type { Slot } from './slot.js'

/** Where the bundle thinks that it lies. */
export const programFolder = '/program/'

const texts = new TextEncoder()

/** Undefined where the path is one of the disk's. */
export function machineFile({ world }: Slot, path: string): Uint8Array | undefined {
  if (path.startsWith(`${programFolder}data/`)) return basename(path) === 'lexicon.bin' ? lexiconBytes() : undefined
  if (path === '/proc/sys/kernel/random/boot_id') return texts.encode(`boot-${world.boot}\n`)
  const stat = /^\/proc\/(\d+)\/stat$/.exec(path)
  if (stat === null) return undefined
  const process = world.processes.find(({ pid, isAlive }) => isAlive && pid === Number(stat[1]))
  if (process === undefined) throw systemError('ENOENT', path)
  const before = Array.from({ length: 19 }, () => '0').join(' ')
  return texts.encode(`${process.pid} (node) ${before} ${process.started} 0`)
}
