const words = [
  '渡口',
  '河水',
  '灯塔',
  '银行',
  '旧桥',
  '商户',
  '工程师',
  '抬高',
  '半米',
  '洪水',
  '栏杆',
  '夜里',
  '钟声',
  '2024年',
  'COVID-19',
]

/** JSON lines of some 330 bytes each, other ones for another seed. */
export function jsonLines(count: number, seed: number): string {
  let state = seed
  const word = (): string => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return words[(state >>> 8) % words.length]!
  }
  const text = (): string => Array.from({ length: 30 }, word).join('')
  return Array.from({ length: count }, (_, at) => JSON.stringify({ _id: `${seed}-${at}`, text: text() })).join('\n')
}
