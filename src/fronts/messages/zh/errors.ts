/** Every reason of an error or a problem in Chinese. The English tables define the reasons and their parameters. */
import { lazy } from '../../../base/growing.js'
import type { Phrasing } from '../../../base/fault.js'
import { cluster } from './cluster.js'
import { indexes } from './indexes.js'
import { program } from './program.js'
import { queries } from './queries.js'
import { settings } from './settings.js'
import { sources } from './sources.js'
import { words } from './words.js'

const parts = { record: '条记录', chapter: '章', entry: '条' }

export const chinese: Phrasing = {
  sentences: lazy(() => ({
    ...queries(),
    ...indexes(),
    ...words(),
    ...sources(),
    ...cluster(),
    ...program(),
    ...settings(),
  })),
  column: (column) => `查询第 ${column} 列`,
  part: ({ kind, number }) => `第 ${number} ${parts[kind]}`,
  colon: '：',
  stop: '。',
  comma: '、',
}
