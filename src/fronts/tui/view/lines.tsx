/**
 * How rows reach the screen. Ink makes an object for each character of its own text in each frame, which for the rows of
 * all panes is 4–5 × the CPU of a key (82–96 ms of CPU instead of 20 at 110 × 32). So Ink sizes and lays out everything,
 * but the painter draws: {@link Lines} are Ink's text, which hands each finished line to the painter; a {@link Canvas}
 * is a box of running text, blank for Ink, whose rows the painter fills. Where they go, and how many a page has, is what
 * Ink has measured; so is the place of the cursor.
 */
import { Box, Text, Transform, type DOMElement } from 'ink'
import { createContext, useContext, useLayoutEffect, useRef } from 'react'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { safeText } from '../cells/cells.js'
import { cutRow, type Row } from '../cells/spans.js'
import { type Panes, type Rect } from '../state/model.js'
import { type Cursor, type Placed } from '../terminal/painter.js'
import { type Look } from './look.js'

type Node = RefObject<DOMElement | null>

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
  readonly panes = new Map<keyof Panes, Node>()
  /** Rows by the box that they fill, and where the cursor is in the box of the line that is edited. */
  readonly boxes = new Map<Node, { readonly rows: readonly Row[]; readonly cursor: Cursor | undefined }>()

  /** The panes of the frame; one that it does not show stays where it was, and `before` is the same if all did. */
  measured(before: Panes): Panes {
    const found = [...this.panes].map(([name, node]) => [name, rectOf(node.current!)] as const)
    const after = { ...before, ...(Object.fromEntries(found) as Partial<Panes>) }
    return JSON.stringify(after) === JSON.stringify(before) ? before : after
  }

  placed(): Placed[] {
    return [...this.boxes].map(([node, box]) => {
      const { x, y, rows } = rectOf(node.current!)
      return { x, y, rows: box.rows.slice(0, rows) }
    })
  }

  cursor(): Cursor | undefined {
    for (const [node, { cursor }] of this.boxes) {
      const { x, y } = rectOf(node.current!)
      if (cursor !== undefined) return { x: x + cursor.x, y: y + cursor.y }
    }
    return undefined
  }
}

/** Undefined for a component that Ink draws alone. */
export const FrameContext = createContext<Frame | undefined>(undefined)

/** A box that takes the room that is left; the state knows its place, for paging and the mouse. */
export function Pane({ name, children }: { readonly name: keyof Panes; readonly children: ReactNode }): ReactElement {
  const ref = useRef<DOMElement>(null)
  const frame = useContext(FrameContext)
  useLayoutEffect(() => {
    frame?.panes.set(name, ref)
    return () => void frame?.panes.delete(name)
  }, [frame, name])
  return (
    <Box ref={ref} flexDirection="column" flexGrow={1} flexBasis={0} overflowY="hidden">
      {children}
    </Box>
  )
}

interface CanvasProps {
  /** As wide as the box; those beyond its height are not shown. */
  readonly rows: readonly Row[]
  /** The pane that the canvas fills. */
  readonly pane?: keyof Panes
  readonly width?: number
  readonly height?: number
}

/** Tells the frame which rows fill a box, and where the cursor is in it. */
function usePlaced(rows: readonly Row[], cursor?: Cursor): { readonly ref: Node; readonly isPainted: boolean } {
  const ref = useRef<DOMElement>(null)
  const frame = useContext(FrameContext)
  useLayoutEffect(() => {
    frame?.boxes.set(ref, { rows, cursor })
    return () => void frame?.boxes.delete(ref)
  })
  return { ref, isPainted: frame !== undefined }
}

export function Canvas({ pane, rows, ...box }: CanvasProps): ReactElement {
  const { ref } = usePlaced(rows)
  if (pane === undefined) return <Box ref={ref} flexShrink={0} {...box} />
  return (
    <Pane name={pane}>
      <Box ref={ref} flexGrow={1} />
    </Pane>
  )
}

interface LinesProps {
  readonly rows: readonly Row[]
  readonly look: Look
  /** Columns that they have. */
  readonly columns: number
  /** The real cursor, in a line that is edited, so that an input method opens there. */
  readonly cursor?: Cursor | undefined
}

/** Ink measures and places the plain text; the painter draws it with its styles. */
export function Lines({ rows, look, columns, cursor }: LinesProps): ReactElement {
  const shown = rows.map((row) => cutRow(row, columns, look.chrome.ellipsis))
  const { ref, isPainted } = usePlaced(shown, cursor)
  const text = shown.map(textOf).join('\n') || ' '
  return (
    <Box ref={ref} flexShrink={0}>
      <Transform transform={(line) => (isPainted ? '' : line)}>
        <Text wrap="truncate-end">{text}</Text>
      </Transform>
    </Box>
  )
}

const textOf = (row: Row): string => row.map(({ text }) => safeText(text)).join('')
