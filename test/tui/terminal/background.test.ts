import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createDecoder } from '../../../src/fronts/tui/keys/decode.js'
import { backgroundOf, type Device } from '../../../src/fronts/tui/terminal/device.js'

const attributes = '\u001b[?62;22c'

/** A terminal that answers with these chunks; `rest` is what the UI reads afterwards. */
async function asked(...answers: readonly string[]) {
  const stdin = new PassThrough()
  const write = (text: string): void => {
    expect(text).toBe('\u001b]11;?\u001b\\\u001b[c')
    for (const chunk of answers) stdin.write(chunk)
  }
  const background = await backgroundOf(
    { stdin: stdin as unknown as Device['stdin'], setRawMode: () => undefined, write },
    50,
  )
  stdin.setEncoding('utf8')
  const rest = (stdin.read() as string | null) ?? ''
  return { background, rest }
}

describe('the background of the terminal', () => {
  it('is light or dark as its colour is', async () => {
    const colours = { 'rgb:ffff/ffff/ffff': 'light', 'rgb:fd/f6/e3': 'light', 'rgb:0000/2b2b/3636': 'dark', 'rgb:0/0/0': 'dark' } // prettier-ignore
    for (const [colour, background] of Object.entries(colours)) {
      expect(await asked(`\u001b]11;${colour}\u0007${attributes}`)).toEqual({ background, rest: '' })
      expect(await asked('\u001b]11;', `${colour}\u001b`, `\\${attributes}`)).toEqual({ background, rest: '' })
    }
  })

  it('is unknown where the terminal does not tell, or too late; the late answer is no text', async () => {
    expect(await asked(attributes)).toEqual({ background: undefined, rest: '' })
    expect(await asked()).toEqual({ background: undefined, rest: '' })
    const late = `\u001b]11;rgb:ffff/ffff/ffff\u001b\\${attributes}`
    expect(createDecoder().push(late)).toEqual([])
  })

  it('takes nothing of what was typed meanwhile', async () => {
    expect(await asked('河', `\u001b]11;rgb:0/0/0\u0007流${attributes}`)).toEqual({ background: 'dark', rest: '河流' })
  })
})
