/**
 * Copies parsed values to plain JSON within bounds. With aliases, a small YAML file can describe a huge tree (the
 * "billion laughs"), so only a limited number of values is copied, and the rest is left out.
 */
import { LIMITS } from '../limits.js'
import { isSentence } from '../missing-sentences.js'
import { isDate, parseDate } from './dates.js'

const MOST_VALUES = 4000

/**
 * Copies fields as plain JSON: dates to ISO text, functions and symbols removed, depth, number and length bounded.
 * @param onCut called if there were more values than are copied; simple fields are copied even then
 */
export function toPlain(fields: Readonly<Record<string, unknown>>, onCut?: () => void): Record<string, unknown> {
  const budget = { values: MOST_VALUES }
  const plain: Record<string, unknown> = {}
  for (const key of Object.keys(fields)) {
    if (key === '__proto__') continue
    const simple = typeof fields[key] !== 'object'
    const value = copy(fields[key], 0, simple ? { values: 1 } : budget)
    if (value !== undefined) plain[key] = value
    // A sentence that became a key by mistake is kept.
    else if (isSentence(key)) plain[key] = ''
  }
  if (budget.values < 0) onCut?.()
  return plain
}

function copy(value: unknown, depth: number, budget: { values: number }): unknown {
  if (--budget.values < 0 || depth > LIMITS.metadataDepth) return undefined
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : undefined
    case 'bigint':
      return value.toString()
    case 'object':
      if (value === null) return undefined
      if (isDate(value)) return parseDate(value)
      return Array.isArray(value) ? copyArray(value, depth, budget) : copyObject(value, depth, budget)
    default:
      return undefined
  }
}

function copyArray(values: readonly unknown[], depth: number, budget: { values: number }): unknown[] {
  const out: unknown[] = []
  for (const value of values) {
    const plain = copy(value, depth + 1, budget)
    if (plain !== undefined) out.push(plain)
    if (budget.values < 0) break
  }
  return out
}

function copyObject(value: object, depth: number, budget: { values: number }): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__') continue
    const plain = copy(inner, depth + 1, budget)
    if (plain !== undefined) out[key] = plain
    if (budget.values < 0) break
  }
  return out
}
