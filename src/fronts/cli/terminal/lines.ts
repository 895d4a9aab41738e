/**
 * Reads a byte stream as blocks of whole lines, decoded at line borders: as fast as the stream arrives, in memory
 * bounded by one chunk and the longest line.
 * @param separator what ends a line; a carriage return before a line feed is part of the end
 * @returns for each chunk the lines that it completes, without their ends; a last line without an end counts. A byte
 *   order mark at the start is dropped.
 */
export async function* lineBlocks(
  stream: AsyncIterable<Uint8Array>,
  separator: '\n' | '\0' = '\n',
): AsyncGenerator<string[]> {
  let pending: Uint8Array[] = []
  let isFirst = true
  const split = (last: Uint8Array): string[] => {
    let text = Buffer.concat([...pending, last]).toString('utf8')
    if (isFirst && text.startsWith('\uFEFF')) text = text.slice(1)
    isFirst = false
    const lines = text.split(separator)
    const mayReturn = separator === '\n' && text.includes('\r')
    return mayReturn ? lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : lines
  }
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(separator.charCodeAt(0))
    if (end < 0) {
      pending.push(chunk)
      continue
    }
    yield split(chunk.subarray(0, end))
    pending = [chunk.subarray(end + 1)]
  }
  if (pending.some(({ length }) => length > 0)) yield split(new Uint8Array())
}
