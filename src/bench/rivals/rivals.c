/* Two passes over a plan, products of matrices and a network as one would write them in C for just these ops. The bench compiles
   this with `cc -O2` when it runs, and calls it on its own arrays. What it needs of Node's interface is declared here, since not
   every machine has its headers. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_callback_info__ *napi_callback_info;
typedef napi_value (*napi_callback)(napi_env, napi_callback_info);
int napi_get_cb_info(napi_env, napi_callback_info, size_t *, napi_value *, napi_value *, void **);
int napi_get_typedarray_info(napi_env, napi_value, int *, size_t *, void **, napi_value *, size_t *);
int napi_get_value_int32(napi_env, napi_value, int32_t *);
int napi_create_function(napi_env, const char *, size_t, napi_callback, void *, napi_value *);
int napi_set_named_property(napi_env, napi_value, const char *, napi_value);

enum { MOST = 16 };

static void *array(napi_env env, napi_value of) {
  void *data = NULL;
  napi_get_typedarray_info(env, of, NULL, NULL, &data, NULL, NULL);
  return data;
}

static int32_t number(napi_env env, napi_value of) {
  int32_t found = 0;
  napi_get_value_int32(env, of, &found);
  return found;
}

static void arguments(napi_env env, napi_callback_info info, napi_value *into) {
  size_t count = MOST;
  napi_get_cb_info(env, info, &count, into, NULL, NULL);
}

/* forward(size, op, left, right, value) */
static napi_value forward(napi_env env, napi_callback_info info) {
  napi_value a[MOST];
  arguments(env, info, a);
  int32_t size = number(env, a[0]);
  uint8_t *op = array(env, a[1]);
  int32_t *l = array(env, a[2]), *r = array(env, a[3]);
  double *v = array(env, a[4]);
  for (int32_t i = 0; i < size; i++)
    switch (op[i]) {
      case 1: v[i] = v[l[i]] + v[r[i]]; break;
      case 2: v[i] = v[l[i]] - v[r[i]]; break;
      case 3: v[i] = v[l[i]] * v[r[i]]; break;
      case 4: v[i] = -v[l[i]]; break;
      case 5: v[i] = v[l[i]] * v[l[i]]; break;
      case 6: v[i] = v[l[i]] > 0 ? v[l[i]] : 0; break;
    }
  return NULL;
}

/* backward(size, op, left, right, value, gradient) */
static napi_value backward(napi_env env, napi_callback_info info) {
  napi_value a[MOST];
  arguments(env, info, a);
  int32_t size = number(env, a[0]);
  uint8_t *op = array(env, a[1]);
  int32_t *l = array(env, a[2]), *r = array(env, a[3]);
  double *v = array(env, a[4]), *g = array(env, a[5]);
  memset(g, 0, sizeof(double) * size);
  g[size - 1] = 1;
  for (int32_t i = size - 1; i >= 0; i--) {
    double G = g[i];
    switch (op[i]) {
      case 1: g[l[i]] += G; g[r[i]] += G; break;
      case 2: g[l[i]] += G; g[r[i]] -= G; break;
      case 3: {
        double x = v[l[i]], y = v[r[i]];
        g[l[i]] += G * y;
        g[r[i]] += G * x;
        break;
      }
      case 4: g[l[i]] -= G; break;
      case 5: g[l[i]] += G * 2 * v[l[i]]; break;
      case 6: g[l[i]] += G * (v[l[i]] > 0); break;
    }
  }
  return NULL;
}

/* out = a * b, rows by depth by columns, the inner loop along the rows of b */
static void multiply(const double *restrict a, const double *restrict b, double *restrict out, int rows, int depth, int columns) {
  memset(out, 0, sizeof(double) * rows * columns);
  for (int i = 0; i < rows; i++)
    for (int k = 0; k < depth; k++) {
      double factor = a[(size_t)i * depth + k];
      for (int j = 0; j < columns; j++) out[(size_t)i * columns + j] += factor * b[(size_t)k * columns + j];
    }
}

