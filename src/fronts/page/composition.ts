/**
 * Input methods. While one composes, the text in the box is not yet what the reader means: nothing is searched, moved
 * or submitted. Browsers differ in the order of events: Chromium and Firefox send the Enter that ends a composition
 * before `compositionend`, with `isComposing`; Safari sends it afterwards, with the key code 229; some keyboards of
 * Android send 229 for every key.
 */

export type Composition = ReturnType<typeof watchComposition>

const keyOfInputMethod = 229

/** @param onEnd called when a composition has ended and the text is what the reader means */
export function watchComposition(input: HTMLInputElement, onEnd: () => void) {
  let isComposing = false
  const start = (): void => {
    isComposing = true
  }
  const end = (): void => {
    isComposing = false
    onEnd()
  }
  // Some browsers send no `compositionend` if the box loses the focus while composing.
  const blur = (): void => {
    if (isComposing) end()
  }
  input.addEventListener('compositionstart', start)
  input.addEventListener('compositionend', end)
  input.addEventListener('blur', blur)
  return {
    isActive: () => isComposing,
    /** Whether a key belongs to the input method. */
    owns: (event: KeyboardEvent): boolean => isComposing || event.isComposing || event.keyCode === keyOfInputMethod,
    stop: () => {
      input.removeEventListener('compositionstart', start)
      input.removeEventListener('compositionend', end)
      input.removeEventListener('blur', blur)
    },
  }
}
