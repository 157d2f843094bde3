// Package serve is the front door: it puts API, dashboard, storefront, media
// and health behind one handler, and does once what every answer needs: a
// request id, a log line without personal data, security headers, the check of
// the host, the refusal of cross-site writes, and a last resort for panics.
package serve
