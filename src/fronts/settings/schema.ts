/**
 * Reads YAML by a table of what is allowed. The whole text is checked before anything is used; a mistake is reported
 * with its line and what is allowed there. Each front end provides the table of its own settings.
 */
import { isMap, isScalar, LineCounter, parseDocument, type Node, type Pair } from 'yaml'
import { XunzhangError, type ParametersOf, type Reason } from '../../base/errors.js'

type Fail = <R extends Reason>(reason: R, parameters: ParametersOf<R>) => never

/** One setting's value, with its place in the file and a way to report an error there. */
export interface Value {
  /** Empty for the settings as a whole. */
  readonly name: string
  readonly node: Node | null
  readonly lineAt: (offset: number) => string
  readonly fail: Fail
}

/** @throws XunzhangError CONFIG_INVALID by the value's `fail` */
export type Reader = (value: Value) => unknown

export const oneOf =
  <T extends string | number | boolean>(...allowed: readonly T[]): Reader =>
  (value) => {
    const given = isScalar(value.node) ? (value.node.value as T) : undefined
    if (given !== undefined && allowed.includes(given)) return given
    return value.fail('SETTING', { what: 'choice', name: value.name, choices: allowed })
  }

export const flag = oneOf(true, false)

/**
 * The settings in a text, each read by the reader of its name; none for an empty text.
 * @throws XunzhangError CONFIG_INVALID, with `path` and the line
 */
export function readYaml(
  text: string,
  path: string,
  readers: Readonly<Record<string, Reader>>,
): Record<string, unknown> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number): string => `${path}:${lines.linePos(offset).line || 1}`
  const problem = document.errors[0]
  if (problem !== undefined)
    throw new XunzhangError(
      'SETTINGS_FILE',
      { what: 'syntax', detail: problem.message },
      { where: lineAt(problem.pos[0]) },
    )
  const root = document.contents as Node | null
  if (root === null || (isScalar(root) && root.value === null)) return {}
  const file: Value = { name: '', node: root, lineAt, fail: failAt(lineAt(root.range?.[0] ?? 0)) }
  return readMap(file, Object.keys(readers), (value) => readers[value.name]!(value))
}

function failAt(where: string): Fail {
  return (reason, parameters) => {
    throw new XunzhangError(reason, parameters, { where })
  }
}

export function readMap(value: Value, known: readonly string[], read: Reader): Record<string, unknown> {
  const { lineAt } = value
  if (!isMap(value.node)) return value.fail('SETTING', { what: value.name === '' ? 'all' : 'map', name: value.name })
  const out: Record<string, unknown> = {}
  for (const pair of value.node.items as Pair<Node, Node | null>[]) {
    const fail = failAt(lineAt(pair.key.range?.[0] ?? 0))
    const name = isScalar(pair.key) ? String(pair.key.value) : ''
    if (!known.includes(name)) fail('SETTING', { what: 'unknown', name: name || '?', known })
    out[name] = read({ name, node: pair.value, lineAt, fail })
  }
  return out
}
