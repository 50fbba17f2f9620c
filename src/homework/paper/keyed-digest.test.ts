import { createHash, createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { keyedDigest, sha256 } from './keyed-digest.ts';

const texts = ['', 'a', 'zoë', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'lang '.repeat(400)];

test.each(texts)('SHA-256 of %j is that of the machine', (text) => {
  const own = Buffer.from(sha256(new TextEncoder().encode(text))).toString('hex');
  expect(own).toBe(createHash('sha256').update(text).digest('hex'));
});

test.each(texts)('HMAC under and of %j is that of the machine', (text) => {
  expect(keyedDigest(text, 'alice')).toBe(createHmac('sha256', text).update('alice').digest('hex'));
  expect(keyedDigest('the key', text)).toBe(createHmac('sha256', 'the key').update(text).digest('hex'));
});
