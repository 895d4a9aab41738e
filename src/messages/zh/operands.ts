import type { operands as english } from '../en/operands.js'

export const operands: typeof english = {
  command: '命令',
  options: '选项',
  pattern: '模式',
  path: '路径',
  file: '文件',
  folder: '文件夹',
  fileOrInput: '文件|-',
  query: '查询',
  queries: '查询文件',
  judgements: '判断文件',
  id: '编号',
  word: '词',
  text: '文字',
  number: '数',
  numberOrAll: '数|all',
  size: '大小',
  url: '地址',
  address: '地址',
  secret: '口令',
}
