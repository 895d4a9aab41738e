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

const escape = '\u001b'
const pasteStart = `${escape}[200~`
const pasteEnd = `${escape}[201~`
const longestPaste = 1_000_000
const interrupt = '\u0003'

export function createDecoder() {
  let rest = ''
  let pasted: string | undefined

  const push = (chunk: string): InputEvent[] => {
    const out: InputEvent[] = []
    // The end of a paste may have been lost on its way; Ctrl-C must still work then.
    if (pasted !== undefined && chunk === interrupt) {
      pasted = undefined
      rest = ''
    }
    let input = rest + chunk
    rest = ''
    while (input !== '') {
      if (pasted !== undefined) {
        const end = input.indexOf(pasteEnd)
        const kept = end === -1 ? input.length - overlap(input, pasteEnd) : end
        pasted = (pasted + input.slice(0, kept)).slice(0, longestPaste)
        if (end === -1) {
          rest = input.slice(kept)
          return out
        }
        out.push({ type: 'paste', text: pasted })
        pasted = undefined
        input = input.slice(end + pasteEnd.length)
      } else if (input.startsWith(pasteStart)) {
        pasted = ''
        input = input.slice(pasteStart.length)
      } else {
        const taken = input.startsWith(escape) ? takeSequence(input, out) : takePlain(input, out)
        if (taken === 0) {
          rest = input
          return out
        }
        input = input.slice(taken)
      }
    }
    return out
  }

  return {
    push,
    /**
     * Decodes an unfinished sequence that nothing has followed for a while: Escape alone is that key, Escape and a
     * character are Alt and that key (`ESC P` begins a string, but is also what Alt-Shift-P sends).
     */
    flush: (): InputEvent[] => {
      if (rest === '' || pasted !== undefined) return []
      const held = rest
      rest = ''
      return meaningOf(held)
    },
    get pending(): boolean {
      return rest !== '' && pasted === undefined
    },
  }
}

/** A longer piece is the beginning of a sequence whose end was lost, and is dropped. */
function meaningOf(held: string): InputEvent[] {
  if (held === escape) return [{ type: 'key', name: 'escape' }]
  return held.length === 2 ? [{ type: 'key', name: withAlt(held[1]!) }] : []
}

function overlap(input: string, mark: string): number {
  for (let n = Math.min(mark.length - 1, input.length); n > 0; n--) {
    if (mark.startsWith(input.slice(-n))) return n
  }
  return 0
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
}

function takePlain(input: string, out: InputEvent[]): number {
  const first = input.charCodeAt(0)
  if (first < 0x20 || first === 0x7f) {
    out.push({ type: 'key', name: controlName(input[0]!) })
    return 1
  }
  let end = 1
  while (end < input.length && input.charCodeAt(end) >= 0x20 && input.charCodeAt(end) !== 0x7f) end++
  out.push({ type: 'text', text: input.slice(0, end) })
  return end
}

function controlName(character: string): string {
  return controlNames[character] ?? `ctrl-${String.fromCharCode(character.charCodeAt(0) + 0x60)}`
}

/** @returns units consumed; 0 if the sequence isn't complete yet */
function takeSequence(input: string, out: InputEvent[]): number {
  const second = input[1]
  if (second === undefined) return 0
  if (second === '[') return takeCsi(input, out)
  if (second === 'O') return takeSs3(input, out)
  if (second === ']' || second === 'P' || second === '_' || second === '^' || second === 'X') return takeString(input)
  if (second === escape) {
    out.push({ type: 'key', name: 'escape' })
    return 1
  }
  const character = String.fromCodePoint(input.codePointAt(1)!)
  const unit = character.charCodeAt(0)
  const name = unit < 0x20 || unit === 0x7f ? controlName(character) : character === ' ' ? 'space' : character
  out.push({ type: 'key', name: withAlt(name) })
  return 1 + character.length
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

function takeCsi(input: string, out: InputEvent[]): number {
  const linuxConsole = /^\u001b\[\[([A-E])/.exec(input)
  if (linuxConsole !== null) {
    out.push({ type: 'key', name: `f${linuxConsole[1]!.charCodeAt(0) - 0x40}` })
    return 4
  }
  const match = /^\u001b\[([\u0030-\u003f]*)([\u0020-\u002f]*)([\u0040-\u007e])/.exec(input)
  if (match === null) return /^\u001b\[[\u0030-\u003f]*[\u0020-\u002f]*\[?$/.test(input) && input.length < 64 ? 0 : 2
  const [whole, parameters, , final] = match as unknown as [string, string, string, string]
  const event = final === 'M' || final === 'm' ? mouse(parameters, final) : csiKey(parameters, final)
  if (event !== undefined) out.push(event)
  return whole.length
}

function csiKey(parameters: string, final: string): InputEvent | undefined {
  const [first = '', second = ''] = parameters.split(';')
  if (final === 'u') return unicodeKey(first, second)
  const name = final === '~' ? numberNames[first] : finalNames[final]
  if (name === undefined || /^[?<=>]/.test(parameters)) return undefined
  return { type: 'key', name: modifiers(final === 'Z' ? '2' : second) + name }
}

/** The form `CSI code ; modifiers u` of newer terminals. */
function unicodeKey(code: string, modifier: string): InputEvent | undefined {
  const point = Number(code.split(':')[0])
  if (!Number.isInteger(point) || point < 1 || point > 0x10ffff) return undefined
  const character = String.fromCodePoint(point)
  const name = point < 0x20 || point === 0x7f ? controlName(character).replace('ctrl-[', 'escape') : character
  return { type: 'key', name: modifiers(modifier) + (name === ' ' ? 'space' : point === 27 ? 'escape' : name) }
}

/** xterm's modifier parameter: one more than a sum of 1 shift, 2 alt, 4 ctrl. */
function modifiers(parameter: string): string {
  const bits = Math.max(0, Number(parameter.split(':')[0] || '1') - 1)
  return `${bits & 4 ? 'ctrl-' : ''}${bits & 2 ? 'alt-' : ''}${bits & 1 ? 'shift-' : ''}`
}

function takeSs3(input: string, out: InputEvent[]): number {
  const final = input[2]
  if (final === undefined) return 0
  const name = finalNames[final] ?? (final === 'M' ? 'enter' : undefined)
  if (name !== undefined) out.push({ type: 'key', name })
  return 3
}

/** An answer of the terminal (OSC, DCS, …), up to its end mark: dropped. */
function takeString(input: string): number {
  const end = /\u0007|\u001b\\/.exec(input)
  if (end !== null) return end.index + end[0].length
  return input.length < 4096 ? 0 : input.length
}

function mouse(parameters: string, final: string): InputEvent | undefined {
  const match = /^<(\d+);(\d+);(\d+)$/.exec(parameters)
  if (match === null || final === 'm') return undefined
  const button = Number(match[1])
  const action = button === 64 ? 'wheel-up' : button === 65 ? 'wheel-down' : button === 0 ? 'press' : undefined
  return action && { type: 'mouse', action, x: Number(match[2]) - 1, y: Number(match[3]) - 1 }
}
