/** What a step of the quiz leaves to the shell: write a file or a picture, read a file, give the last lines again, draw other numbers, start another problem, or end; null for nothing. */
export type Effect =
  | { readonly kind: 'save'; readonly file: string; readonly text: string }
  | { readonly kind: 'picture'; readonly file: string; readonly known: ReadonlySet<number> }
  | { readonly kind: 'again'; readonly lines: readonly string[] }
  | { readonly kind: 'load'; readonly file: string }
  | { readonly kind: 'another' }
  | { readonly kind: 'next' }
  | { readonly kind: 'leave' }
  | null;
