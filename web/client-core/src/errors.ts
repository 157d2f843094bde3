/** One bad field of a request, as the server located it. */
export interface FieldProblem {
  /** The server's own location, e.g. `body.lines[0].quantity`. */
  readonly location: string;
  /** The location inside its part of the request, e.g. `lines[0].quantity`. */
  readonly path: string;
  /** The rule that was broken, e.g. `required`; translations key on it. */
  readonly code: string;
  readonly message: string;
}

/** The body of an RFC 9457 answer; extension members stay readable. */
export interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly status?: number;
  readonly code?: string;
  readonly errors?: readonly { readonly location?: string; readonly code?: string; readonly message?: string }[];
  /** What a program needs to go on, by code: a 409 of changed totals carries the new ones. */
  readonly data?: unknown;
  readonly request_id?: string;
  readonly [extension: string]: unknown;
}

interface Facts {
  status: number;
  code: string;
  message: string;
  problem?: Problem;
  requestId?: string | null;
  retryAfter?: number | null;
  cause?: unknown;
}

/**
 * Everything a call can fail with, except being aborted by its caller (which
 * stays the platform's AbortError). `status` is 0 when no answer arrived:
 * `client.network`, `client.timeout` or `client.bad_answer`.
 */
export class HaatError extends Error {
  override readonly name = 'HaatError';
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  readonly problem: Problem;
  readonly requestId: string | null;
  /** Seconds the server asked to wait, if it did. */
  readonly retryAfter: number | null;

  constructor(facts: Facts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.status = facts.status;
    this.code = facts.code;
    this.problem = facts.problem ?? {};
    this.fields = located(this.problem);
    this.requestId = facts.requestId ?? null;
    this.retryAfter = facts.retryAfter ?? null;
  }

  /** The message for one field, e.g. `field('email')`, or undefined. */
  field(path: string): string | undefined {
    return this.fields.find((f) => f.path === path)?.message;
  }
}

export function isHaatError(value: unknown): value is HaatError {
  return value instanceof HaatError;
}

function located(problem: Problem): FieldProblem[] {
  if (!Array.isArray(problem.errors)) return [];
  return problem.errors.map((e) => {
    const location = e.location ?? '';
    return { location, path: location.replace(/^(body|query|path|header)\b\.?/, ''), code: e.code ?? 'invalid', message: e.message ?? '' };
  });
}

/** Reads a refused answer. A proxy's HTML page becomes a code of its own, not a crash. */
export async function errorFrom(response: Response): Promise<HaatError> {
  const problem = await readProblem(response);
  return new HaatError({
    status: response.status,
    code: typeof problem.code === 'string' && problem.code !== '' ? problem.code : `http.${response.status}`,
    message: problem.detail || problem.title || response.statusText || `HTTP ${response.status}`,
    problem,
    requestId: problem.request_id ?? response.headers.get('X-Request-Id'),
    retryAfter: retryAfterSeconds(response.headers.get('Retry-After'), Date.now()),
  });
}

async function readProblem(response: Response): Promise<Problem> {
  const type = response.headers.get('Content-Type') ?? '';
  const text = await response.text().catch(() => '');
  if (!/\bjson\b/.test(type)) return {};
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Problem) : {};
  } catch {
    return {};
  }
}

/** Retry-After is a number of seconds or a date; anything else counts as absent. */
export function retryAfterSeconds(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  if (/^\d+$/.test(header.trim())) return Number(header.trim());
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}
