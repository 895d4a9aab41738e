/** Who has the screen: the UI, a program that the reader started from it, or the shell while the UI is stopped. */
import { render, type Instance } from 'ink'
import { type Settings } from '../files/settings.js'
import { type Device } from '../terminal/device.js'
import { nowhere, Painter } from '../terminal/painter.js'
import { stopJob } from '../terminal/signals.js'
import { App } from '../view/app.js'
import { type Look } from '../view/look.js'
import { Reader } from '../view/reader.js'
import { type Store } from '../state/update.js'
import { createDecoder, type InputEvent } from '../keys/decode.js'

/*
 * The terminal while the UI runs: raw mode, the alternate screen without automatic line breaks, bracketed paste. Taken
 * and restored in one step, so that an editor, a stop signal, a crash or a kill all leave it as it was found.
 */

/** As in vim and readline, rounded down: over a slow link, the parts of a sequence arrive this far apart. */
const escapeDelayMs = 100

/**
 * Decodes input until it is stopped; a lone escape is distinguished from the start of a sequence by a short silence.
 * @returns stops it
 */
function listenTo(stdin: Device['stdin'], onInput: (events: readonly InputEvent[]) => void): () => void {
  const decoder = createDecoder()
  let timer: NodeJS.Timeout | undefined
  const take = (chunk: string | Buffer): void => {
    clearTimeout(timer)
    onInput(decoder.push(String(chunk)))
    if (decoder.pending) timer = setTimeout(() => onInput(decoder.flush()), escapeDelayMs)
  }
  stdin.setEncoding('utf8').on('data', take).resume()
  return () => {
    clearTimeout(timer)
    stdin.off('data', take).pause()
  }
}

export interface StageOptions {
  readonly device: Device
  readonly settings: Settings
  readonly look: Look
  readonly store: Store
  /** Plain lines for a screen reader, in place of panes: the text flows as usual, on no screen of its own. */
  readonly isRead: boolean
  readonly onCrash: (error: unknown) => void
}

export class Stage {
  readonly #options: StageOptions
  readonly #painter: Painter
  #ink: Instance | undefined
  /** Set while the UI has the terminal. */
  #stopListening: (() => void) | undefined
  #isLent = false
  #isClosed = false

  constructor(options: StageOptions) {
    const { device, store } = options
    this.#options = options
    this.#painter = new Painter(device.write, store.latest(), options.look.theme)
  }

  get isLent(): boolean {
    return this.#isLent
  }

  open(): void {
    this.#enter()
    this.#mount()
  }

  /** Gives the terminal back for good; safe to call at any time and repeatedly. */
  close(): void {
    this.#isClosed = true
    this.#painter.pause(true)
    this.#leave()
    this.#ink?.unmount()
  }

  async lend<T>(work: () => Promise<T>): Promise<T> {
    this.#stepAside()
    this.#isLent = true
    process.off('SIGTSTP', this.stop)
    try {
      return await work()
    } finally {
      this.#isLent = false
      if (!this.#isClosed) process.on('SIGTSTP', this.stop)
      this.goOn()
    }
  }

  /** Stops the program as Ctrl-Z does; the shell has the terminal until the program continues. */
  readonly stop = (): void => {
    if (this.#stopListening === undefined) return
    this.#stepAside()
    stopJob(this.stop, this.goOn)
  }

  readonly goOn = (): void => {
    if (this.#stopListening !== undefined || this.#isLent || this.#isClosed) return
    this.#enter()
    this.#painter.pause(false)
    if (this.#options.isRead) this.#mount()
    this.redraw()
  }

  /**
   * Redraws everything, at the window's present size. At a new size, only the next frame is drawn, because the last one
   * may be too wide.
   */
  redraw(): void {
    const { device, store, isRead } = this.#options
    if (this.#stopListening === undefined || isRead) return
    const size = device.size()
    const { columns, rows } = store.latest()
    if (size.columns === columns && size.rows === rows) return this.#painter.repaint()
    this.#painter.resize(size)
    store.send([{ type: 'resized', ...size }])
  }

  write(text: string): void {
    this.#options.device.write(text)
  }

  /** A screen reader follows what Ink itself writes below the prompt. */
  #mount(): void {
    const { device, store, look, isRead, onCrash } = this.#options
    const common = { stdin: device.stdin, patchConsole: false, exitOnCtrlC: false, isScreenReaderEnabled: isRead }
    const place: Painter['place'] = (placed, cursor) => this.#painter.place(placed, cursor)
    this.#ink = isRead
      ? render(<Reader store={store} look={look} />, { ...common, stdout: device.stdout })
      : render(<App store={store} look={look} place={place} />, { ...common, stdout: nowhere(), debug: true })
    this.#ink.waitUntilExit().catch(onCrash)
  }

  #stepAside(): void {
    this.#painter.pause(true)
    if (this.#options.isRead) this.#ink?.unmount()
    this.#leave()
  }

  #enter(): void {
    const { device, settings, store, isRead } = this.#options
    device.setRawMode(true)
    const mouse = settings.mouse ? '\u001b[?1000h\u001b[?1006h' : ''
    device.write(`${isRead ? '' : '\u001b[?1049h\u001b[H\u001b[?7l'}\u001b[?2004h${mouse}`)
    this.#stopListening = listenTo(device.stdin, (events) => store.send(events))
  }

  #leave(): void {
    if (this.#stopListening === undefined) return
    this.#stopListening()
    this.#stopListening = undefined
    const { device, settings, isRead } = this.#options
    const mouse = settings.mouse ? '\u001b[?1006l\u001b[?1000l' : ''
    const screen = isRead ? '\r\n' : '\u001b[?7h\u001b[?1049l'
    device.write(`\u001b[?2026l${mouse}\u001b[?2004l\u001b[0m\u001b[?25h${screen}`)
    device.setRawMode(false)
  }
}
