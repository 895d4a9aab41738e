/** How large files are made so that content fills at most a given number. If one is too large, the next are smaller. */
export interface FileSizes {
  /** Least content of the next file. @param left about how much content is not in files yet */
  next(left: number): number
  /** Counts one more file that was made. */
  add(): void
}

/** Least size of a file that makes up for larger ones, as a share of the mean size. */
const leastShare = 0.6

/**
 * @param content about how much there is in all, in any unit
 * @param files most files, at least one
 * @param least size of a file, however many files are allowed
 */
export function createFileSizes(content: number, files: number, least: number): FileSizes {
  const smallest = Math.max(least, (leastShare * content) / files)
  let room = Math.floor(files)
  return {
    // The last file takes everything that is left.
    next: (left) => (room <= 1 ? Infinity : Math.max(smallest, left / room)),
    add: () => void room--,
  }
}
