package attacks_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/shop/transfer"
)

// upload is a form with one file.
func upload(name, kind, body string) string {
	return "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: " + kind + "\r\n\r\n" + body + "\r\n--x--\r\n"
}

// picture is a small PNG, another one for each number.
func picture(n int) string {
	img := image.NewGray(image.Rect(0, 0, 4, 4))
	for i := range img.Pix {
		img.Pix[i] = byte(n*7 + i)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.String()
}

// vast is a PNG of a few bytes that says it is this large.
func vast(w, h uint32) string {
	chunk := func(name string, body []byte) []byte {
		out := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), name...)
		out = append(out, body...)
		return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
	}
	var pixels bytes.Buffer
	z := zlib.NewWriter(&pixels)
	_, _ = z.Write(make([]byte, 1<<20)) // a buffer takes it
	_ = z.Close()
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	return "\x89PNG\r\n\x1a\n" + string(chunk("IHDR", append(head, 8, 0, 0, 0, 0))) + string(chunk("IDAT", pixels.Bytes())) + string(chunk("IEND", nil))
}

// film is an animation of n frames.
func film(n int) string {
	g := gif.GIF{}
	for range n {
		g.Image, g.Delay = append(g.Image, image.NewPaletted(image.Rect(0, 0, 2, 2), color.Palette{color.Black, color.White})), append(g.Delay, 1)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &g); err != nil {
		panic(err)
	}
	return b.String()
}

func TestAttack61SVGAndFriends(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		seller := h.staff(t, apptest.MemberA)
		for what, body := range map[string]string{
			"a script":           `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>`,
			"a foreign object":   `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject></svg>`,
			"an outside picture": `<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1/x"/></svg>`,
			"a plain drawing":    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>`,
			"an entity":          `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>`,
			"a page":             `<html><script>alert(1)</script></html>`,
			"a document":         "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
			"an icon":            "\x00\x00\x01\x00\x01\x00\x10\x10\x00\x00\x01\x00\x20\x00",
			"a bitmap":           "BM6\x00\x00\x00\x00\x00",
		} {
			for _, as := range [][2]string{{"x.svg", "image/svg+xml"}, {"x.png", "image/png"}, {"x.jpg", "image/jpeg"}, {"favicon.ico", "image/x-icon"}} {
				refused(t, what+" as "+as[0], seller.Do("POST", store+"/media", upload(as[0], as[1], body), "Content-Type", "multipart/form-data; boundary=x"))
			}
		}
		// A GIF that is a script, too, is served as a GIF and nothing else.
		poly := "GIF89a" + strings.TrimPrefix(film(1), "GIF89a")
		poly = poly[:len(poly)-1] + "\x21\xfe\x10=1;alert(1)//...\x00;" + "*/=1;alert(1)//"
		var img struct{ URL string }
		seller.Do("POST", store+"/media", upload("x.gif", "text/javascript", poly), "Content-Type", "multipart/form-data; boundary=x").Want(201).Into(&img)
		a := h.client(t).Do("GET", img.URL, nil).Want(200)
		if strings.Contains(a.Text(), "alert") || a.Header.Get("Content-Type") != "image/gif" || a.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(a.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%v %q", a.Header, a.Body)
		}
		// The demo's own drawings cannot run either.
		svg := h.client(t).Do("GET", "/media/demo/nothing.svg", nil)
		if svg.Status != 404 {
			t.Errorf("%d", svg.Status)
		}
	})
}

func TestAttack64ImportFilesThatBite(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		const head = "handle,title,sku,price,currency,stock\n"
		row := func() string { n := next(); return fmt.Sprintf("bite-%d,Bite %d,bite-%d,5.00,USD,1\n", n, n, n) }
		products := func() int64 { return h.count(t, `SELECT COUNT(*) FROM catalog_products WHERE title LIKE 'Bite %'`) }
		for what, file := range map[string]io.Reader{
			"a million columns":   strings.NewReader(strings.Repeat("c,", 1_000_000) + "\n" + strings.Repeat("1,", 1_000_000)),
			"a line of 100 MB":    io.MultiReader(strings.NewReader(head), io.LimitReader(endless('a'), 100<<20)),
			"a JSON line of 100":  io.MultiReader(strings.NewReader(`{"title":"`), io.LimitReader(endless('a'), 100<<20)),
			"a quote that stays":  strings.NewReader(head + `x,"never ends,` + strings.Repeat("b", 5<<20)),
			"UTF-16":              strings.NewReader("\xff\xfeh\x00a\x00n\x00d\x00l\x00e\x00"),
			"an archive":          strings.NewReader("PK\x03\x04\x14\x00\x00\x00\x08\x00" + strings.Repeat("\x00", 4096)),
			"compressed":          strings.NewReader("\x1f\x8b\x08\x00" + strings.Repeat("\x00", 4096)),
			"nothing":             strings.NewReader(""),
			"an array":            strings.NewReader("[" + strings.Repeat("[", 100_000)),
			"deep JSON":           strings.NewReader(`{"attributes":` + strings.Repeat("[", 200_000)),
			"another file's head": strings.NewReader("#!/bin/sh\nrm -rf /\n"),
		} {
			report, err := h.Transfer.ImportProducts(app.AsSystem(context.Background()), file, transfer.Import{StoreID: h.m.StoreA.ID, Currency: "USD"})
			if err == nil && report.Created+report.Updated > 0 || err == nil && report.Rejected == 0 {
				t.Errorf("%s: taken: %+v", what, report)
			}
		}
		before := products()
		twice := row()
		report := h.bring(t, h.m.StoreA.ID, head+row()+"nul\x00,NUL,nul-1,5.00,USD,1\r\n"+"bad\xff,Bad,bad-1,5.00,USD,1\n"+twice+row()+twice+"\r\n"+strings.ReplaceAll(row(), "\n", "\r")+"short\n"+"a,b,c,5.00,USD,1,too,many\n")
		if products()-before != int64(report.Created) || report.Created < 2 || report.Rejected < 4 {
			t.Errorf("%+v; %d products came", report, products()-before)
		}
		for _, e := range report.Errors {
			if e.Line < 2 || e.Message == "" {
				t.Errorf("an error without a place: %+v", e)
			}
		}
		// Another seller's: by handle, by SKU, by id, by naming their store.
		var own struct{ Handle, Title string }
		h.staff(t, apptest.Owner).Do("GET", store+"/products/"+h.m.ProductB, nil).Want(200).Into(&own)
		h.bring(t, h.m.StoreA.ID, head+own.Handle+",Stolen,Day pack,0.01,USD,1\n")
		h.bring(t, h.m.StoreA.ID, `{"id":"`+h.m.ProductB+`","handle":"`+own.Handle+`","title":"Stolen"}`+"\n")
		var after struct{ Title string }
		h.staff(t, apptest.Owner).Do("GET", store+"/products/"+h.m.ProductB, nil).Want(200).Into(&after)
		if after.Title != own.Title {
			t.Errorf("B's product is called %s", after.Title)
		}
		// A picture is a name in a lent folder, or one of ours; never a path.
		for i, path := range []string{"../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..\\..\\secret.key", "/media/../secret.key", "http://127.0.0.1/x.png", "media/%2e%2e/secret.key"} {
			r := h.bring(t, h.m.StoreA.ID, fmt.Sprintf("handle,title,sku,price,currency,images\npic-%d-%d,Pic,pic-%d-%d,5.00,USD,%s\n", h.engine, i, h.engine, i, path))
			if remote := strings.HasPrefix(path, "http:"); remote == (r.Rejected == 1) || strings.Contains(fmt.Sprintf("%+v", r), "root:") { // another machine's is remembered, not fetched
				t.Errorf("%s was read: %+v", path, r)
			}
		}
	})
}

