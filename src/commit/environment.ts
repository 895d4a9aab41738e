/** What the use cases take from outside, so that tests can put something else in its place. */
import type { FileSystem } from '../store/file-system.js'
import { nodeFileSystem } from '../store/file-system.js'

export interface Environment {
  /** Where the index lies. Source files are always read from the machine's own file system. */
  readonly fileSystem: FileSystem
}

export const machine: Environment = { fileSystem: nodeFileSystem }
