import { describe, expect, it } from 'vitest';
import { operationsSource } from './operations.mjs';

const json = { 200: { content: { 'application/json': { schema: { type: 'object', properties: { items: { type: 'array' } } } } } } };
const body = { required: true, content: { 'application/json': { schema: {} } } };
const op = (operationId: string, more: object = {}) => ({ operationId, responses: json, ...more });

describe('the method table', () => {
  it('nests nouns as the path does and keeps verbs of several words whole', () => {
    const source = operationsSource(
      {
        paths: {
          '/carts/{id}/lines': { post: op('carts-lines-add', { requestBody: body, parameters: [{ name: 'Idempotency-Key', in: 'header' }] }) },
          '/orders/{id}/mark-paid': { post: op('orders-mark-paid') },
          '/auth/password-reset': { post: op('auth-password-reset') },
          '/auth/password-reset/confirm': { post: op('auth-password-reset-confirm') },
          '/setup': { post: op('setup') },
        },
      },
      'store',
    );
    expect(source).toMatch(/carts: \{\s+lines: \{[^]*?add: \(id: string, body: BodyOf<operations\['carts-lines-add'\]>, options\?: CallOptions\)/);
    expect(source).toContain("path: `/api/v1/store/carts/${encodeURIComponent(id)}/lines`, body, idempotent: true }");
    expect(source).toContain('markPaid: (id: string, options?: CallOptions)');
    expect(source).toMatch(/mark-paid`[^\n]*options\),/);
    expect(source.match(/idempotent/g)).toHaveLength(1);
    expect(source).toContain('passwordReset: (');
    expect(source).toContain('passwordResetConfirm: (');
    expect(source).toMatch(/\n {4}setup: \(/);
  });

  it('tells lists, streams and files from plain calls', () => {
    const source = operationsSource(
      {
        paths: {
          '/orders': { get: op('orders-list', { parameters: [{ name: 'cursor', in: 'query' }] }) },
          '/orders/events': { get: op('orders-events', { responses: { 200: { content: { 'text/event-stream': {} } } } }) },
          '/orders/export': { get: op('orders-export', { responses: { 200: { content: { 'text/csv': {} } } } }) },
          '/me': { get: op('me-get') },
        },
      },
      'store',
    );
    expect(source).toContain("list: (query?: QueryOf<operations['orders-list']>, options?: CallOptions) => core.pages<");
    expect(source).toContain('events: (options: StreamOptions) => core.stream(');
    expect(source).toContain('export: (options?: CallOptions) => core.send(');
    expect(source).toContain("get: (options?: CallOptions) => core.call<AnswerOf<operations['me-get']>>(");
  });

  it('refuses two operations that would be one method', () => {
    const paths = { '/a': { get: op('a-get') }, '/a/{id}': { get: op('a-get') } };
    expect(() => operationsSource({ paths }, 'store')).toThrow('same method');
  });
});
