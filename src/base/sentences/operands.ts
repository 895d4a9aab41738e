import type { Operand } from '../options/spec.js'

/** Placeholders for values in usage lines. */
export const operands: Readonly<Record<Operand, string>> = {
  command: 'COMMAND',
  options: 'OPTIONS',
  pattern: 'GLOB',
  path: 'PATH',
  file: 'FILE',
  folder: 'DIR',
  fileOrInput: 'FILE|-',
  query: 'QUERY',
  queries: 'QUERIES',
  judgements: 'QRELS',
  id: 'ID',
  word: 'WORD',
  text: 'TEXT',
  number: 'N',
  numberOrAll: 'N|all',
  size: 'SIZE',
  field: 'NAME:TYPE',
  fieldName: 'FIELD',
  window: 'N|sentence',
  context: 'N|sentence|paragraph',
  url: 'URL',
  address: 'ADDRESS',
  secret: 'TOKEN',
}
