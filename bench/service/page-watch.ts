/** Scripts that run in the page: one notes when hits are painted, one types. */

/** Times in ms after the input event of a key. */
export interface KeyTimes {
  /** The hits of the key's own answer are in the document. */
  readonly rendered: number
  /** They are on the screen. */
  readonly painted: number
}

/** Fixed pauses, because asking the page whether it has painted would take up its time. */
export const betweenKeysMs = 150
export const clearedMs = 50

/**
 * The list of hits names the query that it answers, and changes with it at once. It is on the screen once a task runs
 * after the next frame.
 */
export const watch = `
  let typed = 0
  let text = ''
  window.painted = []
  addEventListener('input', ({ target }) => {
    typed = performance.now()
    text = target.value.trim()
  }, true)
  new MutationObserver(() => {
    const answered = document.querySelector('.hits')?.dataset.query
    if (typed === 0 || answered === undefined || answered.trim() !== text) return
    const began = typed
    const rendered = performance.now() - began
    typed = 0
    requestAnimationFrame(() => setTimeout(() => {
      window.painted.push({ rendered, painted: performance.now() - began })
    }))
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-query'] })
`

/** For a browser without a driver: types, then opens another address that contains what was noted. */
export const typeByItself = (queries: readonly string[], reportTo: string): string => `
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  while (document.querySelector('.hits li') === null) await pause(50)
  ${watch}
  const box = document.querySelector('input[type=search]')
  box.focus()
  for (const query of ${JSON.stringify(queries)}) {
    box.select()
    document.execCommand('delete')
    await pause(${clearedMs})
    for (const character of query) {
      document.execCommand('insertText', false, character)
      await pause(${betweenKeysMs})
    }
  }
  const rounded = (ms) => Math.round(ms * 10) / 10
  location.href = '${reportTo}?' + window.painted.map(({ rendered: r, painted: p }) => rounded(r) + ',' + rounded(p)).join(';')
`
