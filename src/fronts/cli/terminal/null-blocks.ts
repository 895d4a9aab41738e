/**
 * Reads a byte stream as blocks of items between NUL bytes, as `find -print0` writes them; a last one without a NUL
 * counts.
 */
export async function* nullBlocks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let pending: Uint8Array[] = []
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(0)
    if (end < 0) {
      pending.push(chunk)
      continue
    }
    yield Buffer.concat([...pending, chunk.subarray(0, end)])
      .toString('utf8')
      .split('\0')
    pending = [chunk.subarray(end + 1)]
  }
  const rest = Buffer.concat(pending).toString('utf8')
  if (rest !== '') yield [rest]
}
