/** A segment's content as its sections and the table that tells where they lie. */
import { encodeJson } from './values.js'

interface Table {
  readonly sections: Readonly<Record<string, readonly [number, number]>>
}

export interface SegmentParts {
  /** All before the table. */
  readonly body: Uint8Array
  readonly table: Table
}

/** Undefined for what was changed so that it has no table any more. */
export function takeApart(content: Uint8Array): SegmentParts | undefined {
  const end = content.length - 4 - viewOf(content).getUint32(content.length - 4, true)
  if (end < 0) return undefined
  try {
    const table = JSON.parse(new TextDecoder().decode(content.subarray(end, content.length - 4))) as Table
    const places = Object.values(table.sections)
    const isWhole = places.length > 0 && places.every(([start, length]) => start >= 0 && length >= 0)
    return isWhole ? { body: content.subarray(0, end), table } : undefined
  } catch {
    return undefined
  }
}

export function contentOf({ body, table }: SegmentParts, section: string): Uint8Array {
  const [start, length] = table.sections[section]!
  return body.slice(start, start + length)
}

/** Another content of a section: in its place, or behind all others where it is longer. */
export function withSection({ body, table }: SegmentParts, section: string, content: Uint8Array): Uint8Array {
  const [start, length] = table.sections[section]!
  const at = content.length <= length ? start : Math.ceil(body.length / 8) * 8
  const changed = new Uint8Array(Math.max(body.length, at + content.length))
  changed.set(body)
  changed.set(content, at)
  return putTogether(changed, { ...table, sections: { ...table.sections, [section]: [at, content.length] } })
}

export function putTogether(body: Uint8Array, table: unknown): Uint8Array {
  const json = encodeJson(table)
  const content = new Uint8Array(body.length + json.length + 4)
  content.set(body)
  content.set(json, body.length)
  viewOf(content).setUint32(body.length + json.length, json.length, true)
  return content
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