/* out = transpose(a) * b, a is depth by rows */
static void multiply_left_turned(const double *restrict a, const double *restrict b, double *restrict out, int rows, int depth, int columns) {
  memset(out, 0, sizeof(double) * rows * columns);
  for (int k = 0; k < depth; k++)
    for (int i = 0; i < rows; i++) {
      double factor = a[(size_t)k * rows + i];
      for (int j = 0; j < columns; j++) out[(size_t)i * columns + j] += factor * b[(size_t)k * columns + j];
    }
}

/* out = a * transpose(b), b is columns by depth */
static void multiply_right_turned(const double *restrict a, const double *restrict b, double *restrict out, int rows, int depth, int columns) {
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      for (int k = 0; k < depth; k++) sum += a[(size_t)i * depth + k] * b[(size_t)j * depth + k];
      out[(size_t)i * columns + j] = sum;
    }
}

/* product(a, b, out, size) */
static napi_value product(napi_env env, napi_callback_info info) {
  napi_value a[MOST];
  arguments(env, info, a);
  int32_t size = number(env, a[3]);
  multiply(array(env, a[0]), array(env, a[1]), array(env, a[2]), size, size, size);
  return NULL;
}

static void sum_rows(const double *from, double *out, int rows, int columns) {
  for (int i = 0; i < rows; i++) {
    out[i] = 0;
    for (int j = 0; j < columns; j++) out[i] += from[(size_t)i * columns + j];
  }
}

/* network(X, Y, W1, b1, W2, b2, J, dW1, db1, dW2, db2, inputs, hidden, classes, examples) */
static napi_value network(napi_env env, napi_callback_info info) {
  napi_value a[MOST];
  arguments(env, info, a);
  double *X = array(env, a[0]), *Y = array(env, a[1]), *W1 = array(env, a[2]), *b1 = array(env, a[3]);
  double *W2 = array(env, a[4]), *b2 = array(env, a[5]), *J = array(env, a[6]), *dW1 = array(env, a[7]);
  double *db1 = array(env, a[8]), *dW2 = array(env, a[9]), *db2 = array(env, a[10]);
  int inputs = number(env, a[11]), hidden = number(env, a[12]), classes = number(env, a[13]), m = number(env, a[14]);
  double *A1 = malloc(sizeof(double) * hidden * m), *dZ1 = malloc(sizeof(double) * hidden * m);
  double *A2 = malloc(sizeof(double) * classes * m), *dZ2 = malloc(sizeof(double) * classes * m);
  multiply(W1, X, A1, hidden, inputs, m);
  for (int i = 0; i < hidden * m; i++) A1[i] = tanh(A1[i] + b1[i / m]);
  multiply(W2, A1, A2, classes, hidden, m);
  double sum = 0;
  for (int i = 0; i < classes * m; i++) {
    double out = A2[i] = 1 / (1 + exp(-(A2[i] + b2[i / m])));
    sum += Y[i] * log(out) + (1 - Y[i]) * log(1 - out);
    dZ2[i] = -1.0 / m * (Y[i] / out - (1 - Y[i]) / (1 - out)) * (out * (1 - out));
  }
  *J = -1.0 / m * sum;
  multiply_left_turned(W2, dZ2, dZ1, hidden, classes, m);
  for (int i = 0; i < hidden * m; i++) dZ1[i] *= 1 - A1[i] * A1[i];
  multiply_right_turned(dZ1, X, dW1, hidden, m, inputs);
  sum_rows(dZ1, db1, hidden, m);
  multiply_right_turned(dZ2, A1, dW2, classes, m, hidden);
  sum_rows(dZ2, db2, classes, m);
  free(A1);
  free(dZ1);
  free(A2);
  free(dZ2);
  return NULL;
}

static void offer(napi_env env, napi_value exports, const char *name, napi_callback run) {
  napi_value made;
  napi_create_function(env, name, strlen(name), run, NULL, &made);
  napi_set_named_property(env, exports, name, made);
}

napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  offer(env, exports, "forward", forward);
  offer(env, exports, "backward", backward);
  offer(env, exports, "product", product);
  offer(env, exports, "network", network);
  return exports;
}
