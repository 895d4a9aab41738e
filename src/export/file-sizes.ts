/** How large files are made so that content fills a number of them: what one has too much, the next ones lack. */
export interface FileSizes {
  /** What the next file holds at least. @param left about how much content is not in files yet */
  next(left: number): number
  /** One more file was made. */
  add(): void
}

/** A file that makes up for others is at least so large, by the mean. */
const leastShare = 0.6

/**
 * @param content about how much there is in all, in any unit
 * @param files at most so many, at least one
 * @param least size of a file that is large enough, however many there may be
 */
export function createFileSizes(content: number, files: number, least: number): FileSizes {
  const smallest = Math.max(least, (leastShare * content) / files)
  let room = Math.floor(files)
  return {
    // Whatever is left fills the last file.
    next: (left) => (room <= 1 ? Infinity : Math.max(smallest, left / room)),
    add: () => void room--,
  }
}
