/** Places of files in a checkout. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Children run from a bundle elsewhere and get the folder from the environment. */
export const projectRoot = process.env['XUNZHANG_BENCH_ROOT'] ?? fileURLToPath(new URL('../..', import.meta.url))

export const cliFile = join(projectRoot, 'dist/cli.cjs')
export const libraryFile = join(projectRoot, 'dist/index.js')

/** A folder of the shared news and questions beside the checkout, or undefined. */
export function sharedFolder(name: string): string | undefined {
  const folder = process.env['XUNZHANG_SHARED_DATA'] ?? join(projectRoot, '../shared/data')
  return existsSync(join(folder, name)) ? join(folder, name) : undefined
}

/** A folder that was given, or the shared one with 20,000 news. */
export function newsFolder(given: string | undefined): string {
  const folder = given ?? sharedFolder('crud')
  if (folder === undefined) throw new Error('--data FOLDER is needed: no shared data lies beside the checkout')
  return folder
}

/** Loads a peer from .peers/, or a package of ours; undefined if it is not installed or was not built. */
export function loadPeer<T>(name: string): T | undefined {
  for (const folder of ['.peers/', '']) {
    try {
      return createRequire(join(projectRoot, folder, 'package.json'))(name) as T
    } catch {
      continue
    }
  }
  return undefined
}

/** A program that `npm run peers` has built, and what starts it in its folder. */
export interface PeerProgram {
  readonly version: string
  readonly folder: string
  readonly command: readonly string[]
}

export function programOf(name: string): PeerProgram | undefined {
  const folder = join(projectRoot, '.peers', name)
  const file = join(folder, 'program.json')
  return existsSync(file) ? { ...(JSON.parse(readFileSync(file, 'utf8')) as PeerProgram), folder } : undefined
}

export function peerVersion(name: string): string | undefined {
  const program = programOf(name)
  if (program !== undefined) return program.version
  for (const folder of ['.peers', '.']) {
    const file = join(projectRoot, folder, 'node_modules', name, 'package.json')
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  }
  return undefined
}
