/** Values of a segment's articles that have no posting lists: the paths of their files, and derived facets. */
import { noDate } from '../../storage/segment/format.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { ArticleFacts } from '../../text/facets/index.js'
import { normalize } from '../../text/normalize.js'

export class ValueColumn {
  /** Distinct; of derived facets in the order of their first article. */
  readonly values: readonly string[]
  readonly #number: () => Int32Array
  #numberOf: Int32Array | undefined
  #normalized: readonly string[] | undefined

  constructor(values: readonly string[], number: () => Int32Array) {
    this.values = values
    this.#number = number
  }

  /** For each article, the number of its value; -1 if it has none. Takes 1 µs an article at the first request. */
  get numberOf(): Int32Array {
    return (this.#numberOf ??= this.#number())
  }

  /** The values in the form in which queries search them. */
  get normalized(): readonly string[] {
    return (this.#normalized ??= this.values.map((value) => normalize(value).text))
  }
}

export function readPaths(segment: SegmentReader): ValueColumn {
  const fileOf = () => Int32Array.from({ length: segment.articles }, (_, article) => segment.fileOf(article))
  return new ValueColumn(segment.files, fileOf)
}

export function deriveColumn(segment: SegmentReader, derive: (article: ArticleFacts) => string): ValueColumn {
  const numbers = new Map<string, number>()
  const numberOf = Int32Array.from({ length: segment.articles }, (_, article) => {
    const value = derive(factsOf(segment, article))
    if (value === '') return -1
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    return number
  })
  return new ValueColumn([...numbers.keys()], () => numberOf)
}

function factsOf(segment: SegmentReader, article: number): ArticleFacts {
  return {
    get url() {
      return segment.urlOf(article)
    },
    get day() {
      const day = segment.days[article]!
      return day === noDate ? undefined : day
    },
  }
}
