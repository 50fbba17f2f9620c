"""What numpy makes of the same numbers, on one thread: matrices come on standard input, milliseconds and sums go out as JSON."""
import json
import sys
import time

import numpy as np

task, *sizes = sys.argv[1:]
*sizes, times = map(int, sizes)
entries = np.frombuffer(sys.stdin.buffer.read(), dtype="<f8")


def taken(*shapes):
    """The matrices of these shapes, one behind the other."""
    at, found = 0, []
    for rows, columns in shapes:
        found.append(entries[at : at + rows * columns].reshape(rows, columns))
        at += rows * columns
    return found


def product(size):
    A, B = taken((size, size), (size, size))
    return lambda: [A @ B]


def sums(count):
    """The sums of products as one product of a matrix: there are no nodes of their own here."""
    x, W = taken((10, 1), (count, 10))

    def passes():
        J = (W @ x).sum()
        return [np.array(J), W.sum(axis=0), np.broadcast_to(x.T, W.shape).copy()]

    return passes


def network(inputs, hidden, classes, m):
    X, Y, W1, b1, W2, b2 = taken((inputs, m), (classes, m), (hidden, inputs), (hidden, 1), (classes, hidden), (classes, 1))

    def passes():
        A1 = np.tanh(W1 @ X + b1)
        A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
        J = -1 / m * np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
        dZ2 = -1 / m * (Y / A2 - (1 - Y) / (1 - A2)) * (A2 * (1 - A2))
        dZ1 = (W2.T @ dZ2) * (1 - A1**2)
        return [np.array(J), dZ1 @ X.T, dZ1.sum(axis=1), dZ2 @ A1.T, dZ2.sum(axis=1)]

    return passes


run = {"product": product, "sums": sums, "network": network}[task](*sizes)
run()
start = time.perf_counter()
for _ in range(times):
    found = run()
spent = (time.perf_counter() - start) * 1e3 / times
print(json.dumps({"ms": spent, "sums": [float(each.sum()) for each in found]}))
