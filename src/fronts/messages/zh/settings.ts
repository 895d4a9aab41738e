import type { settings as english } from '../../../base/sentences/settings.js'

export const settings: ReturnType<typeof english> = {
  SETTINGS_UNREADABLE: ['无法读取设置文件', '请检查文件权限。'],
  SETTINGS_SYNTAX: ({ detail }) => [detail, '请用 YAML 写设置。'],
  SETTINGS_NOT_A_MAP: ({ name }) => [
    `${name === '' ? '设置' : `${name} `}应由名称与值组成`,
    '请每行写一项“名称: 值”。',
  ],
  SETTING_UNKNOWN: ({ name, known }) => [`没有设置 ${name === '' ? '?' : name}`, `可用的有：${known.join('、')}。`],
  SETTING_CHOICE: ({ name, choices }) => [`${name} 应为 ${choices.join('、')} 之一`, '请用其中之一。'],
  SETTING_VALUE: ({ name, isList }) => [
    isList ? `${name} 应是一个值，或一列值` : `${name} 应是一个值`,
    `请写作“${name}: 值”。`,
  ],
  SETTING_COLOUR: ({ name, words }) => [`${name} 应写颜色`, `请用这些词：${words.join('、')}。`],
  KEY_UNKNOWN: ({ name, key }) => [
    key === undefined ? `${name} 没有写按键` : `${name}：${key} 不是按键`,
    '按键写作 enter、f5、ctrl-r、alt-shift-n。',
  ],
  KEY_SENT_AS_OTHER: ({ name, key, other }) => [`${name}：终端把 ${key} 当作 ${other} 发送`, '请换一个按键。'],
  SETTING_EDITOR: ({ name }) => [`${name} 应是含 {file} 的命令`, '请写成：vim +{line} {file}。'],
  KEY_TAKEN: ({ name, key, other }) => [`${name}：${key} 已经是 ${other} 的按键`, '每个命令请用自己的按键。'],
  TERMINAL_MISSING: ['没有终端', '请在终端里运行，或用“xunzhang search”。'],
}
