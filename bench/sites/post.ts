/** The parts of a post. */

export type PostBlock =
  | { readonly kind: 'paragraph' | 'heading' | 'quote'; readonly text: string }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'list' | 'steps'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'image'; readonly alt: string }

export interface Post {
  readonly slug: string
  readonly title: string
  /** A day, `YYYY-MM-DD`. */
  readonly date: string
  readonly tags: readonly string[]
  readonly blocks: readonly PostBlock[]
}
