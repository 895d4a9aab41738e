import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDecoder, type InputEvent } from '../../../src/fronts/tui/keys/decode.js'

const decode = (...chunks: string[]): InputEvent[] => {
  const decoder = createDecoder()
  return [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.flush()]
}
const key = (name: string): InputEvent => ({ type: 'key', name })
const text = (given: string): InputEvent => ({ type: 'text', text: given })

describe('the decoder', () => {
  it('splits committed text from the keys in the same chunk', () => {
    expect(decode('中\r')).toEqual([text('中'), key('enter')])
    expect(decode('气候\t变化\u007f\b')).toEqual([
      text('气候'),
      key('tab'),
      text('变化'),
      key('backspace'),
      key('backspace'),
    ])
  })

  it('reads sequences with their modifiers, in the dialects of xterm, rxvt and the Linux console', () => {
    const table: Record<string, string> = {
      '\u001b[A': 'up', '\u001bOA': 'up', '\u001b[1;5B': 'ctrl-down', '\u001b[1;3C': 'alt-right', '\u001b[5~': 'pageup',
      '\u001b[Z': 'shift-tab', '\u001bOP': 'f1', '\u001b[11~': 'f1', '\u001b[[A': 'f1', '\u001b[24~': 'f12', '\u001bn': 'alt-n',
      '\u001bN': 'alt-shift-n', '\u001b\r': 'alt-enter', '\u001b\u007f': 'alt-backspace', '\u001b[3;5~': 'ctrl-delete',
      '\u0012': 'ctrl-r', '\n': 'ctrl-j', '\u0000': 'ctrl-space', '\u001b[114;5u': 'ctrl-r', '\u001b[27u': 'escape',
      '\u001b[13;3u': 'alt-enter', '\u001b[1;6D': 'ctrl-shift-left', '\u001b<': 'alt-<',
    } // prettier-ignore
    for (const [sequence, name] of Object.entries(table))
      expect(decode(sequence), JSON.stringify(sequence)).toEqual([key(name)])
  })

  it('hears a Ctrl-C that comes alone in a paste whose end was lost', () => {
    expect(decode('\u001b[200~河\u0003', '流\u001b[20', '\u0003')).toEqual([{ type: 'key', name: 'ctrl-c' }])
  })

  it('takes a paste whole, whatever it holds, also in pieces', () => {
    expect(decode('\u001b[200~a\rb\u001b[A\u001b[201~c')).toEqual([{ type: 'paste', text: 'a\rb\u001b[A' }, text('c')])
    expect(decode('\u001b[200~河', '流\u001b[20', '1~')).toEqual([{ type: 'paste', text: '河流' }])
  })

  it('tells a lone escape from the start of a sequence', () => {
    expect(decode('\u001b')).toEqual([key('escape')])
    expect(decode('\u001b', '[A')).toEqual([key('up')])
    expect(decode('\u001b\u001b')).toEqual([key('escape'), key('escape')])
  })

  it('reads Alt and a letter that begins a sequence as just that, once nothing has followed', () => {
    for (const [sequence, name] of [
      ['P', 'alt-shift-p'],
      ['O', 'alt-shift-o'],
      ['[', 'alt-['],
      [']', 'alt-]'],
      ['_', 'alt-_'],
    ] as const)
      // prettier-ignore
      expect(decode(`\u001b${sequence}`)).toEqual([key(name)])
    expect(decode('\u001b[1;')).toEqual([])
  })

  it('drops answers and sequences it does not know', () => {
    expect(decode('\u001b[?64;1;2c\u001b]11;rgb:0/0/0\u0007\u001bP1$r0m\u001b\\\u001b[99~x')).toEqual([text('x')])
  })

  it('reads the wheel and clicks of the SGR form only', () => {
    expect(decode('\u001b[<64;3;4M\u001b[<0;3;4M\u001b[<0;3;4m')).toEqual([
      { type: 'mouse', action: 'wheel-up', x: 2, y: 3 },
      { type: 'mouse', action: 'press', x: 2, y: 3 },
    ])
  })

  it('reads the same however the bytes are cut', () => {
    const piece = fc.constantFrom(
      '河流',
      'a',
      '\r',
      '\u001b[1;5A',
      '\u001bOB',
      '\u001bn',
      '\u001b[200~x\ny\u001b[201~',
      '\u007f',
      '\u001b[<64;1;1M',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(60), { maxLength: 6 }), (pieces, cuts) => {
        const whole = pieces.join('')
        const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length]
        const chunks = places.slice(1).map((place, i) => whole.slice(places[i], place))
        expect(joined(decode(...chunks))).toEqual(joined(decode(whole)))
      }),
    )
  })

  it('never lets a control character through as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (chunk) => {
        for (const event of decode(chunk))
          if (event.type === 'text') expect(event.text).not.toMatch(/[\u0000-\u001f\u007f]/)
      }),
    )
  })
})

/** Neighbouring texts as one: where a chunk ends is nobody's business. */
function joined(events: readonly InputEvent[]): InputEvent[] {
  const out: InputEvent[] = []
  for (const event of events) {
    const last = out.at(-1)
    if (event.type === 'text' && last?.type === 'text') out[out.length - 1] = text(last.text + event.text)
    else out.push(event)
  }
  return out
}
