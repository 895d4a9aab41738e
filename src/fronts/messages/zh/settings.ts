import { rows } from '../../../base/fault.js'

const keyNames = '按键写作 enter、f5、ctrl-r、alt-shift-n。'

export const settings = rows(() => ({
  SETTINGS_FILE: {
    unreadable: '无法读取设置文件。请检查文件权限。',
    syntax: '{detail}。请用 YAML 写设置。',
  },
  SETTING: {
    all: '设置应由名称与值组成。请每行写一项“名称: 值”。',
    map: '{name} 应由名称与值组成。请每行写一项“名称: 值”。',
    unknown: '没有设置 {name}。可用的有：{known}。',
    choice: '{name} 应为 {choices} 之一。请用其中之一。',
    value: '{name} 应是一个值。请写作“{name}: 值”。',
    list: '{name} 应是一个值，或一列值。请写作“{name}: 值”。',
    colour: '{name} 应写颜色。请用这些词：{words}。',
    editor: ({ name }) => [`${name} 应是含 {file} 的命令`, '请写成：vim +{line} {file}。'],
  },
  KEY: {
    none: `{name} 没有写按键。${keyNames}`,
    unknown: `{name}：{key} 不是按键。${keyNames}`,
    other: '{name}：终端把 {key} 当作 {other} 发送。请换一个按键。',
    taken: '{name}：{key} 已经是 {other} 的按键。每个命令请用自己的按键。',
  },
}))
