/** `托卡*`: every word that begins so. */
import type { PrefixNode } from '../../query/index.js'
import { normalize } from '../../text/normalize.js'
import type { Operator } from './operator.js'
import { stringOperator } from './string.js'

export const prefix: Operator<PrefixNode> = () => ({
  ...stringOperator<PrefixNode>(true, false),
  value: (node) => {
    const { text } = normalize(node.text)
    return (value) => value.startsWith(text) || value.includes(`/${text}`)
  },
})
