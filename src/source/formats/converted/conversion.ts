/** What goes to the thread that converts, and what comes back: plain data. */

export type ConversionRequest =
  | { readonly kind: 'docx'; readonly bytes: Uint8Array }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }
  /** Several at once: to ask takes longer than to parse a short one. */
  | { readonly kind: 'mail'; readonly mails: readonly Uint8Array[] }

export interface ConvertedMail {
  readonly subject: string
  readonly from: string
  readonly date: string
  readonly id: string
  readonly html: string
  readonly text: string
  /** By lower-case name, the first of each. */
  readonly headers: Readonly<Record<string, string>>
  readonly attachments: readonly string[]
  /** True where it has a file beside its text: what that holds is not read. */
  readonly isAttached: boolean
}

export interface PdfPage {
  readonly paragraphs: readonly string[]
  /** Lines that pages repeat at their edges, and their numbers. */
  readonly furniture: readonly string[]
  /** True where there is nothing that could be read: a scan. */
  readonly isBlank: boolean
}

export interface ConvertedPdf {
  readonly title: string
  readonly author: string
  readonly date: string
  /** True where fonts name an encoding whose table isn't there: their text is missing. */
  readonly hasUnknownFonts: boolean
  readonly pages: readonly PdfPage[]
}

export type Failure = 'damaged' | 'encrypted' | 'slow'

export type ConversionAnswer =
  | { readonly failure: Failure }
  | { readonly html: string }
  | { readonly pdf: ConvertedPdf }
  /** Undefined for one that couldn't be parsed. */
  | { readonly mails: readonly (ConvertedMail | undefined)[] }
