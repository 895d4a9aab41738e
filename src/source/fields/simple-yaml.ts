/**
 * Reads the YAML that generators write for nearly every post: scalars on one line, quoted or plain, and lists of them.
 * The full parser would take longer for it than the rest of reading a short post. Anything that is not certainly of
 * this kind is left to the full parser. A test checks that both give the same result.
 */

/** A plain scalar that YAML may read as something other than text, or may end early. */
const UNSURE = /^(?:[-+.]?[\d.]|~|null|nan|inf|[!&*|>%@`{}[\],?:#"'=<-])|: |:$| #|^(?:null|true|false|yes|no|on|off)$/i
/** A timestamp, which is kept as it is written, because dates.ts parses it. */
const TIMESTAMP = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| ?[+-]\d\d(?::?\d\d)?)?)?$/
const KEY = /^([A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff-]*):(?: +|$)/
const ITEM = /^( *)- +(?=\S)/
/** Line breaks other than \n, controls, surrogates: parsers differ here. */
const STRANGE = /[^\n\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/

/** @returns undefined if the block needs the full parser */
export function parseSimpleYaml(block: string): Record<string, unknown> | undefined {
  if (STRANGE.test(block)) return undefined
  const fields: Record<string, unknown> = {}
  const lines = block.split('\n')
  for (let i = 0; i < lines.length;) {
    const line = lines[i++]!
    if (withoutSpaces(line) === '') continue
    const key = KEY.exec(line)
    if (key?.[1] === undefined || key[1] in fields || key[1] === '__proto__') return undefined
    const value = withoutSpaces(line.slice(key[0].length))
    const items = value === '' ? itemsEnd(lines, i) : i
    const read = value !== '' ? readValue(value) : items > i ? readItems(lines, i, items) : null
    if (read === undefined) return undefined
    fields[key[1]] = read
    i = items
  }
  return fields
}

function itemsEnd(lines: readonly string[], from: number): number {
  let end = from
  while (end < lines.length && ITEM.test(lines[end]!)) end++
  return end
}

function readItems(lines: readonly string[], from: number, end: number): string[] | undefined {
  const indent = ITEM.exec(lines[from]!)?.[1]
  const items: string[] = []
  for (let i = from; i < end; i++) {
    const item = ITEM.exec(lines[i]!)
    if (item === null || item[1] !== indent) return undefined
    const text = readText(withoutSpaces(lines[i]!.slice(item[0].length)))
    if (text === undefined) return undefined
    items.push(text)
  }
  return items
}

function readValue(value: string): unknown {
  if (value.startsWith('[')) return readFlow(value)
  if (/^(?:true|True|TRUE)$/.test(value)) return true
  if (/^(?:false|False|FALSE)$/.test(value)) return false
  return TIMESTAMP.test(value) ? value : readText(value)
}

/** A list of texts between brackets, on one line. */
function readFlow(value: string): string[] | undefined {
  const inner = /^\[([^[\]{}]*)\]$/.exec(value)?.[1]
  if (inner === undefined) return undefined
  if (withoutSpaces(inner) === '') return []
  const items = inner.split(',').map((item) => readText(withoutSpaces(item)))
  return items.includes(undefined) ? undefined : (items as string[])
}

/** @returns undefined if it is not, or not certainly, text */
function readText(value: string): string | undefined {
  const quote = value.charAt(0)
  if (quote === "'") return /^'(?:[^']|'')*'$/.test(value) ? value.slice(1, -1).replaceAll("''", "'") : undefined
  if (quote === '"') return /^"[^"\\]*"$/.test(value) ? value.slice(1, -1) : undefined
  return value === '' || UNSURE.test(value) ? undefined : value
}

/** Trims spaces only: other blanks belong to the text in YAML. */
function withoutSpaces(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text.charCodeAt(start) === 32) start++
  while (end > start && text.charCodeAt(end - 1) === 32) end--
  return text.slice(start, end)
}
