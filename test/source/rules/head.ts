import type { Examples } from './examples.js'

export const HEAD_EXAMPLES: Examples = {
  'where a post is filed': {
    catches: ['分类专栏： 踩坑日记 文章标签： java 后端', '文章分类：生活'],
    leaves: ['分类专栏作家的一天'],
  },
  'card of a document': {
    catches: ['索引号： 1133/2023-004', '成文日期：2023-09-11', '有效性： 有效'],
    leaves: ['名称的由来', '文号已经看不清了'],
  },
  breadcrumbs: {
    catches: [
      '某某论坛 » 家居 » 木工角 » 老房子的楼梯，怎么修？',
      '网站首页 > 新闻 > 正文',
      '当前位置：首页 » 科技',
      '首页 / 财经 / 正文',
      '某首页 > 某号 > 正文 申请入驻',
    ],
    leaves: ['从山上看，河像一条线', '3 > 2 吗？这是个好问题，要看什么是数。'],
  },
  'bare number': { catches: ['0', '1,024', '3.2万', '+5', '3 分钟'], leaves: ['1984年'] },
}
