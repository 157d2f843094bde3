// The Go side embeds dist, which must exist in a fresh clone: the build empties
// the folder, so the committed marker is put back.
import { writeFileSync } from 'node:fs';

writeFileSync(new URL('../dist/.keep', import.meta.url), '');
