/**
 * `<xunzhang-modal>`: a button that opens the search in a dialog, as do Ctrl-K and ⌘K.
 *
 * Attributes: those of `<xunzhang-search>`. Parts: button, dialog, and those of the search.
 */
import style from './style.css'
import { make, messagesFor } from './view.js'

const parts =
  'input status suggestions suggestion titles filters filter hits hit link title passage facts mark more'.split(' ')

class XunzhangModal extends HTMLElement {
  readonly #button = make('button', { part: 'button', type: 'button', 'aria-haspopup': 'dialog' })
  readonly #dialog = make('dialog', { part: 'dialog' })

  connectedCallback(): void {
    if (this.shadowRoot === null) this.#build()
    addEventListener('keydown', this.#onKey)
  }

  disconnectedCallback(): void {
    removeEventListener('keydown', this.#onKey)
  }

  #build(): void {
    const { language, say } = messagesFor(this)
    const own = Array.from(this.attributes, ({ name, value }) => [name, value] as const)
    const search = make('xunzhang-search' as 'section', {
      lang: language,
      ...Object.fromEntries(own.filter(([name]) => name !== 'class' && name !== 'id')),
      exportparts: parts.join(),
    })
    this.#button.append(say.label)
    this.#dialog.setAttribute('aria-label', say.label)
    this.#dialog.append(search)
    this.#button.addEventListener('click', () => this.#open())
    // A click beside the dialog's content is one on the dialog itself.
    this.#dialog.addEventListener('click', ({ target }) => target === this.#dialog && this.#dialog.close())
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet]
    root.append(this.#button, this.#dialog)
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'k' || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return
    event.preventDefault()
    this.#open()
  }

  #open(): void {
    if (!this.#dialog.open) this.#dialog.showModal()
    this.#dialog.querySelector<HTMLElement>('xunzhang-search')?.focus()
  }
}

export function defineModal(): void {
  if (customElements.get('xunzhang-modal') === undefined) customElements.define('xunzhang-modal', XunzhangModal)
}
