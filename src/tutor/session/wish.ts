/** What a step of the quiz asks of the world: nothing, a file or a picture to be written, a file to be read, its last lines once more, chance for other numbers, another problem, or the end. */
export type Wish =
  | { readonly kind: 'save'; readonly file: string; readonly text: string }
  | { readonly kind: 'picture'; readonly file: string; readonly known: ReadonlySet<number> }
  | { readonly kind: 'again'; readonly lines: readonly string[] }
  | { readonly kind: 'load'; readonly file: string }
  | { readonly kind: 'another' }
  | { readonly kind: 'next' }
  | { readonly kind: 'leave' }
  | null;
