/** Earlier answers, so that hits of a repeated question can be shown before the service answers. */
import type { SearchResult } from './api.js'

/** An answer takes about 10 KB. */
const mostKept = 50

export class KnownAnswers {
  readonly #kept = new Map<string, SearchResult>()
  #facets: NonNullable<SearchResult['facets']> = {}
  #question: string | undefined
  #updated: unknown

  /** Counts of the last whole answer. */
  get facets(): NonNullable<SearchResult['facets']> {
    return this.#facets
  }

  /** Whether the page shows the answer to another question. */
  isOther(question: string): boolean {
    return this.#question !== undefined && this.#question !== question
  }

  find(question: string): SearchResult | undefined {
    return this.#kept.get(question)
  }

  shows(question: string): void {
    this.#question = question
  }

  /** Keeps the whole answer to the question that is shown. */
  keep(question: string, answer: SearchResult): void {
    this.shows(question)
    this.#facets = answer.facets ?? {}
    this.#kept.delete(question)
    this.#kept.set(question, answer)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > mostKept) this.#kept.delete(oldest!)
  }

  /** Drops the answers of another state of the collection. */
  follow(updated: unknown): void {
    if (updated !== this.#updated) this.#kept.clear()
    this.#updated = updated
  }
}
