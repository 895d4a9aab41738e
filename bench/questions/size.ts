import { figuresOf, rowName } from '../support/lab.js'
import type { Question } from './question.js'

/** How large an index is. */
export const size: Question = {
  name: 'size',
  asks: 'How large is an index, with the texts in it?',
  method:
    'Bytes of all files of the index, relative to the UTF-8 bytes of the articles. In-memory engines are exported as their ' +
    'documentation shows; `held` is the memory that their index takes after garbage collection.',
  drawn: 'of the text',
  compared: ['of the text'],
  measure: async (lab) => {
    const { figures, add } = figuresOf('size')
    for (const [contender, outcomes] of await lab.builds()) {
      const row = rowName(lab, contender)
      const text = (lab.data.bytes * lab.most(contender)) / lab.data.articles
      const disk = outcomes.flatMap(({ diskBytes }) => (diskBytes === undefined ? [] : [diskBytes]))
      add(
        row,
        'on disk',
        'MB',
        'lower',
        disk.map((bytes) => bytes / 1e6),
      )
      add(
        row,
        'of the text',
        '×',
        'lower',
        disk.map((bytes) => bytes / text),
      )
      if (!contender.isOnDisk)
        add(
          row,
          'held',
          'MB',
          'lower',
          outcomes.map(({ heldBytes }) => heldBytes / 1e6),
        )
    }
    return figures
  },
}
