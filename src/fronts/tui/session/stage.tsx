/** Who has the screen: the UI, a program that the reader started from it, or the shell while the UI is stopped. */
import { render, type Instance } from 'ink'
import type { InputEvent } from '../keys/decode.js'
import type { Settings } from '../files/settings.js'
import type { Device } from '../terminal/device.js'
import { createPainter } from '../terminal/painter.js'
import { stopJob } from '../terminal/signals.js'
import { createTerminal } from '../terminal/terminal.js'
import { App } from '../view/app.js'
import type { Look } from '../view/look.js'
import { Reader } from '../view/reader.js'
import { expandTokens } from '../view/rows/row-tokens.js'
import type { Store } from './store.js'

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
