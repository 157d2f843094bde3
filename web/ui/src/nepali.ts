// Chromium knows no Nepali and would write "3 days ago" and "Nov 15, 2026" into a Nepali page. What a
// browser does not know is written here, as the shop itself writes it (CLDR, Latin digits).
const months = ['जनवरी', 'फेब्रुअरी', 'मार्च', 'अप्रिल', 'मे', 'जुन', 'जुलाई', 'अगस्ट', 'सेप्टेम्बर', 'अक्टोबर', 'नोभेम्बर', 'डिसेम्बर'];

/** Whether a date in this language has to be written here. */
export function unknownNepali(locale: string): boolean {
  return /^ne\b/.test(locale) && Intl.DateTimeFormat.supportedLocalesOf([locale]).length === 0;
}

/** Writes dates in the shapes the product uses: a style, or day, month and year by themselves. */
export function nepaliDate(options: Intl.DateTimeFormatOptions): Pick<Intl.DateTimeFormat, 'format'> {
  const zone = options.timeZone === undefined ? {} : { timeZone: options.timeZone };
  const numbers = new Intl.DateTimeFormat('en', { year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone });
  const styled = options.dateStyle !== undefined;
  return {
    format: (date) => {
      const parts = Object.fromEntries(numbers.formatToParts(date).map((p) => [p.type, p.value]));
      const day = [
        (styled || options.year) && (options.year === '2-digit' ? parts.year?.slice(-2) : parts.year),
        (styled || options.month) && months[Number(parts.month) - 1],
        (styled || options.day) && parts.day,
      ].filter(Boolean);
      return [day.join(' '), options.timeStyle && `${parts.hour}:${parts.minute}`].filter(Boolean).join(', ');
    },
  };
}

const units: Readonly<Partial<Record<Intl.RelativeTimeFormatUnit, string>>> = { day: 'दिन', hour: 'घण्टा', minute: 'मिनेट' };
const named: Readonly<Record<string, string>> = { 'day -1': 'हिजो', 'day 0': 'आज', 'day 1': 'भोलि', 'hour 0': 'यो घण्टा', 'minute 0': 'यही मिनेट' };

/** How far a moment is, in days, hours or minutes. */
export const nepaliRelative: Pick<Intl.RelativeTimeFormat, 'format'> = {
  format: (value, unit) => named[`${unit} ${value}`] ?? `${Math.abs(value)} ${units[unit] ?? unit} ${value < 0 ? 'अघि' : 'पछि'}`,
};