// endless answers one letter for ever.
type endless byte

// Read implements io.Reader.
func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func listen(t *testing.T) (net.Listener, string) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return ln, ln.Addr().String()
}

func TestAttack65PicturesByTheirAddress(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		asked := make(chan string, 100)
		trap := http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path })}
		ln, addr := listen(t)
		go func() { _ = trap.Serve(ln) }() // ends with Close
		defer trap.Close()
		_, port, _ := strings.Cut(addr, ":")
		seller, owner := h.staff(t, apptest.MemberA), h.staff(t, apptest.Owner)
		product, _ := h.goods(t, h.m.StoreA.ID, 500, 3)
		for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f000001", "127.1", "localtest.me"} {
			at := "http://" + host + ":" + port + "/steal.png"
			seller.Do("PATCH", store+"/products/"+product, map[string]any{"images": []any{map[string]any{"url": at, "alt": "x"}}}).Want(200, 422)
			seller.Do("PATCH", store+"/stores/"+h.m.StoreA.ID, map[string]any{"logo_url": at}).Want(200, 422)
			owner.Do("PUT", store+"/home", map[string]any{"sections": []any{map[string]any{"kind": "hero", "title": "x", "text": "", "ref": "", "image_url": at, "link_url": at}}}).Want(200, 422)
			refused(t, "an upload by address", seller.Do("POST", store+"/media", map[string]any{"url": at}))
			h.bring(t, h.m.StoreA.ID, fmt.Sprintf("handle,title,sku,price,currency,images\nssrf-%d,Ssrf,ssrf-%d,5.00,USD,%s\n", next(), next(), at))
		}
		for _, at := range []string{"file:///etc/passwd", "gopher://127.0.0.1:25/x", "unix:///var/run/docker.sock", "ftp://127.0.0.1/x", "data:text/html,x", "javascript:alert(1)"} {
			refused(t, at, seller.Do("PATCH", store+"/products/"+product, map[string]any{"images": []any{map[string]any{"url": at, "alt": "x"}}}))
		}
		h.client(t).Do("GET", "/products", nil).Want(200)
		h.Settled()
		owner.Do("PUT", store+"/home", map[string]any{"sections": []any{}}).Want(200)
		seller.Do("PATCH", store+"/stores/"+h.m.StoreA.ID, map[string]any{"logo_url": ""}).Want(200, 422)
		select {
		case path := <-asked:
			t.Errorf("the shop fetched %s", path)
		default:
		}
	})
}

