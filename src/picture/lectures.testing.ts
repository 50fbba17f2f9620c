import type { Box, Span } from './box.ts';

/** Graphs of lectures as boxes, for the tests: with what is below the boxes, or without. */
export const LECTURES: Readonly<
  Record<'chain' | 'relu' | 'dataCamp' | 'logistic' | 'fanOut', readonly Box[]>
> = {
  chain: [
    given('a = 5', '3'),
    given('b = 3', '6'),
    given('c = 2', '9'),
    step('t1 = b*c', '6', 'b c', '3'),
    step('t2 = a+t1', '11', 'a t1', '3'),
    step('J = 3*t2', '33', 't2', '1'),
  ],
  relu: [
    given('x = 1'),
    given('y = 5'),
    given('w1 = 2', '6'),
    given('b1 = 0', '6'),
    given('w2 = 3', '4'),
    given('b2 = 1', '2'),
    step('t1 = w1*x', '2', 'w1 x', '6'),
    step('z1 = t1+b1', '2', 't1 b1', '6'),
    step('a1 = relu(z1)', '2', 'z1', '6'),
    step('t2 = w2*a1', '6', 'w2 a1', '2'),
    step('z2 = t2+b2', '7', 't2 b2', '2'),
    step('a2 = relu(z2)', '7', 'z2', '2'),
    step('J = 1/2*(a2-y)^2', '2', 'a2 y', '1'),
  ],
  dataCamp: [
    ...['w00 = 2', 'w01 = 4', 'w10 = 4', 'w11 = -5', 'v0 = 2', 'v1 = 7'].map((text) => given(text, '12')),
    ...['x0 = 3', 'x1 = 5', 'target = 10'].map((text) => given(text)),
    step('h0 = relu(w00*x0+w01*x1)', '26', 'w00 x0 w01 x1', '84'),
    step('h1 = relu(w10*x0+w11*x1)', '0', 'w10 x0 w11 x1', '294'),
    step('p = v0*h0+v1*h1', '52', 'v0 h0 v1 h1', '84'),
    step('o = relu(p)', '52', 'p', '84'),
    step('err = o-target', '42', 'o target', '84'),
    step('loss = err^2', '1764', 'err', '1'),
  ],
  logistic: [
    ...['w1 = 1', 'w2 = -2', 'w3 = 3', 'b = 1'].map((text) => given(text, '-0.5')),
    ...['x1 = 2', 'x2 = 1', 'x3 = 0', 'y = 1'].map((text) => given(text)),
    step('z = w1*x1+w2*x2+w3*x3+b', '1', 'w1 x1 w2 x2 w3 x3 b', '-0.2689'),
    step('a = sigmoid(z)', '0.7311', 'z', '-1.368'),
    step('L = -(y*log(a)+(1-y)*log(1-a))', '0.3133', 'y a', '1'),
  ],
  fanOut: [
    given('a = 2', '4'),
    given('b = 3', '9'),
    step('t1 = a+b', '5', 'a b', '4'),
    step('t2 = b+1', '4', 'b', '5'),
    step('J = t1*t2', '20', 't1 t2', '1'),
  ],
};

/** The boxes without the lines below them. */
export function bare(boxes: readonly Box[]): readonly Box[] {
  return boxes.map((box) => ({ ...box, under: [] }));
}

function given(text: string, gradient?: string): Box {
  const id = text.split(' ')[0]!;
  return { id, lines: [{ text, role: 'name' }], under: below(id, gradient), inputs: [] };
}

function step(text: string, value: string, inputs: string, gradient: string): Box {
  const id = text.split(' ')[0]!;
  const lines: readonly Span[] = [
    { text, role: 'name' },
    { text: value, role: 'value' },
  ];
  return { id, lines, under: below(id, gradient), inputs: inputs.split(' ') };
}

function below(id: string, gradient: string | undefined): readonly Span[] {
  return gradient === undefined ? [] : [{ text: `dJ/d${id} = ${gradient}`, role: 'gradient' }];
}
