/**
 * Reads what can be read of front matter that its parser rejects: top-level `key: value` lines, lists in either style,
 * indented text blocks. Titles with a stray quote or colon are by far the most common reason to be here.
 */

const FIELD = /^["']?([\p{L}_][\p{L}\p{N}_-]*)["']?\s*[:=](?:\s+(.*)|)$/u

/** @returns the fields found, values as strings or lists of strings; the first of a repeated key wins */
export function salvage(block: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  let key = ''
  for (const line of block.split(/\r?\n/)) {
    const field = FIELD.exec(line)
    if (field?.[1] !== undefined) {
      key = field[1] === '__proto__' || field[1] in fields ? '' : field[1]
      if (key !== '') fields[key] = readValue((field[2] ?? '').trim())
    } else if (key !== '') continueField(fields, key, line)
  }
  for (const name of Object.keys(fields)) if (fields[name] === '') delete fields[name]
  return fields
}

function continueField(fields: Record<string, unknown>, key: string, line: string): void {
  const item = /^\s*-\s+(.*)$/.exec(line)?.[1]
  const value = fields[key]
  if (item !== undefined) {
    if (Array.isArray(value)) value.push(unquote(item.trim()))
    else fields[key] = [unquote(item.trim())]
  } else if (/^\s+\S/.test(line) && typeof value === 'string' && !/^\s*[!&*]/.test(line)) {
    fields[key] = value === '' ? line.trim() : `${value} ${line.trim()}`
  }
}

function readValue(written: string): string | string[] {
  // Removes the separators of JSON. A list without its closing bracket is still a list.
  const value = /^["[].*,$/.test(written) ? written.slice(0, -1) : written
  if (/^[|>][-+0-9]*$/.test(value)) return ''
  if (/^[!&*]/.test(value)) return ''
  const flow = /^\[(.*)\]$/.exec(value)?.[1] ?? /^\[([^\]]*)$/.exec(value)?.[1]
  if (flow === undefined) return unquote(value)
  return flow
    .split(/[,，]/)
    .map((item) => unquote(item.trim()))
    .filter((item) => item !== '')
}

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(value)
  if (quoted === null) return withoutComment(value.replace(/^["'](?=[^"']*$)/, ''))
  return quoted[1] === "'" ? (quoted[2] ?? '').replaceAll("''", "'") : (quoted[2] ?? '').replace(/\\(["\\/])/g, '$1')
}

function withoutComment(value: string): string {
  const at = value.search(/\s#\s/)
  return at < 0 ? value : value.slice(0, at).trimEnd()
}
