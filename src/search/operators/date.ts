/** `date:2022..2024`: a range of days. */
import type { DateNode } from '../../query/index.js'
import { dayNumber, noDate } from '../../storage/segment/format.js'
import { createBitset, setBit } from '../matching/bitset.js'
import type { Operator } from './operator.js'

export const date: Operator<DateNode> = () => ({
  match: ({ reader }, node) => {
    const [first, last] = daysOf(node)
    const set = createBitset(reader.articles)
    const { days } = reader
    for (let article = 0; article < days.length; article++) {
      if (days[article]! >= first && days[article]! <= last) setBit(set, article)
    }
    return set
  },
  condition: async (node, server) => {
    const [first, last] = daysOf(node)
    return server.days(first, last)
  },
})

function daysOf({ from, to }: DateNode): [first: number, last: number] {
  return [from === undefined ? noDate + 1 : dayNumber(from), to === undefined ? Infinity : dayNumber(to)]
}
