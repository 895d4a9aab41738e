/** What a reader does with an input method, in thirty ways, and the events that it sends to the page. */

/** Events of an input method as browsers send them; `enter` ends the composition. */
const orders = {
  /** Chromium, Firefox: the key comes while composing. */
  during: ['start', 'update', 'enter-composing', 'end'],
  /** Safari: the key comes after the end, with the code 229. */
  after: ['start', 'update', 'end', 'enter-229'],
  /** Android: every key has the code 229. */
  android: ['key-229', 'start', 'update', 'key-229', 'update', 'end', 'enter-229'],
} as const
const texts = ['渡口', '银行', '阿尔丹别科夫', '中\r', '煮茶']
const drafts = ['du', 'd', '']
export const sequences = Object.keys(orders).flatMap((order) =>
  texts.flatMap((text, i) =>
    [0, 1].map((part) => ({ order: order as keyof typeof orders, text, draft: drafts[(i + part) % 3]! })),
  ),
)

export const stepsOf = ({ order, text, draft }: (typeof sequences)[number]) => ({ steps: orders[order], text, draft })

/** Runs in the page. */
export function compose({ steps, text, draft }: ReturnType<typeof stepsOf>): void {
  const box = document.querySelector<HTMLInputElement>('input[type=search]')!
  box.focus()
  const key = (isComposing: boolean, keyCode: number, name: string) =>
    box.dispatchEvent(
      new KeyboardEvent('keydown', { key: name, keyCode, isComposing, bubbles: true, cancelable: true }),
    )
  for (const step of steps) {
    if (step === 'start') box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    if (step === 'update') {
      box.value = draft
      box.dispatchEvent(new CompositionEvent('compositionupdate', { data: draft, bubbles: true }))
      box.dispatchEvent(new InputEvent('input', { data: draft, isComposing: true, bubbles: true }))
    }
    if (step === 'enter-composing') key(true, 13, 'Enter')
    if (step === 'enter-229') key(false, 229, 'Enter')
    if (step === 'key-229') key(false, 229, 'Process')
    if (step === 'end') {
      box.value = text
      box.dispatchEvent(new CompositionEvent('compositionend', { data: text, bubbles: true }))
      box.dispatchEvent(new InputEvent('input', { data: text, isComposing: false, bubbles: true }))
    }
  }
}
