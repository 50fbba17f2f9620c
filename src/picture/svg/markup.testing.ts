/** Whether a text is well-formed XML, as far as what is written here goes: each tag closed by its own, in order. For the tests. */
export function wellFormed(text: string): boolean {
  const open: string[] = [];
  const outside = text.replaceAll(
    /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[\w:-]+="[^"<]*")*)(\/?)>/g,
    (_, end, name, __, alone) => {
      if (end) {
        if (open.pop() !== name) open.push('not closed', name);
      } else if (!alone) open.push(name);
      return '';
    },
  );
  return open.length === 0 && !/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(outside);
}
