/** Placeholders for values in usage lines. */
export const operands = {
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

export type Operand = keyof typeof operands
