/** Invented Chinese for tests: words put together at random, from a seed. */
const WORDS =
  '我们 他们 今天 昨天 河边 山里 老人 孩子 学校 城市 火车 轮船 书店 茶馆 春天 秋天 下雨 天气 工人 农民 音乐 电影 故事 问题 办法 开始 结束 知道 觉得 喜欢 看见 听说 走进 离开 回来 已经 还是 因为 所以 但是 如果 虽然 非常 一个 两个 许多 这里 那里 什么 怎么 自己 大家 时候 地方 东西 朋友 先生 没有 可以 应该 需要 发现 研究 生活 工作 时间 世界 中国 北方 南方 历史 文化 经济 社会 技术 方法'.split(
    ' ',
  )
const TRADITIONAL: Readonly<Record<string, string>> = {
  们: '們',
  边: '邊',
  里: '裡',
  学: '學',
  车: '車',
  轮: '輪',
  书: '書',
  馆: '館',
  气: '氣',
  农: '農',
  乐: '樂',
  电: '電',
  问: '問',
  题: '題',
  办: '辦',
  开: '開',
  结: '結',
  觉: '覺',
  欢: '歡',
  见: '見',
  听: '聽',
  说: '說',
  进: '進',
  离: '離',
  来: '來',
  经: '經',
  还: '還',
  为: '為',
  个: '個',
  两: '兩',
  许: '許',
  这: '這',
  么: '麼',
  时: '時',
  东: '東',
  应: '應',
  该: '該',
  发: '發',
  现: '現',
  间: '間',
  国: '國',
  历: '歷',
  济: '濟',
  会: '會',
  术: '術',
  对: '對',
  没: '沒',
  虽: '雖',
}

/** A generator of numbers in [0, 1), the same for the same seed. */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

/** At least `length` characters of sentences. */
export function chineseText(seed: number, length: number): string {
  const next = random(seed)
  let text = ''
  while (text.length < length) {
    const words = 3 + Math.floor(next() * 6)
    for (let i = 0; i < words; i++) text += WORDS[Math.floor(next() * WORDS.length)] ?? ''
    text += next() < 0.4 ? '。' : '，'
    if (next() < 0.1) text += '\n'
  }
  return `${text.slice(0, -1)}。`
}

export function toTraditional(text: string): string {
  return [...text].map((c) => TRADITIONAL[c] ?? c).join('')
}
