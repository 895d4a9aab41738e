import type { formats as english } from '../en/formats.js'
import type { skipReasons as reasons } from '../../../base/sentences/sources.js'

export const formats: typeof english = {
  markdown: ['Markdown', 'Markdown，有无文首数据均可（Hexo、Jekyll、Hugo、MDX、Quarto、R Markdown 等）'],
  org: ['Org', 'Org mode、org-roam'],
  notebook: ['Jupyter 笔记本', 'Jupyter 笔记本'],
  enex: ['ENEX', 'Evernote 与印象笔记的导出；.notes 已加密，只计数'],
  docx: ['Word', 'Word 文档；需安装 mammoth：npm install -g mammoth'],
  pdf: ['PDF', '一页一篇；需安装 unpdf：npm install -g unpdf'],
  mail: ['邮件', '邮件与邮箱，一封一篇'],
  mhtml: ['MHTML', '存成单个文件的网页'],
  html: ['HTML', '保存的网页、SingleFile；浏览器与 Pocket 的书签'],
  'html page': ['HTML 网页'],
  text: ['纯文本', '纯文本、粘贴的网页'],
  jsonl: ['JSONL', '每行一个 JSON 对象：title、text、date、author、tags、url、_id 等'],
  json: ['JSON', '一个这样的对象，或其列表；Telegram、Wallabag、Karakeep 的导出'],
  table: ['表格', '首行写明同样的字段名'],
  feed: ['订阅源', 'RSS 与 Atom；WordPress 的导出'],
  epub: ['EPUB', '电子书，一章一篇'],
  warc: ['WARC', '网页存档'],
  gzip: ['gzip', '以上各种的压缩文件'],
  zstd: ['Zstandard', '以上各种的压缩文件（需 Node 22.15 或更新）'],
}

export const skipReasons: Record<keyof typeof reasons, string> = {
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
