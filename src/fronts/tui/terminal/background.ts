/** Queries whether the terminal's background is light or dark (xterm's ctlseqs, OSC 11). */
import type { Device } from './device.js'

export type Background = 'light' | 'dark'

/**
 * Every terminal answers the second query (DA1), so a terminal that does not know the first one is not waited for.
 * Answers that arrive later are dropped, like all input that is not a key.
 */
const questions = '\u001b]11;?\u001b\\\u001b[c'
const colour = /\u001b\]11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})[^\u0007\u001b]*(?:\u0007|\u001b\\)/i
const attributes = /\u001b\[\?[\d;]*c/

/**
 * Turns raw mode on, so that no answer is echoed, and leaves it on. Keys typed meanwhile are put back into the stream.
 * @param waitMs longest wait; over a slow link the answer may come too late
 * @returns undefined if the terminal does not report it
 */
export async function backgroundOf(
  { stdin, setRawMode, write }: Pick<Device, 'stdin' | 'setRawMode' | 'write'>,
  waitMs: number,
): Promise<Background | undefined> {
  setRawMode(true)
  const input = await answerTo(stdin, () => write(questions), waitMs)
  const found = colour.exec(input)
  const typed = input.replace(colour, '').replace(attributes, '')
  if (typed !== '') stdin.unshift(Buffer.from(typed, 'latin1'))
  return found === null ? undefined : brightness(found.slice(1)) > 0.5 ? 'light' : 'dark'
}

/** All input until the last answer or the time limit; one UTF-16 unit for each byte. */
function answerTo(stdin: Device['stdin'], ask: () => void, waitMs: number): Promise<string> {
  return new Promise((resolve) => {
    let input = ''
    const finish = (): void => {
      clearTimeout(timer)
      stdin.off('data', take)
      for (const event of ['end', 'error']) stdin.off(event, finish)
      stdin.pause()
      resolve(input)
    }
    const take = (chunk: Buffer): void => {
      input += chunk.toString('latin1')
      if (attributes.test(input)) finish()
    }
    const timer = setTimeout(finish, waitMs)
    stdin.on('data', take)
    for (const event of ['end', 'error']) stdin.on(event, finish)
    ask()
  })
}

/** Relative luminance from 0 to 1 without gamma: it is only compared with 0.5. */
function brightness(channels: readonly string[]): number {
  const [red, green, blue] = channels.map((hex) => Number.parseInt(hex, 16) / (16 ** hex.length - 1)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
