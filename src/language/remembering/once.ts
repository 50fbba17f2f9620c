/** Something that is made when it is first asked for. */
export function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** An object of which each part is made when it is first asked for. A copy of it asks for all of them. */
export function onDemand<Made extends object>(
  makers: {
    readonly [Key in keyof Made]: () => Made[Key];
  },
): Made {
  const parts = Object.entries<() => unknown>(makers).map(
    ([key, make]) => [key, { enumerable: true, get: once(make) }] as const,
  );
  return Object.defineProperties({} as Made, Object.fromEntries(parts)); // it has every part by now
}
