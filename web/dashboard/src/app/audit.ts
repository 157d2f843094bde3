// What the audit says, in words: the API hands out codes and whatever a room recorded.
import { textOr, word } from './i18n.ts';
import type { AuditEntry, Permission } from './types.ts';

/** What was done. An order's verbs are those of its history. */
export function deed(entry: Pick<AuditEntry, 'entity' | 'action'>): string {
  return word(entry.entity === 'order' ? 'event' : 'did', entry.action);
}

const nameMembers = ['title', 'Title', 'name', 'Name', 'handle', 'Handle', 'email'];

/** How the thing is called: now, or as the entry itself has it when it is gone or not yet there. */
export function nameOf(entry: AuditEntry): string {
  if (entry.entity_name) return entry.entity_name;
  for (const half of [entry.changes.after, entry.changes.before]) {
    for (const member of nameMembers) {
      const value = half[member];
      if (typeof value === 'string' && value !== '') return value;
    }
  }
  // The one home page, demo and settings of a shop need no name.
  return entry.entity_id === entry.entity || entry.entity === 'settings' ? '' : entry.entity_id;
}

export function whoOf(entry: AuditEntry): string {
  const kind = word('actor', entry.actor_kind);
  if (entry.actor_kind === 'key') return `${kind}: ${entry.actor_name || entry.actor_id}`;
  return entry.actor_name || (entry.actor_id === '' ? kind : `${kind}: ${entry.actor_id}`);
}

interface Place {
  readonly to: '/orders/$id' | '/products/$id' | '/customers/$id' | '/stores/$id' | '/sellers' | '/settings' | '/home-page' | '/jobs' | '/mail';
  readonly needs: Permission;
}

const places: Readonly<Record<string, Place>> = {
  order: { to: '/orders/$id', needs: 'orders.read' },
  product: { to: '/products/$id', needs: 'products.read' },
  customer: { to: '/customers/$id', needs: 'customers.read' },
  store: { to: '/stores/$id', needs: 'stores.read' },
  seller: { to: '/sellers', needs: 'sellers.manage' },
  settings: { to: '/settings', needs: 'settings.read' },
  home: { to: '/home-page', needs: 'content.write' },
  job: { to: '/jobs', needs: 'jobs.manage' },
  mail: { to: '/mail', needs: 'mail.read' },
};

/** Where the thing is looked after; nothing for what has no page, is gone, or is not this reader's. */
export function placeOf(entry: AuditEntry, can: (permission: Permission) => boolean): Place['to'] | undefined {
  const place = places[entry.entity];
  return place && entry.action !== 'deleted' && can(place.needs) ? place.to : undefined;
}

/** `OnHand` and `on_hand` are the same member: some rooms record their values as Go writes them. */
function plain(member: string): string {
  return member.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase();
}

export interface Change {
  /** Where it is, in words: "Prices › USD › Amount". */
  readonly label: string;
  /** The member's own name, for who shows its value. */
  readonly member: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Members = Readonly<Record<string, unknown>>;

const isObject = (v: unknown): v is Members => typeof v === 'object' && v !== null && !Array.isArray(v);
const isEmpty = (v: unknown) => v === undefined || v === null || v === '' || (Array.isArray(v) && v.length === 0) || (isObject(v) && Object.keys(v).length === 0);
const same = (a: unknown, b: unknown) => (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);

export function isMoney(v: unknown): v is { readonly amount: number; readonly currency: string } {
  return isObject(v) && Object.keys(v).length === 2 && typeof v.amount === 'number' && typeof v.currency === 'string';
}

/** Counters and names for programs, which tell a reader nothing. */
const unread = new Set(['id', 'version', 'created_at', 'updated_at']);

/** What a part of a list is known by: its own name before its number. */
function partName(part: unknown, index: number): string {
  if (isObject(part)) {
    for (const member of [...nameMembers, 'sku', 'SKU', 'currency', 'Currency', 'locale', 'kind']) {
      const value = part[member];
      if (typeof value === 'string' && value !== '') return value;
    }
  }
  return String(index + 1);
}

const keyOf = (part: unknown, index: number) => (isObject(part) && typeof (part.id ?? part.ID) === 'string' ? String(part.id ?? part.ID) : String(index));

/** What changed, member by member, down to what can be read in a line. */
export function changesOf(entry: AuditEntry): Change[] {
  const out: Change[] = [];
  const labelled = (member: string) => textOr(`field.${plain(member)}`, textOr(`${entry.entity}.${plain(member)}`, word('field', plain(member))));
  const walk = (path: readonly string[], member: string, before: unknown, after: unknown) => {
    if (same(before, after)) return;
    const nested = [before, after].filter((v) => !isEmpty(v));
    if (nested.length > 0 && nested.every((v) => isObject(v) && !isMoney(v))) {
      members(path, (before ?? {}) as Members, (after ?? {}) as Members);
    } else if (nested.length > 0 && nested.every((v) => Array.isArray(v) && v.every(isObject))) {
      parts(path, member, (before ?? []) as readonly unknown[], (after ?? []) as readonly unknown[]);
    } else {
      out.push({ label: path.join(' › '), member: plain(member), before, after });
    }
  };
  const members = (path: readonly string[], before: Members, after: Members) => {
    for (const member of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (!unread.has(plain(member))) walk([...path, labelled(member)], member, before[member], after[member]);
    }
  };
  const parts = (path: readonly string[], member: string, before: readonly unknown[], after: readonly unknown[]) => {
    const was = new Map(before.map((part, i) => [keyOf(part, i), part]));
    const is = new Map(after.map((part, i) => [keyOf(part, i), part]));
    [...new Set([...was.keys(), ...is.keys()])].forEach((key, i) => walk([...path, partName(is.get(key) ?? was.get(key), i)], member, was.get(key), is.get(key)));
  };
  members([], entry.changes.before, entry.changes.after);
  return out;
}
