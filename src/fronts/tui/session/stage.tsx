/** Who has the screen: the UI, a program that the reader started from it, or the shell while the UI is stopped. */
import { render, type Instance } from 'ink'
import type { Settings } from '../files/settings.js'
import type { Device } from '../terminal/device.js'
import { createPainter } from '../terminal/painter.js'
import { stopJob } from '../terminal/signals.js'
import { App } from '../view/app.js'
import type { Look } from '../view/look.js'
import { Reader } from '../view/reader.js'
import { expandTokens } from '../view/rows/row-tokens.js'
import type { Store } from './store.js'
import { createDecoder, type InputEvent } from '../keys/decode.js'

/*
 * The terminal while the UI runs: raw mode, the alternate screen without automatic line breaks, bracketed paste. Taken
 * and restored in one step, so that an editor, a stop signal, a crash or a kill all leave it as it was found.
 */

/** Recognises double clicks, because terminals report each press alone. */
const longestMs = 400

/** @param now milliseconds of a monotonic clock */
export function createDoubleClicks(now: () => number): (event: InputEvent) => InputEvent {
  let last: { readonly x: number; readonly y: number; readonly at: number } | undefined
  return (event) => {
    if (event.type !== 'mouse' || event.action !== 'press') return event
    const { x, y } = event
    const isDouble = last?.x === x && last.y === y && now() - last.at <= longestMs
    last = isDouble ? undefined : { x, y, at: now() }
    return isDouble ? { ...event, isDouble: true } : event
  }
}

interface TerminalOptions {
  readonly device: Device
  /** Off in a screen reader's mode, where the text flows as usual. */
  readonly alternateScreen: boolean
  readonly mouse: boolean
  readonly onInput: (events: readonly InputEvent[]) => void
}

interface Terminal {
  readonly enter: () => void
  readonly leave: () => void
  /** Writes codes and rows; fails silently if the terminal is gone. */
  readonly write: (text: string) => void
}

/** As in vim and readline, rounded down: over a slow link, the parts of a sequence arrive this far apart. */
const escapeDelayMs = 100

function createTerminal({ device, alternateScreen, mouse, onInput }: TerminalOptions): Terminal {
  const on = `${alternateScreen ? '\u001b[?1049h\u001b[H\u001b[?7l' : ''}\u001b[?2004h${mouse ? '\u001b[?1000h\u001b[?1006h' : ''}`
  const screenOff = alternateScreen ? '\u001b[?7h\u001b[?1049l' : '\r\n'
  const mouseOff = mouse ? '\u001b[?1006l\u001b[?1000l' : ''
  const off = `\u001b[?2026l${mouseOff}\u001b[?2004l\u001b[0m\u001b[?25h${screenOff}`
  const input = listen(device, onInput)
  let entered = false

  return {
    write: device.write,
    enter: () => {
      if (entered) return
      entered = true
      device.setRawMode(true)
      device.write(on)
      input.start()
    },
    leave: () => {
      if (!entered) return
      entered = false
      input.stop()
      device.write(off)
      device.setRawMode(false)
    },
  }
}

/** Decodes input; a lone escape is distinguished from the start of a sequence by a short silence. */
function listen({ stdin }: Device, onInput: TerminalOptions['onInput']): { start: () => void; stop: () => void } {
  const decoder = createDecoder()
  let timer: NodeJS.Timeout | undefined
  const withDoubles = createDoubleClicks(() => performance.now())
  const send = (events: readonly InputEvent[]): void => {
    if (events.length > 0) onInput(events.map(withDoubles))
  }
  const onData = (chunk: string | Buffer): void => {
    clearTimeout(timer)
    send(decoder.push(String(chunk)))
    if (decoder.pending) timer = setTimeout(() => send(decoder.flush()), escapeDelayMs)
  }
  return {
    start: () => {
      stdin.setEncoding('utf8')
      stdin.on('data', onData)
      stdin.resume()
    },
    stop: () => {
      clearTimeout(timer)
      stdin.off('data', onData)
      stdin.pause()
    },
  }
}

export interface Stage {
  /** Takes the terminal and shows the first frame. */
  readonly open: () => void
  /** Gives the terminal back for good; safe to call at any time and repeatedly. */
  readonly close: () => void
  /** Lends the terminal while `work` runs. */
  readonly lend: <T>(work: () => Promise<T>) => Promise<T>
  /** Stops the program as Ctrl-Z does; the shell has the terminal until the program continues. */
  readonly stop: () => void
  readonly goOn: () => void
  /** Redraws everything, at the window's present size. */
  readonly redraw: () => void
  readonly write: (text: string) => void
  readonly isLent: () => boolean
}

export interface StageOptions {
  readonly device: Device
  readonly settings: Settings
  readonly look: Look
  readonly store: Store
  /** Plain lines for a screen reader, in place of panes. */
  readonly isRead: boolean
  readonly onInput: (events: readonly InputEvent[]) => void
  readonly onCrash: (error: unknown) => void
}

export function createStage(options: StageOptions): Stage {
  const { device, settings, look, store, isRead, onInput, onCrash } = options
  const { rows } = store.latest()
  const terminal = createTerminal({ device, alternateScreen: !isRead, mouse: settings.mouse, onInput })
  const painter = createPainter(terminal.write, rows, expandTokens)
  let ink: Instance | undefined
  let isAside = false
  let isLent = false
  let isClosed = false

  /** A screen reader follows what Ink itself writes below the prompt; else Ink's frames go to the painter. */
  const mount = (): void => {
    const common = { stdin: device.stdin, patchConsole: false, exitOnCtrlC: false, isScreenReaderEnabled: isRead }
    ink = isRead
      ? render(<Reader store={store} look={look} />, { ...common, stdout: device.stdout })
      : render(<App store={store} look={look} onFrame={painter.prepare} />, {
          ...common,
          stdout: painter.stream,
          debug: true,
        })
    ink.waitUntilExit().catch(onCrash)
  }

  /** At a new size, only the next frame is drawn, because the last one may be too wide. */
  const redraw = (): void => {
    if (isAside || isClosed || isRead) return
    const size = device.size()
    const known = store.latest()
    if (size.columns === known.columns && size.rows === known.rows) {
      painter.repaint()
      return
    }
    painter.resize(size.rows)
    store.send([{ type: 'resized', ...size }])
  }

  const stepAside = (): void => {
    isAside = true
    painter.pause(true)
    if (isRead) ink?.unmount()
    terminal.leave()
  }

  const comeBack = (): void => {
    if (!isAside || isLent || isClosed) return
    isAside = false
    terminal.enter()
    painter.pause(false)
    if (isRead) mount()
    redraw()
  }

  const stop = (): void => {
    if (isAside || isClosed) return
    stepAside()
    stopJob(stop, comeBack)
  }

  return {
    open: () => {
      terminal.enter()
      mount()
    },
    close: () => {
      isClosed = true
      painter.pause(true)
      terminal.leave()
      ink?.unmount()
    },
    lend: async (work) => {
      stepAside()
      isLent = true
      process.off('SIGTSTP', stop)
      try {
        return await work()
      } finally {
        isLent = false
        if (!isClosed) process.on('SIGTSTP', stop)
        comeBack()
      }
    },
    stop,
    goOn: comeBack,
    redraw,
    write: terminal.write,
    isLent: () => isLent,
  }
}
