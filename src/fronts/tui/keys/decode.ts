/**
 * Bytes from the terminal, as key presses, committed text and pastes. Written for what terminals actually send: an
 * input method commits a whole string at once, a chunk may hold text and keys ("中\r"), a sequence may be split between
 * chunks, a paste is enclosed in marks, and unsolicited answers are dropped. Sequences: ECMA-48 and xterm's ctlseqs
 * (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html).
 */

export type InputEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'paste'; readonly text: string }
  /** `name` is canonical: modifiers in the order ctrl, alt, shift, as in `ctrl-alt-up`. */
  | { readonly type: 'key'; readonly name: string }
  | {
      readonly type: 'mouse'
      readonly action: 'press' | 'wheel-up' | 'wheel-down'
      readonly x: number
      readonly y: number
    }

const pasteStart = '\u001b[200~'
const pasteEnd = '\u001b[201~'
const longestPaste = 1_000_000
const interrupt = '\u0003'

export function createDecoder() {
  let rest = ''
  const isPaste = (): boolean => rest.startsWith(pasteStart)

  return {
    push: (chunk: string): InputEvent[] => {
      // The end of a paste may have been lost on its way; Ctrl-C must still work then.
      let input = isPaste() && chunk === interrupt ? chunk : rest + chunk
      const out: InputEvent[] = []
      while (input !== '') {
        const { taken, event } = input.startsWith(pasteStart) ? takePaste(input) : takeForm(input)
        if (event !== undefined) out.push(event)
        if (taken === 0) break
        input = input.slice(taken)
      }
      rest = shortened(input)
      return out
    },
    /**
     * Decodes an unfinished sequence that nothing has followed for a while: Escape alone is that key, Escape and a
     * character are Alt and that key (`ESC P` begins a string, but is also what Alt-Shift-P sends). A longer piece is
     * the beginning of a sequence whose end was lost, and is dropped.
     */
    flush: (): InputEvent[] => {
      if (isPaste()) return []
      const held = rest
      rest = ''
      if (held === '' || held.length > 2) return []
      return [key(held.length === 1 ? 'escape' : withAlt(held[1]!))]
    },
    get pending(): boolean {
      return rest !== '' && !isPaste()
    },
  }
}

/** `taken`: UTF-16 units, 0 if the sequence isn't complete yet. */
interface Taken {
  readonly taken: number
  readonly event?: InputEvent | undefined
}

function takePaste(input: string): Taken {
  const end = input.indexOf(pasteEnd)
  if (end === -1) return { taken: 0 }
  const text = input.slice(pasteStart.length, end).slice(0, longestPaste)
  return { taken: end + pasteEnd.length, event: { type: 'paste', text } }
}

/** Of a paste that is too long, what is kept of it, and what may be the beginning of its end. */
function shortened(input: string): string {
  const most = pasteStart.length + longestPaste
  return input.length <= most ? input : input.slice(0, most) + input.slice(most).slice(1 - pasteEnd.length)
}

const key = (name: string): InputEvent => ({ type: 'key', name })

