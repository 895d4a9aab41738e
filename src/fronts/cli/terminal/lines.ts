/**
 * Reads a byte stream as blocks of whole lines, decoded at line borders: as fast as the stream arrives, in memory
 * bounded by one chunk and the longest line.
 * @returns for each chunk the lines that it completes, without their breaks (`\n` or `\r\n`); a last line without a
 *   break counts. A byte order mark at the start is dropped.
 */
export async function* lineBlocks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let pending: Uint8Array[] = []
  let isFirst = true
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(lineFeed)
    if (end < 0) {
      if (chunk.length > 0) pending.push(chunk)
      continue
    }
    yield splitLines([...pending, chunk.subarray(0, end)], isFirst)
    pending = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : []
    isFirst = false
  }
  if (pending.length > 0) yield splitLines(pending, isFirst)
}

const lineFeed = 0x0a

function splitLines(chunks: readonly Uint8Array[], isFirst: boolean): string[] {
  let text = Buffer.concat(chunks).toString('utf8')
  if (isFirst && text.startsWith('\uFEFF')) text = text.slice(1)
  const lines = text.split('\n')
  return text.includes('\r') ? lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : lines
}
