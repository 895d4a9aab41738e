/**
 * Words for which pinyin-pro gives a character's usual reading and dictionaries (现代汉语词典) another: written by hand.
 * They apply inside longer words, too.
 */
const list = `
还款 huan2 kuan3
教书 jiao1 shu1
舍弃 she3 qi4
种植 zhong4 zhi2
种田 zhong4 tian2
倒退 dao4 tui4
倒影 dao4 ying3
倒车 dao4 che1
倒计时 dao4 ji4 shi2
理发 li3 fa4
染发 ran3 fa4
卷入 juan3 ru4
盛饭 cheng2 fan4
呕吐 ou3 tu4
哽咽 geng3 ye4
呜咽 wu1 ye4
油炸 you2 zha2
头昏脑涨 tou2 hun1 nao3 zhang4
湖泊 hu2 po1
果脯 guo3 fu3
雪茄 xue3 jia1
尉迟 yu4 chi2
半身不遂 ban4 shen1 bu4 sui2
请帖 qing3 tie3
喜帖 xi3 tie3
旋风 xuan4 feng1
`

/** Readings by word, one for each character. */
export const corrections: ReadonlyMap<string, readonly string[]> = new Map(
  list
    .trim()
    .split('\n')
    .map((line) => {
      const [word, ...readings] = line.split(' ')
      return [word!, readings] as const
    }),
)
