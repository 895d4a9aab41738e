import type { skipReasons as english } from '../en/skip-reasons.js'

export const skipReasons: Record<keyof typeof english, string> = {
  kind: '不读的类型',
  ignored: '被忽略文件排除',
  hidden: '隐藏',
  excluded: '被排除',
  output: '网站生成的内容',
  theme: '主题',
  layout: '布局',
  scaffold: '模板',
  draft: '草稿',
  settings: '设置',
  asset: '附带文件',
  empty: '没有正文的页面',
  list: '列表页',
  copy: '由已读的源文件生成的页面',
  outside: '不属于网站源文件',
  packages: '安装的软件包',
  export: '导出的结果',
}
