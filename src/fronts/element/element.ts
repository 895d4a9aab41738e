/**
 * `<xunzhang-search>`: search over an export, in any page of its site.
 *
 * Attributes: `src`, the folder of the export (default: that of this script); `placeholder`; `lang`, `zh` or `en`
 * (default: that of the page); `limit`, hits at a time (default 10, at most 1,000); `query-parameter`, the parameter of
 * the page's address that has the query (default `q`; empty for none), filters being in `q-year` and so on; `pinyin="off"`, so
 * that letters are letters; `autofocus`.
 * Parts: input, status, suggestions, suggestion, titles, filters, filter, hits, hit, link, title, passage, facts, mark, more.
 * Variables: --xunzhang-ink, -soft, -paper, -line, -accent, -mark, -chosen.
 */
import type { Answer, Facts, Pointer, Question, Reply, Request } from '../../static/browser/types.js'
import type { ElementMessages } from '../messages/languages.js'
import { noFilters, type Filters, wholeQuery } from '../page/address.js'
import { Address } from './address.js'
import { watchComposition, type Composition } from '../page/composition.js'
import style from './style.css'
import { defineModal } from './modal.js'
import { fill, filterRows, hitItem, make, messagesFor } from './view.js'

const defaultLimit = 10
/** The text of each must be fetched. */
const mostHits = 1000
const mostTitles = 5

