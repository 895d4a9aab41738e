/**
 * Strings that make a regular expression work: for each of its loops a beginning that leads there, and what the loop
 * repeats. Reads the syntax that src/ uses; backreferences count as nothing.
 */

type Node =
  | { readonly kind: 'unit'; readonly samples: readonly string[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'loop'; readonly body: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'look'; readonly body: Node }

export interface Pump {
  readonly prefix: string
  readonly piece: string
}

/** Shorter loops are no loops: what they repeat is bounded by a small number. */
const LONG = 16
const MOST_PIECES = 24

/** For each loop: what leads to it, and pieces that it takes; then every piece by itself, and whole matches. */
export function pumpsOf(pattern: RegExp): Pump[] {
  const tree = parse(pattern.source)
  const pumps: Pump[] = []
  const seen = new Set<string>()
  const add = (prefix: string, piece: string): void => {
    if (piece === '' || seen.has(`${prefix}\0${piece}`)) return
    seen.add(`${prefix}\0${piece}`)
    pumps.push({ prefix, piece })
  }
  visit(tree, '', add)
  for (const piece of piecesOf(tree)) add('', piece)
  for (const piece of unitsOf(tree)) add('', piece)
  add('', shortest(tree))
  return pumps
}

function visit(node: Node, prefix: string, add: (prefix: string, piece: string) => void): string {
  switch (node.kind) {
    case 'unit':
      return prefix + shortest(node)
    case 'sequence':
      return node.parts.reduce((before, part) => visit(part, before, add), prefix)
    case 'choice': {
      for (const option of node.options) visit(option, prefix, add)
      return prefix + shortest(node)
    }
    case 'look':
      visit(node.body, prefix, add)
      return prefix
    case 'loop': {
      if (node.max >= LONG)
        for (const piece of piecesOf(node.body).slice(0, MOST_PIECES)) {
          add(prefix, piece)
          add('', prefix + piece)
        }
      visit(node.body, prefix, add)
      return prefix + shortest(node.body).repeat(Math.max(node.min, 0))
    }
  }
}

/** The strings that one round of a loop may take, one for each way through it. */
function piecesOf(node: Node): string[] {
  if (node.kind === 'unit') return [...node.samples]
  if (node.kind === 'choice') return node.options.flatMap(piecesOf)
  if (node.kind === 'loop') return piecesOf(node.body)
  if (node.kind === 'look') return []
  const [first, ...rest] = node.parts
  if (first === undefined) return []
  const tail = rest.map(shortest).join('')
  return [shortest(first) + tail, ...node.parts.flatMap((part) => (part.kind === 'unit' ? [] : piecesOf(part)))]
}

/** Every unit of the pattern, once. */
function unitsOf(node: Node): Set<string> {
  if (node.kind === 'unit') return new Set(node.samples)
  if (node.kind === 'loop' || node.kind === 'look') return unitsOf(node.body)
  const inner = node.kind === 'choice' ? node.options : node.parts
  return new Set(inner.flatMap((part) => [...unitsOf(part)]))
}

function shortest(node: Node): string {
  switch (node.kind) {
    case 'unit':
      return node.samples[0] ?? ''
    case 'sequence':
      return node.parts.map(shortest).join('')
    case 'choice':
      return shortest(node.options[0]!)
    case 'loop':
      return shortest(node.body).repeat(node.min)
    case 'look':
      return ''
  }
}

function parse(source: string): Node {
  let at = 0
  const peek = (): string => source.charAt(at)
  const choice = (): Node => {
    const options = [sequence()]
    while (peek() === '|') {
      at++
      options.push(sequence())
    }
    return options.length === 1 ? options[0]! : { kind: 'choice', options }
  }
  const sequence = (): Node => {
    const parts: Node[] = []
    while (at < source.length && peek() !== '|' && peek() !== ')') parts.push(looped(atom()))
    return { kind: 'sequence', parts }
  }
  const looped = (body: Node): Node => {
    const found = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at, at + 40))
    if (found === null) return body
    at += found[0].length
    const [, min = '', comma = '', max = ''] = found
    const sign = found[0].charAt(0)
    if (sign === '*') return { kind: 'loop', body, min: 0, max: Infinity }
    if (sign === '+') return { kind: 'loop', body, min: 1, max: Infinity }
    if (sign === '?') return { kind: 'loop', body, min: 0, max: 1 }
    return { kind: 'loop', body, min: +min, max: max !== '' ? +max : comma === '' ? +min : Infinity }
  }
  const atom = (): Node => {
    const unit = String.fromCodePoint(source.codePointAt(at)!)
    if (unit === '(') return group()
    if (unit === '[') return { kind: 'unit', samples: set() }
    at += unit.length
    if (unit === '\\') return escape()
    if (unit === '.') return { kind: 'unit', samples: ['a', '。', ' '] }
    return unit === '^' || unit === '$' ? { kind: 'look', body: { kind: 'sequence', parts: [] } } : one(unit)
  }
  const group = (): Node => {
    const start = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(source.slice(at))![0]
    at += start.length
    const body = choice()
    at++
    return /[=!]$/.test(start) ? { kind: 'look', body } : body
  }
  const escape = (): Node => {
    const samples = escaped()
    return samples === undefined ? { kind: 'look', body: { kind: 'sequence', parts: [] } } : { kind: 'unit', samples }
  }
  /** Behind a backslash. */
  const escaped = (): readonly string[] | undefined => {
    const code = /^(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))/i.exec(source.slice(at))
    if (code !== null) {
      at += code[0].length
      return [String.fromCodePoint(parseInt(code[1] ?? code[2] ?? code[3]!, 16))]
    }
    const property = /^[pP]\{([^}]*)\}/.exec(source.slice(at))
    if (property !== null) {
      at += property[0].length
      return property[1]!.includes('Han') || property[1] === 'L'
        ? ['长', '作']
        : property[1] === 'N'
          ? ['1']
          : ['。', ' ']
    }
    const unit = source.charAt(at++)
    return CLASSES[unit] ?? (/[bB\d]|k/.test(unit) ? undefined : [CONTROLS[unit] ?? unit])
  }
  const set = (): string[] => {
    at++
    const isNegated = peek() === '^'
    if (isNegated) at++
    const samples: string[] = []
    while (peek() !== ']') {
      const unit = String.fromCodePoint(source.codePointAt(at)!)
      at += unit.length
      samples.push(...(unit === '\\' ? (escaped() ?? []) : [unit]))
    }
    at++
    return isNegated ? ['a', '长', ' ', '1', '。', '"', '('].filter((s) => !samples.includes(s)) : samples.slice(0, 40)
  }
  return choice()
}

const one = (unit: string): Node => ({ kind: 'unit', samples: [unit] })

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  s: [' ', '\n', '\u3000'],
  S: ['a', '长'],
  d: ['1'],
  D: ['a', '长'],
  w: ['a', '1'],
  W: ['。', ' '],
}
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' }
