// Both passes over a plan as one would write them in AssemblyScript for just these ops. The bench compiles this when it runs;
// whoever calls it has put the plan into the memory, and reads values and gradients there.

export function forward(size: i32, op: usize, left: usize, right: usize, value: usize): void {
  for (let i = 0; i < size; i++) {
    const o = load<u8>(op + i);
    if (o == 0) continue;
    const x = load<f64>(value + ((<usize>load<i32>(left + ((<usize>i) << 2))) << 3));
    let out: f64;
    switch (o) {
      case 1:
        out = x + load<f64>(value + ((<usize>load<i32>(right + ((<usize>i) << 2))) << 3));
        break;
      case 2:
        out = x - load<f64>(value + ((<usize>load<i32>(right + ((<usize>i) << 2))) << 3));
        break;
      case 3:
        out = x * load<f64>(value + ((<usize>load<i32>(right + ((<usize>i) << 2))) << 3));
        break;
      case 4:
        out = -x;
        break;
      case 5:
        out = x * x;
        break;
      default:
        out = max<f64>(x, 0);
        break;
    }
    store<f64>(value + ((<usize>i) << 3), out);
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function add(to: usize, amount: f64): void {
  store<f64>(to, load<f64>(to) + amount);
}

export function backward(size: i32, op: usize, left: usize, right: usize, value: usize, gradient: usize): void {
  memory.fill(gradient, 0, (<usize>size) << 3);
  store<f64>(gradient + ((<usize>(size - 1)) << 3), 1);
  for (let i = size - 1; i >= 0; i--) {
    const o = load<u8>(op + i);
    if (o == 0) continue;
    const G = load<f64>(gradient + ((<usize>i) << 3));
    const a = (<usize>load<i32>(left + ((<usize>i) << 2))) << 3;
    const b = (<usize>load<i32>(right + ((<usize>i) << 2))) << 3;
    switch (o) {
      case 1:
        add(gradient + a, G);
        add(gradient + b, G);
        break;
      case 2:
        add(gradient + a, G);
        add(gradient + b, -G);
        break;
      case 3: {
        const x = load<f64>(value + a);
        const y = load<f64>(value + b);
        add(gradient + a, G * y);
        add(gradient + b, G * x);
        break;
      }
      case 4:
        add(gradient + a, -G);
        break;
      case 5:
        add(gradient + a, G * 2 * load<f64>(value + a));
        break;
      default:
        add(gradient + a, load<f64>(value + a) > 0 ? G : 0);
        break;
    }
  }
}