class XunzhangSearch extends HTMLElement {
  static #sheet: CSSStyleSheet | undefined
  readonly #input = make('input', {
    ...{ part: 'input', type: 'search', autocomplete: 'off', autocapitalize: 'off' },
    ...{ role: 'combobox', 'aria-controls': 'titles', 'aria-expanded': 'false' },
  })
  readonly #titles = make('ul', { part: 'titles', class: 'titles', id: 'titles', role: 'listbox', hidden: '' })
  readonly #status = make('p', { part: 'status', class: 'status', role: 'status' })
  readonly #suggestions = make('p', { part: 'suggestions', class: 'suggestions' })
  readonly #filters = make('div')
  readonly #hits = make('ol', { part: 'hits', class: 'hits' })
  readonly #more = make('button', { part: 'more', type: 'button', hidden: '' })
  #client: Promise<SearchClient> | undefined
  #composition: Composition | undefined
  #chosen: Filters = noFilters
  #shown = defaultLimit
  #selected = -1
  #asked = 0
  #address: Address | undefined

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open', delegatesFocus: true })
    if (root.childNodes.length === 0) this.#build(root)
    this.#label()
    this.#composition = watchComposition(this.#input, () => this.#typed())
    this.#address = new Address(this.getAttribute('query-parameter') ?? 'q', () => this.#showAddress())
    this.#showAddress()
    if (this.hasAttribute('autofocus')) this.#input.focus()
  }

  disconnectedCallback(): void {
    this.#composition?.stop()
    this.#address?.stop()
    this.#close()
  }

  #close(): void {
    void this.#client?.then(
      (client) => client.close(),
      () => undefined,
    )
    this.#client = undefined
  }

  /** The query in the box. Setting it starts a search. */
  get value(): string {
    return this.#input.value
  }

  set value(query: string) {
    this.#input.value = query
    this.#typed()
  }

  get #say(): ElementMessages {
    return messagesFor(this).say
  }

  get #limit(): number {
    return Math.min(mostHits, Math.max(1, Number(this.getAttribute('limit')) || defaultLimit))
  }

  #build(root: ShadowRoot): void {
    if (XunzhangSearch.#sheet === undefined) (XunzhangSearch.#sheet = new CSSStyleSheet()).replaceSync(style)
    root.adoptedStyleSheets = [XunzhangSearch.#sheet]
    const form = make('form', { role: 'search' }, [this.#input])
    root.append(form, this.#titles, this.#status, this.#suggestions, this.#filters, this.#hits, this.#more)
    form.addEventListener('submit', (event) => event.preventDefault())
    this.#input.addEventListener('focus', () => void this.#open().catch(() => undefined))
    this.#input.addEventListener('blur', () => setTimeout(() => this.#showTitles([]), 150))
    root.addEventListener('keydown', (event) => this.#onKey(event as KeyboardEvent))
    this.#more.addEventListener('click', () => {
      this.#shown += this.#limit
      void this.#search()
    })
  }

  #label(): void {
    const say = this.#say
    this.#input.placeholder = this.getAttribute('placeholder') ?? say.placeholder
    this.#input.setAttribute('aria-label', say.label)
    this.#titles.setAttribute('aria-label', say.titles)
    this.#hits.setAttribute('aria-label', say.hits)
  }

  #open(): Promise<SearchClient> {
    const folder = this.getAttribute('src')
    const base =
      folder === null ? new URL('.', import.meta.url) : new URL(`${folder.replace(/\/$/, '')}/`, document.baseURI)
    return (this.#client ??= openClient(base))
  }

  /** Shows what the address asks for: at first, and after Back and Forward. */
  #showAddress(): void {
    const { query, filters } = this.#address!.read()
    if (query === '' && this.#input.value === '') return
    this.#input.value = query
    this.#chosen = filters
    this.#shown = this.#limit
    this.#selected = -1
    void this.#search()
  }

  #typed(): void {
    this.#shown = this.#limit
    this.#selected = -1
    if (this.#input.value.trim() === '') this.#chosen = noFilters
    this.#address?.write({ query: this.#input.value, filters: this.#chosen })
    void this.#search()
  }

  async #search(isAgain = false): Promise<void> {
    const asked = ++this.#asked
    const query = wholeQuery({ query: this.#input.value, filters: this.#chosen })
    if (query.trim() === '') return this.#show(undefined)
    try {
      const client = await this.#open()
      const { facets } = await client.facts
      const pinyin = this.getAttribute('pinyin') !== 'off'
      const answer = await client.search({ query, limit: this.#shown, facets: [...facets, 'year'], pinyin })
      if (answer === undefined || asked !== this.#asked) return
      this.#show(answer)
      await this.#complete(client, asked)
      await this.#correct(client, asked, query)
    } catch (error) {
      if (asked !== this.#asked) return
      this.#close()
      // The site may have been published again since, which changes the names of its files. So open it once more.
      if (!isAgain) return this.#search(true)
      this.#show(undefined)
      this.#status.textContent = this.#say.failed
      this.dispatchEvent(new CustomEvent('xunzhang-error', { detail: error }))
    }
  }

  #show(answer: Answer | undefined): void {
    const say = this.#say
    const { total = 0, hits = [], facets = {}, relaxed } = answer ?? {}
    this.#status.textContent =
      answer === undefined ? '' : total === 0 ? say.nothing : `${say.found(total)}${relaxed ? ` ${say.relaxed}` : ''}`
    const expansions = (answer?.expansions ?? []).map(({ text, alternatives }) =>
      make('bdi', {}, [`${text}：${alternatives.map((one) => one.text).join(say.comma)} `]),
    )
    fill(this.#suggestions, expansions)
    fill(this.#hits, hits.map(hitItem))
    const toggle = (facet: string, value: string): void => this.#toggle(facet as keyof Filters, value)
    fill(this.#filters, filterRows(facets, { ...this.#chosen }, say, toggle))
    this.#more.hidden = total <= hits.length
    this.#more.textContent = say.more(total - hits.length)
    if (answer === undefined) this.#showTitles([])
    else this.dispatchEvent(new CustomEvent('xunzhang-answer', { detail: answer }))
  }

  #toggle(facet: keyof Filters, value: string): void {
    const own = this.#chosen[facet]
    const next = own.includes(value) ? own.filter((one) => one !== value) : [...own, value]
    this.#chosen = { ...this.#chosen, [facet]: next }
    this.#shown = this.#limit
    this.#address?.write({ query: this.#input.value, filters: this.#chosen }, 0)
    void this.#search()
  }

  /** Called after the hits are shown, so that they wait for nothing. Does nothing if the browser is to save data. */
  async #complete(client: SearchClient, asked: number): Promise<void> {
    const { titles } = await client.facts
    if (!titles || savesData() || this.shadowRoot?.activeElement !== this.#input) return
    const found = await client.complete(this.#input.value, mostTitles)
    if (asked === this.#asked) this.#showTitles(found.filter((title) => title !== this.#input.value))
  }

  /** Did you mean: called last, because a list of words may have to be fetched. */
  async #correct(client: SearchClient, asked: number, query: string): Promise<void> {
    if (savesData() || asked !== this.#asked) return
    const found = await client.search({ query, limit: 0, corrects: true })
    if (found === undefined || asked !== this.#asked || found.suggestions.length === 0) return
    const buttons = found.suggestions.map(({ text, replaces }) => {
      const button = make('button', { type: 'button', part: 'suggestion' }, [make('bdi', {}, [text])])
      button.addEventListener('click', () => (this.value = this.#input.value.replace(replaces, text)))
      return button
    })
    fill(this.#suggestions, [`${this.#say.meant} `, ...buttons])
  }

  #showTitles(titles: readonly string[]): void {
    const items = titles.map((title, i) => {
      const item = make('li', { role: 'option', id: `title-${i}`, 'aria-selected': 'false' }, [title])
      item.addEventListener('mousedown', (event) => event.preventDefault())
      item.addEventListener('click', () => {
        this.#showTitles([])
        this.value = title
      })
      return item
    })
    fill(this.#titles, items)
    this.#titles.hidden = titles.length === 0
    this.#input.setAttribute('aria-expanded', String(titles.length > 0))
  }

  #onKey(event: KeyboardEvent): void {
    if (this.#composition?.owns(event) === true || event.ctrlKey || event.metaKey || event.altKey) return
    const links = this.#hits.querySelectorAll('li')
    if (event.key === 'ArrowDown') this.#select(Math.min(links.length - 1, this.#selected + 1))
    else if (event.key === 'ArrowUp') this.#select(Math.max(-1, this.#selected - 1))
    else if (event.key === 'Enter' && event.target === this.#input)
      links[Math.max(0, this.#selected)]?.querySelector('a')?.click()
    else if (event.key === 'Escape' && !this.#titles.hidden) this.#showTitles([])
    else if (event.key === 'Escape' && this.#input.value !== '') this.value = ''
    else return
    event.preventDefault()
  }

  #select(number: number): void {
    this.#selected = number
    for (const [i, item] of this.#hits.querySelectorAll('li').entries()) {
      item.classList.toggle('selected', i === number)
      if (i === number) item.scrollIntoView({ block: 'nearest' })
    }
    this.#showTitles([])
    if (number >= 0) this.#input.setAttribute('aria-activedescendant', `hit-${number}`)
    else this.#input.removeAttribute('aria-activedescendant')
  }
}

if (customElements.get('xunzhang-search') === undefined) customElements.define('xunzhang-search', XunzhangSearch)
defineModal()

/** Whether the browser was told to save data. */
const savesData = (): boolean =>
  (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true

type SearchClient = Awaited<ReturnType<typeof openClient>>

/** A request without its number. */
type Asked = Request extends infer R ? (R extends Request ? Omit<R, 'number'> : never) : never

/** @param base address of the export's folder, with a slash at its end */
async function openClient(base: URL) {
  const pointer = (await (await fetch(new URL('xunzhang.json', base), { cache: 'no-cache' })).json()) as Pointer
  const worker = new Worker(new URL(pointer.worker, base))
  const waiting = new Map<number, (reply: Reply) => void>()
  let count = 0
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    waiting.get(data.number)?.(data)
    waiting.delete(data.number)
  }
  worker.onerror = (event) => {
    for (const [number, settle] of waiting) settle({ number, error: event.message || 'worker' })
    waiting.clear()
  }
  const ask = async (request: Asked): Promise<Reply> => {
    const number = ++count
    const reply = await new Promise<Reply>((resolve) => {
      waiting.set(number, resolve)
      worker.postMessage({ ...request, number })
    })
    if (reply.error !== undefined) throw new Error(reply.error)
    return reply
  }
  return {
    facts: ask({ kind: 'open', base: base.href, pointer }).then(({ value }) => value as Facts),
    /** Undefined if a later question replaced this one before it was answered. */
    search: async (question: Question) => (await ask({ kind: 'search', question })).value as Answer | undefined,
    complete: async (text: string, limit: number) =>
      (await ask({ kind: 'complete', text, limit })).value as readonly string[],
    close: () => worker.terminate(),
  }
}
