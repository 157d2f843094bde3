import { isHaatError } from '@haat/store-client';
import type { HaatError } from '@haat/store-client';
import { textOr } from './i18n.ts';

/** An error's sentence in the reader's language; the server's own when its code has no translation. */
export function problemText(error: unknown): string {
  if (isHaatError(error)) return textOr(`error.${error.code}`, error.message);
  return error instanceof Error ? error.message : String(error);
}

/** Keeps the fields and the reference of an error, with its sentence translated. */
export function readable(error: unknown): unknown {
  if (!isHaatError(error)) return error ?? undefined;
  return { message: problemText(error), fields: error.fields, requestId: error.status >= 500 ? error.requestId : null };
}

export function fieldError(error: unknown, path: string): string | undefined {
  return isHaatError(error) ? error.field(path) : undefined;
}

export function isCode(error: unknown, code: string): boolean {
  return isHaatError(error) && error.code === code;
}

export function isStatus(error: unknown, status: number): error is HaatError {
  return isHaatError(error) && error.status === status;
}
