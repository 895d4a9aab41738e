/**
 * The query and its filters in the address of the page, so that they can be kept, sent and returned to. Other parameters
 * of the page stay as they are.
 */
import { filterNames, filtersIn, type Filters } from '../page/address.js'

export interface Asked {
  readonly query: string
  readonly filters: Filters
}

/** Milliseconds after the last key until the address changes. */
const pause = 500

export class Address {
  readonly #parameter: string
  readonly #onMove: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param parameter that has the query; '' for none. @param onMove called after Back and Forward */
  constructor(parameter: string, onMove: () => void) {
    this.#parameter = parameter
    this.#onMove = onMove
    addEventListener('popstate', onMove)
  }

  read(): Asked {
    const given = new URLSearchParams(this.#parameter === '' ? '' : location.search)
    return { query: given.get(this.#parameter) ?? '', filters: filtersIn(given, `${this.#parameter}-`) }
  }

  write(asked: Asked, after = pause): void {
    clearTimeout(this.#timer)
    if (this.#parameter !== '') this.#timer = setTimeout(() => this.#put(asked), after)
  }

  stop(): void {
    clearTimeout(this.#timer)
    removeEventListener('popstate', this.#onMove)
  }

  /** What was typed on replaces its beginning. Anything else is a step that Back undoes. */
  #put({ query, filters }: Asked): void {
    const before = this.read().query
    const address = new URL(location.href)
    const { searchParams: to } = address
    to.delete(this.#parameter)
    for (const facet of filterNames) to.delete(`${this.#parameter}-${facet}`)
    if (query.trim() !== '') to.set(this.#parameter, query)
    for (const facet of filterNames) for (const value of filters[facet]) to.append(`${this.#parameter}-${facet}`, value)
    if (address.href === location.href) return
    const isTypedOn = query !== before && (query.startsWith(before) || before.startsWith(query)) && before !== ''
    if (isTypedOn) history.replaceState(history.state, '', address)
    else history.pushState(null, '', address)
  }
}
