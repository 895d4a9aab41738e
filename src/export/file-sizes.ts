/** How large files are made so that an amount of content fills a number of them: what one has too much, the next ones lack. */
export interface FileSizes {
  /** What the next file holds at least. */
  readonly next: number
  add(size: number): void
}

/** A file that makes up for others is at least so large, by the mean. */
const leastShare = 0.6
/** Where there is more content than was thought, the last files are larger. */
const lastFiles = 0.05
const sizeOfLast = 4

/**
 * @param content about how much there is in all, in any unit
 * @param files about how many there may be
 * @param least size of a file that is large enough, however many there may be
 */
export function createFileSizes(content: number, files: number, least: number): FileSizes {
  const mean = content / files
  let [left, room] = [content, files]
  return {
    get next() {
      if (left > 0) return Math.max(least, leastShare * mean, left / Math.max(0, room))
      const share = room > files * lastFiles ? leastShare : room >= 1 ? sizeOfLast : sizeOfLast ** 2
      return Math.max(least, mean * share)
    },
    add: (size) => {
      left -= size
      room--
    },
  }
}
