import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openDevice } from '../../../src/fronts/tui/terminal/device.js'

/** No process has as many files open. */
const nothing = 1_000_000

function open() {
  const setRawMode = (): never => {
    throw Object.assign(new Error('setRawMode EIO'), { code: 'EIO' })
  }
  const stdin = Object.assign(new PassThrough(), { isTTY: true, fd: nothing, setRawMode })
  const stdout = { isTTY: true, fd: nothing }
  const device = openDevice(stdin as unknown as NodeJS.ReadStream, stdout as unknown as NodeJS.WriteStream)
  let gone = 0
  return { stdin, device, listen: () => device.onGone(() => gone++), gone: () => gone }
}

describe('a terminal that is gone', () => {
  it.each([
    ['an error of the input', (stdin: PassThrough) => stdin.destroy(new Error('read EIO'))],
    ['the end of the input', (stdin: PassThrough) => stdin.end().resume()],
  ])('is known by %s, before or after somebody asks', async (_, lose) => {
    for (const isLate of [false, true]) {
      const { stdin, listen, gone } = open()
      if (isLate) stdin.on('error', () => undefined)
      else listen()
      lose(stdin)
      for (let turn = 0; turn < 5; turn++) await setImmediate()
      if (isLate) listen()
      expect(gone()).toBeGreaterThan(0)
    }
  })

  it('is neither written to nor set, and nobody fails by that', () => {
    const { device } = open()
    device.write('河流')
    device.setRawMode(true)
  })
})
