/**
 * Sends like fetch and tells how much of the body is on its way, from 0 to 1, which fetch cannot.
 * It may take long as long as something moves: `idle` are the milliseconds after which it may not.
 */
export function sendWatched(url: string, init: RequestInit & { readonly headers: Headers }, idle: number, onProgress: (sent: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = () => fail(new DOMException('Nothing moved for too long.', 'TimeoutError'));
    const moving = () => {
      clearTimeout(timer);
      timer = setTimeout(late, idle);
    };
    const aborted = () => fail(init.signal?.reason);
    const settle = () => {
      clearTimeout(timer);
      init.signal?.removeEventListener('abort', aborted);
    };
    const fail = (why: unknown) => {
      settle();
      reject(why);
      request.abort();
    };
    request.open(init.method ?? 'POST', url);
    request.withCredentials = init.credentials === 'include';
    request.responseType = 'text';
    init.headers.forEach((value, name) => request.setRequestHeader(name, value));
    request.upload.onprogress = (e) => {
      moving();
      if (e.lengthComputable && e.total > 0) onProgress(e.loaded / e.total);
    };
    request.onprogress = moving;
    request.onerror = () => fail(new TypeError('The request was not answered.'));
    request.onload = () => {
      settle();
      const empty = request.status === 204 || request.status === 205 || request.status === 304;
      resolve(new Response(empty ? null : request.responseText, { status: request.status, statusText: request.statusText, headers: headersOf(request.getAllResponseHeaders()) }));
    };
    if (init.signal?.aborted) return aborted();
    init.signal?.addEventListener('abort', aborted);
    moving();
    request.send((init.body ?? null) as XMLHttpRequestBodyInit | null);
  });
}

function headersOf(lines: string): Headers {
  const headers = new Headers();
  for (const line of lines.split('\r\n')) {
    const at = line.indexOf(':');
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  return headers;
}
