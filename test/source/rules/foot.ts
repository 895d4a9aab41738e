import type { Examples } from './examples.js'

export const FOOT_EXAMPLES: Examples = {
  'the end': { catches: ['- END -', '（完）', '—— END ——'], leaves: ['完了', '———', 'end'] },
  'marks of readers': {
    catches: ['评分  参与人数 3  金币 +6  收起理由', '亮了(337)'],
    leaves: ['灯亮了', '评分的人有三个'],
  },
  'floor of a forum': {
    catches: ['来自Android客户端1楼2022-12-18 14:20', '2楼 2020-01-01', '沙发', '3#'],
    leaves: ['他住在三楼。', '沙发上睡着一只猫'],
  },
  application: { catches: ['某某网客户端 换个角度看世界', '某某APP'], leaves: ['他打开客户端，读了一遍。'] },
  'counter in a line': {
    catches: ['该菜谱发布于 去年冬天 浏览 20.6万', '发表于昨天 阅读 12'],
    leaves: ['他一年的阅读 30 本'],
  },
}
