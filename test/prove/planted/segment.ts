/** Small mistakes in writing, reading and merging segments. */
import type { PlantedFault } from './fault.js'

export const segmentFaults: readonly PlantedFault[] = [
  {
    name: 'a posting block loses its last posting',
    file: 'codec.ts',
    from: 'const end = Math.min(at + blockSize, start + count)',
    to: 'const end = Math.min(at + blockSize, start + count) - (count > 2 * blockSize && at === start ? 1 : 0)',
  },
  {
    name: 'gaps of postings are one too large',
    file: 'codec.ts',
    from: 'const gap = document - previous - 1\n',
    to: 'const gap = document - previous - (previous < 0 ? 1 : 0)\n',
  },
  {
    name: 'frequencies above 3 are lost',
    file: 'codec.ts',
    from: 'frequencies[i] = window >>> (31 - 2 * zeros)',
    to: 'frequencies[i] = Math.min(3, window >>> (31 - 2 * zeros))',
  },
  {
    name: "the deletion bit of an article is its neighbour's",
    file: 'moves.ts',
    from: 'bits[article >> 3]! |= 1 << (article & 7)',
    to: 'bits[article >> 3]! |= 1 << ((article + (article > 2 ? 7 : 0)) & 7)',
  },
  {
    name: 'earlier deletions are forgotten',
    file: 'moves.ts',
    from: '  if (from !== undefined) bits.set(from)\n',
    to: '  void from\n',
  },
  {
    name: 'one move too many reaches back',
    file: 'moves.ts',
    from: 'const run = lastAtMost(moves.start, article)',
    to: 'const run = lastAtMost(moves.start, article + 1)',
  },
  {
    name: 'moves up are taken for moves down',
    file: 'moves.ts',
    from: 'const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)',
    to: 'const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : (value + 1) / 2)',
  },
  {
    name: 'merging keeps deleted articles',
    file: 'merge.ts',
    from: 'segment.isDeleted(id) ? -1 : count++',
    to: 'segment.isDeleted(id) && id > 0 ? -1 : count++',
  },
  {
    name: 'merging forgets where articles moved',
    file: 'merge.ts',
    from: 'putStoredRecord(out, segment.encodedRecord(id), file, lines, bytes)',
    to: 'putStoredRecord(out, segment.encodedRecord(id), file, lines * 0, bytes * 0)',
  },
  {
    name: 'merging gives texts the tokens of another segment',
    file: 'merge.ts',
    from: 'copyArticles(input, newNumber[i]!, files, writer)',
    to: 'copyArticles(input, newNumber[i > 1 ? 1 : i]!, files, writer)',
  },
  {
    name: 'merging mixes up dates',
    file: 'merge.ts',
    from: '{ day: days[id]!, facets',
    to: '{ day: days[Math.max(0, id - 1)]!, facets',
  },
  {
    name: 'a segment that is not finished stays',
    file: 'segment-builder.ts',
    from: '    writer.abort()\n    throw error\n',
    to: '    throw error\n',
  },
  {
    name: 'body lengths leave out the last article',
    file: 'segment-builder.ts',
    from: 'Uint32Array.from(builder.bodyLengths)',
    to: 'Uint32Array.from(builder.bodyLengths, (length, i) => (i > 0 && i === builder.bodyLengths.length - 1 ? 1 : length))',
  },
  {
    name: 'the place of a text is one byte early',
    file: 'writer.ts',
    from: 'this.#textStart[this.#article] = this.#file.position() + this.#texts.length - this.#textsAt',
    to: 'this.#textStart[this.#article] = this.#file.position() + this.#texts.length - this.#textsAt - (this.#article === 4 ? 1 : 0)',
  },
  {
    name: 'years are counted from the article before',
    file: 'facets.ts',
    from: 'counts[numberOf[article]!]!++',
    to: 'counts[numberOf[Math.max(0, article - 1)]!]!++',
  },
]