/** What input may begin with and what that means; the first one that matches counts. */
const forms: readonly (readonly [form: RegExp, read: (match: readonly string[]) => InputEvent | undefined])[] = [
  [/^[^\u0000-\u001f\u007f]+/, ([text]) => ({ type: 'text', text: text! })],
  [/^[^\u001b]/, ([control]) => key(nameOf(control!))],
  // The Linux console.
  [/^\u001b\[\[([A-E])/, ([, letter]) => key(`f${letter!.charCodeAt(0) - 0x40}`)],
  [/^\u001b\[([0-?]*)[ -/]*([@-~])/, ([, parameters, final]) => readControl(parameters!, final!)],
  [/^\u001bO([^])/, ([, final]) => (final === 'M' ? key('enter') : named(finalNames[final!]))],
  // An answer of the terminal (OSC, DCS, …), up to its end mark: dropped.
  [/^\u001b[\]P_^X][^]*?(?:\u0007|\u001b\\)/, () => undefined],
  [/^\u001b(?=\u001b)/, () => key('escape')],
  [/^\u001b([^[O\]P_^X])/u, ([, character]) => key(withAlt(nameOf(character!)))],
]

const longestSequence = 64
const longestString = 4096

function takeForm(input: string): Taken {
  for (const [form, read] of forms) {
    const match = form.exec(input)
    if (match !== null) return { taken: match[0].length, event: read(match) }
  }
  if (/^\u001b[\]P_^X]/.test(input)) return { taken: input.length < longestString ? 0 : input.length }
  const isBegun = input.length < longestSequence && /^\u001b(?:O|\[[0-?]*[ -/]*\[?)?$/.test(input)
  return { taken: isBegun ? 0 : 2 }
}

const controlNames: Readonly<Record<string, string>> = {
  '\u0000': 'ctrl-space',
  '\b': 'backspace',
  '\t': 'tab',
  '\r': 'enter',
  '\u001c': 'ctrl-\\',
  '\u001d': 'ctrl-]',
  '\u001e': 'ctrl-^',
  '\u001f': 'ctrl-_',
  '\u007f': 'backspace',
  ' ': 'space',
}

function nameOf(character: string): string {
  const unit = character.charCodeAt(0)
  return controlNames[character] ?? (unit < 0x20 ? `ctrl-${String.fromCharCode(unit + 0x60)}` : character)
}

function withAlt(name: string): string {
  if (name.startsWith('ctrl-')) return `ctrl-alt-${name.slice(5)}`
  return /^[A-Z]$/.test(name) ? `alt-shift-${name.toLowerCase()}` : `alt-${name}`
}

const finalNames: Readonly<Record<string, string>> = {
  A: 'up', B: 'down', C: 'right', D: 'left', F: 'end', H: 'home', P: 'f1', Q: 'f2', R: 'f3', S: 'f4', Z: 'tab',
} // prettier-ignore
const numberNames: Readonly<Record<string, string>> = {
  1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown', 7: 'home', 8: 'end', 11: 'f1', 12: 'f2',
  13: 'f3', 14: 'f4', 15: 'f5', 17: 'f6', 18: 'f7', 19: 'f8', 20: 'f9', 21: 'f10', 23: 'f11', 24: 'f12',
} // prettier-ignore

function named(name: string | undefined, modifier = ''): InputEvent | undefined {
  return name === undefined ? undefined : key(modifiers(modifier) + name)
}

function readControl(parameters: string, final: string): InputEvent | undefined {
  const [first = '', second = '', third] = parameters.split(';')
  if (first.startsWith('<'))
    return final === 'M' ? mouse(Number(first.slice(1)), Number(second), Number(third)) : undefined
  if (/^[?=>]/.test(first)) return undefined
  if (final === 'u') return named(characterOf(Number(first.split(':')[0])), second)
  return named(final === '~' ? numberNames[first] : finalNames[final], final === 'Z' ? '2' : second)
}

/** The key of a code point, in the form `CSI code ; modifiers u` of newer terminals. */
function characterOf(point: number): string | undefined {
  if (!Number.isInteger(point) || point < 1 || point > 0x10ffff) return undefined
  return point === 27 ? 'escape' : nameOf(String.fromCodePoint(point))
}

/** xterm's modifier parameter: one more than a sum of 1 shift, 2 alt, 4 ctrl. */
function modifiers(parameter: string): string {
  const bits = Math.max(0, Number(parameter.split(':')[0] || '1') - 1)
  return `${bits & 4 ? 'ctrl-' : ''}${bits & 2 ? 'alt-' : ''}${bits & 1 ? 'shift-' : ''}`
}

/** @param x column, and y row, from 1 */
function mouse(button: number, x: number, y: number): InputEvent | undefined {
  const action = button === 64 ? 'wheel-up' : button === 65 ? 'wheel-down' : button === 0 ? 'press' : undefined
  return action && { type: 'mouse', action, x: x - 1, y: y - 1 }
}
