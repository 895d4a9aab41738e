import type { element as english } from '../en/element.js'

export const element: typeof english = {
  label: '搜索本站',
  placeholder: '搜索',
  found: (total) => `${total} 个页面`,
  nothing: '没有找到。',
  relaxed: '没有页面含有引号里的原文，已按其中的词查找。',
  failed: '无法载入本站的搜索文件。',
  more: (count) => `显示更多（${count}）`,
  titles: '标题',
  hits: '页面',
  facets: { author: '作者', tag: '标签', year: '年份' },
}
