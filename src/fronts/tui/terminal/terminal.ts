/**
 * The terminal while the UI runs: raw mode, the alternate screen without automatic line breaks, bracketed paste. Taken
 * and restored in one step, so that an editor, a stop signal, a crash or a kill all leave it as it was found.
 */
import { createDoubleClicks } from '../keys/double-clicks.js'
import { createDecoder, type InputEvent } from '../keys/decode.js'
import type { Device } from './device.js'

export interface TerminalOptions {
  readonly device: Device
  /** Off in a screen reader's mode, where the text flows as usual. */
  readonly alternateScreen: boolean
  readonly mouse: boolean
  readonly onInput: (events: readonly InputEvent[]) => void
}

export interface Terminal {
  readonly enter: () => void
  readonly leave: () => void
  /** Writes codes and rows; fails silently if the terminal is gone. */
  readonly write: (text: string) => void
}

/** As in vim and readline, rounded down: over a slow link, the parts of a sequence arrive this far apart. */
const escapeDelayMs = 100

export function createTerminal({ device, alternateScreen, mouse, onInput }: TerminalOptions): Terminal {
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
