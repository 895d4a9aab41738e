/** Asks the terminal whether its background is light or dark (xterm's ctlseqs, OSC 11). */
import type { Device } from './device.js'

export type Background = 'light' | 'dark'

/**
 * Every terminal answers the second question (DA1), so one that does not know the first answers at once, too.
 * Answers that come later are dropped like all that is no key.
 */
const questions = '\u001b]11;?\u001b\\\u001b[c'
const colour = /\u001b\]11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})[^\u0007\u001b]*(?:\u0007|\u001b\\)/i
const attributes = /\u001b\[\?[\d;]*c/

/**
 * Asks in raw mode, so that no answer is echoed, and leaves it on. What else was typed meanwhile is put back.
 * @param waitMs longest wait; over a slow link the answer may come too late
 * @returns undefined where the terminal does not tell
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

/** All that came until the last answer, or until the time was over; a unit for each byte. */
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

/** Relative luminance from 0 to 1 without gamma: only the halves are told apart. */
function brightness(channels: readonly string[]): number {
  const [red, green, blue] = channels.map((hex) => Number.parseInt(hex, 16) / (16 ** hex.length - 1)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
