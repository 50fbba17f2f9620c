#!/usr/bin/env node
require('../dist/dvar.cjs');
