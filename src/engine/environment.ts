/** What the use cases take from outside, so that tests can put something else in its place. */
import type { FileSystem } from '../store/file-system.js'
import { nodeFileSystem } from '../store/file-system.js'

export interface Environment {
  /** Where the index lies. Source files are always read from the machine's own file system. */
  readonly fileSystem: FileSystem
}

/** What building takes; the machine's own file system where it names none. */
export interface BuildEnvironment extends Partial<Environment> {
  /** V8 is left alone where this is. */
  readonly compiling?: Compiling
}

/** How V8 compiles in this process: a program that is done soon saves time by compiling less. */
export interface Compiling {
  readonly less: () => void
  readonly asUsual: () => void
}

export const machine: Environment = { fileSystem: nodeFileSystem }