func TestAttack67ImageAndDecoderBombs(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		seller := h.staff(t, apptest.MemberA)
		whole := picture(200)
		exif := "\xff\xd8\xff\xe1\xff\xff" + strings.Repeat("E", 0xfffd)
		for what, body := range map[string]string{
			"50,000 by 50,000": vast(50_000, 50_000), "one by 2^31": vast(1, 1<<31-1), "16,000 by 16,000": vast(16_000, 16_000), "nothing wide": vast(0, 5), "10,000 frames": film(10_000), "broken off": whole[:len(whole)/2], "without its end": whole[:len(whole)-12],
			"20 MB of Exif": strings.Repeat(exif, 320), "a JPEG's head": "\xff\xd8\xff\xe0", "a GIF's head": "GIF89a", "a WebP's head": "RIFF\xff\xff\xff\xffWEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff",
			"a false checksum": strings.Replace(whole, "IEND", "IENE", 1), "a vast WebP": "RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\xff\xff\xff\x0f\x00\x00\x00\x00\x00\x00\x00\x00\x00", "only zeros": strings.Repeat("\x00", 1<<20),
		} {
			a, err := seller.Try("POST", store+"/media", upload("x.png", "image/png", body), "Content-Type", "multipart/form-data; boundary=x")
			if err == nil {
				refused(t, what, a)
			} else if what != "20 MB of Exif" { // the server may hang up while it is sent
				t.Error(what, err)
			}
		}
		h.client(t).Do("GET", "/", nil).Want(200)
	})
}

func TestAttack68TypeConfusionUploads(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		seller := h.staff(t, apptest.MemberA)
		for _, name := range []string{"x.png", "x.php.png", "x.png.php", "x.png.", "x.jpg", "x.gif", "x.webp", "x.swf"} {
			for what, body := range map[string]string{"a program": "MZ\x90\x00\x03", "a script": "<?php system($_GET[0]); ?>", "a page": "<!doctype html><script>alert(1)</script>", "code": "alert(1)", "a film": "FWS\x06", "ELF": "\x7fELF\x02\x01", "nothing": "", "a wrong start": "\x89PNG\r\n\x1a\r", "text": "hello"} {
				refused(t, what+" as "+name, seller.Do("POST", store+"/media", upload(name, "image/png", body), "Content-Type", "multipart/form-data; boundary=x"))
			}
		}
		// What follows a real picture is not kept, whatever it is called.
		const tail = "<?php system($_GET[0]); ?><script>alert(1)</script>"
		var img struct {
			URL         string
			ContentType string `json:"content_type"`
		}
		seller.Do("POST", store+"/media", upload("x.php", "application/x-php", picture(90)+tail), "Content-Type", "multipart/form-data; boundary=x").Want(201).Into(&img)
		a := h.client(t).Do("GET", img.URL, nil).Want(200)
		if a.Text() != picture(90) || img.ContentType != "image/png" || a.Header.Get("Content-Type") != "image/png" || !regexp.MustCompile(`\.png$`).MatchString(img.URL) {
			t.Errorf("%+v served as %s, %d bytes of %d", img, a.Header.Get("Content-Type"), len(a.Body), len(picture(90)))
		}
		for _, other := range []string{".php", ".html", ".svg", "/x.php", "%00.php", ".png/x.php"} {
			if b := h.client(t).Do("GET", strings.TrimSuffix(img.URL, ".png")+other, nil); b.Status == 200 {
				t.Errorf("%s: %d", other, b.Status)
			}
		}
		// A body that never ends is cut off.
		req, err := http.NewRequest("POST", h.URL+store+"/media", io.MultiReader(strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\n\r\n"+picture(1)), io.LimitReader(endless(0), 200<<20)))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		req.Header.Set("Authorization", "Bearer "+seller.Bearer)
		res, err := seller.HTTP.Do(req)
		if err == nil {
			if res.StatusCode < 400 || res.StatusCode >= 500 {
				t.Errorf("200 MB: %d", res.StatusCode)
			}
			_ = res.Body.Close()
		}
	})
}
