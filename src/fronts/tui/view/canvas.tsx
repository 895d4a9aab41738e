/**
 * A pane of running text: a Box that Ink sizes and whose rows the painter fills. As Ink's Text, the rows of all panes
 * cost 4–5 × the CPU of a key (82–96 ms of CPU instead of 20 at 110 × 32: Ink measures and splits each character of each
 * frame again), so for Ink a canvas is blank, and its rows reach the screen beside Ink's frame. Where they go, and how
 * many a page has, is what Ink has measured; so is the place of the cursor.
 */
import { Box, Text, type DOMElement } from 'ink'
import { createContext, useContext, useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { type Row } from '../cells/spans.js'
import { type Panes, type Rect } from '../state/model.js'
import { type Cursor, type Placed } from '../terminal/painter.js'
import { type Look } from './look.js'
import { paintRow } from './theme.js'

/** Where a node is on the screen. */
function rectOf(node: DOMElement): Rect {
  const [columns, rows] = [node.yogaNode?.getComputedWidth() ?? 0, node.yogaNode?.getComputedHeight() ?? 0]
  let [x, y] = [0, 0]
  for (let at: DOMElement | undefined = node; at !== undefined; at = at.parentNode) {
    x += at.yogaNode?.getComputedLeft() ?? 0
    y += at.yogaNode?.getComputedTop() ?? 0
  }
  return { x, y, columns, rows }
}

/** What one frame has laid out. */
export class Frame {
  readonly panes = new Map<keyof Panes, DOMElement>()
  readonly canvases = new Map<DOMElement, readonly string[]>()
  #edited: { readonly node: DOMElement; readonly column: number } | undefined

  /** @returns what gives the cursor back */
  edit(node: DOMElement, column: number): () => void {
    this.#edited = { node, column }
    return () => void (this.#edited = undefined)
  }

  /** The panes of the frame; one that it does not show stays where it was, and `before` is the same if all did. */
  measured(before: Panes): Panes {
    const found = [...this.panes].map(([name, node]) => [name, rectOf(node)] as const)
    const after = { ...before, ...(Object.fromEntries(found) as Partial<Panes>) }
    return JSON.stringify(after) === JSON.stringify(before) ? before : after
  }

  placed(): Placed[] {
    return [...this.canvases].map(([node, painted]) => {
      const { x, y, rows } = rectOf(node)
      return { x, y, rows: painted.slice(0, rows) }
    })
  }

  cursor(): Cursor | undefined {
    if (this.#edited === undefined) return undefined
    const { x, y } = rectOf(this.#edited.node)
    return { x: x + this.#edited.column, y }
  }
}

export const FrameContext = createContext(new Frame())

/** A box that takes the room that is left; the state knows its place, for paging and the mouse. */
export function Pane({ name, children }: { readonly name: keyof Panes; readonly children: ReactNode }): ReactElement {
  const ref = useRef<DOMElement>(null)
  const { panes } = useContext(FrameContext)
  useLayoutEffect(() => {
    panes.set(name, ref.current!)
    return () => void panes.delete(name)
  })
  return (
    <Box ref={ref} flexDirection="column" flexGrow={1} flexBasis={0} overflowY="hidden">
      {children}
    </Box>
  )
}

interface CanvasProps {
  /** Painted, as wide as the box; those beyond its height are not shown. */
  readonly rows: readonly string[]
  /** The pane that the canvas fills. */
  readonly pane?: keyof Panes
  readonly width?: number
  readonly height?: number
}

export function Canvas({ pane, rows, ...box }: CanvasProps): ReactElement {
  const ref = useRef<DOMElement>(null)
  const { canvases } = useContext(FrameContext)
  useLayoutEffect(() => {
    const node = ref.current!
    canvases.set(node, rows)
    return () => void canvases.delete(node)
  })
  if (pane === undefined) return <Box ref={ref} flexShrink={0} {...box} />
  return (
    <Pane name={pane}>
      <Box ref={ref} flexGrow={1} />
    </Pane>
  )
}

/** A line that is edited; the real cursor goes to `column` of it, so that an input method opens there. */
export function EditedLine({ row, column, look }: { row: Row; column: number | undefined; look: Look }): ReactElement {
  const ref = useRef<DOMElement>(null)
  const frame = useContext(FrameContext)
  useLayoutEffect(() => {
    return column === undefined ? undefined : frame.edit(ref.current!, column)
  })
  return (
    <Box ref={ref} flexShrink={0}>
      <Text wrap="truncate-end">{paintRow(row, look.theme)}</Text>
    </Box>
  )
}
