/** The requests to the converter thread and its answers: plain data. */

export type ConversionRequest =
  | { readonly kind: 'docx'; readonly bytes: Uint8Array }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }
  /** Several at once, because a request takes longer than parsing a short message. */
  | { readonly kind: 'mail'; readonly mails: readonly Uint8Array[] }

export interface ConvertedMail {
  readonly subject: string
  readonly from: string
  readonly date: string
  readonly id: string
  readonly html: string
  readonly text: string
  /** By lower-case name; of several headers with the same name the first. */
  readonly headers: Readonly<Record<string, string>>
  readonly attachments: readonly string[]
  /** True if the message has a file attached, which is not read. */
  readonly isAttached: boolean
}

export interface PdfPage {
  readonly paragraphs: readonly string[]
  /** Lines that pages repeat at their edges, and page numbers. */
  readonly furniture: readonly string[]
  /** True if the page has no text, like a scan. */
  readonly isBlank: boolean
}

export interface ConvertedPdf {
  readonly title: string
  readonly author: string
  readonly date: string
  /** True if fonts name an encoding whose table is not available: their text is missing. */
  readonly hasUnknownFonts: boolean
  readonly pages: readonly PdfPage[]
}

export type Failure = 'damaged' | 'encrypted' | 'slow'

export type ConversionAnswer =
  | { readonly failure: Failure }
  | { readonly html: string }
  | { readonly pdf: ConvertedPdf }
  /** Undefined for a message that couldn't be parsed. */
  | { readonly mails: readonly (ConvertedMail | undefined)[] }
