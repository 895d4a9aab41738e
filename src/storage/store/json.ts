/** JSON from files that anybody may have written: parsed without exceptions, then checked before it is used. */

/** The value, or undefined if the bytes or the text are not JSON. */
export function parseJson(from: Uint8Array | string): unknown {
  try {
    return JSON.parse(isString(from) ? from : new TextDecoder().decode(from)) as unknown
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True for a safe integer ≥ 0. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

export function isString(value: unknown): value is string {
  return typeof value === 'string'
}

export function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isString)
}
