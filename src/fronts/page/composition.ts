/**
 * Input methods. While one composes, the text in the box is not yet what the reader means: nothing is searched, moved
 * or submitted. Browsers differ in the order of events: Chromium and Firefox send the Enter that ends a composition
 * before `compositionend`, with `isComposing`; Safari sends it afterwards, with the key code 229; some keyboards of
 * Android send 229 for every key.
 */

export type Composition = ReturnType<typeof watchComposition>

const keyOfInputMethod = 229

/** @param onTyped called when the text has changed and is what the reader means */
export function watchComposition(input: HTMLInputElement, onTyped: () => void) {
  const watching = new AbortController()
  const { signal } = watching
  let isComposing = false
  const end = (): void => {
    isComposing = false
    onTyped()
  }
  input.addEventListener('compositionstart', () => void (isComposing = true), { signal })
  input.addEventListener('compositionend', end, { signal })
  // Some browsers send no `compositionend` if the box loses the focus while composing.
  input.addEventListener('blur', () => isComposing && end(), { signal })
  input.addEventListener('input', (event) => !isComposing && !(event as InputEvent).isComposing && onTyped(), {
    signal,
  })
  return {
    /** Whether a key belongs to the input method. */
    owns: (event: KeyboardEvent): boolean => isComposing || event.isComposing || event.keyCode === keyOfInputMethod,
    stop: () => watching.abort(),
  }
}
