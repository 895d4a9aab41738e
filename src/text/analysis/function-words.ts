/**
 * Words that form a question but don't say what it is about. As whole words of an unquoted query they have no weight.
 * Inside quotes they count like any other word, and in articles they are indexed like any other.
 * One list for all collections: particles, copulas, prepositions, pronouns, question words.
 */
const lists = {
  question:
    '什么 甚么 啥 哪 哪些 哪个 哪几个 哪种 哪类 哪里 哪儿 哪位 哪家 哪年 哪天 哪一 谁 谁的 ' +
    '怎 怎么 怎样 怎么样 怎么办 怎的 如何 何 何时 何地 何处 何人 何种 何以 为何 因何 为什么 ' +
    '为什么不 是什么 干什么 做什么 多少 几 几个 几次 几年 几时 多久 多长 多大 多高 多远 多重 ' +
    '多长时间 是否 是不是 有没有 能否 可否 会不会 能不能 要不要 吗 呢 么 嘛 吧 呀 啊 请问 ' +
    '什么样 什么时候 什么人 有何 有哪些 有什么 有多少 有多大',
  particle: '的 地 得 了 着 过 之 所 们 等 的话 似的',
  copula: '是 为 有 在 即 系 乃',
  preposition:
    '于 对 对于 关于 为了 被 把 将 由 从 自 向 往 到 至 给 以 用 按 按照 据 根据 通过 ' +
    '随 随着 与 跟 同 和 及 以及 或 或者 还是 并 并且 而 而且 但 但是 因 因为 由于 所以 ' +
    '因此 如 如果 若 则 虽 虽然 除 除了 除此之外 当 比 就 使 令 让 叫',
  pronoun:
    '这 那 这个 那个 这些 那些 这种 那种 这样 那样 这里 那里 这次 此 该 其 其中 其他 其它 ' +
    '它 他 她 它们 他们 她们 我 我们 你 你们 您 自己 某 某些 各 每 本',
  adverb:
    '也 都 还 又 再 才 只 很 更 最 已 已经 曾 曾经 正 正在 将要 会 能 能够 可 可以 应 ' +
    '应该 要 需 不 没 没有 非 未 均 共 一共 总共 一 一个 一些 一下 个 种 些 些什么 里 ' +
    '上 中 下 内 外 后 前 时',
}

const functionWords: ReadonlySet<string> = new Set(Object.values(lists).flatMap((list) => list.split(' ')))

/** @param word normalised, one whole word of the segmentation */
export function isFunctionWord(word: string): boolean {
  return functionWords.has(word)
}
