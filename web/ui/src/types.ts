/** An amount in minor units, as the API sends it. */
export interface MoneyValue {
  readonly amount: number;
  readonly currency: string;
}

/** An address as the API sends it; empty and absent mean the same here. */
export interface AddressValue {
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly company?: string | null;
  readonly line1?: string | null;
  readonly line2?: string | null;
  readonly city?: string | null;
  readonly region?: string | null;
  readonly postcode?: string | null;
  readonly country?: string | null;
  readonly phone?: string | null;
}
