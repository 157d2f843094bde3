package share_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"log/slog"
	"path"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/demo"
	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/colour"
	"github.com/haatshop/haat/internal/kit/svg"
	"github.com/haatshop/haat/internal/serve/storefront/share"
)

// The look of the cards: a grey ground, white behind pictures, an orange accent.
var (
	ground = colour.RGB{R: 0xe0, G: 0xe0, B: 0xe0}
	raised = colour.RGB{R: 0xff, G: 0xff, B: 0xff}
	accent = colour.RGB{R: 0xf5, G: 0xab, B: 0x35}
)

const mark = `<svg viewBox="0 0 10 10"><rect width="10" height="10" fill="#00f"/></svg>`

func look() share.Card {
	return share.Card{Ground: ground, Raised: raised, Accent: accent, Marks: [][]byte{[]byte(mark)}}
}

// counting counts what is asked of a store, and can be made to fail or to wait.
type counting struct {
	blob.Store
	puts, gets atomic.Int64
	putErr     error
	gate       chan struct{} // nil lets everybody read
	inside     atomic.Int64
	most       atomic.Int64
}

func (s *counting) Put(ctx context.Context, key string, r io.Reader, size int64, kind string) error {
	s.puts.Add(1)
	if s.putErr != nil {
		return s.putErr
	}
	return s.Store.Put(ctx, key, r, size, kind)
}

func (s *counting) Get(ctx context.Context, key string) (io.ReadCloser, blob.Info, error) {
	s.gets.Add(1)
	if s.gate != nil && strings.HasPrefix(key, "media/") {
		s.most.Store(max(s.most.Load(), s.inside.Add(1)))
		<-s.gate
		s.inside.Add(-1)
	}
	return s.Store.Get(ctx, key)
}

func newStore(t *testing.T) *counting {
	t.Helper()
	d, err := blob.OpenDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // the folder goes with the test
	return &counting{Store: d}
}

func (s *counting) keep(t *testing.T, name string, body []byte) string {
	t.Helper()
	if err := s.Store.Put(t.Context(), "media/"+name, bytes.NewReader(body), int64(len(body)), ""); err != nil {
		t.Fatal(err)
	}
	return "media/" + name
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// made is a card as whoever fetches it sees it.
func made(t *testing.T, s blob.Store, c share.Card) image.Image {
	t.Helper()
	body, err := share.New(s, quiet()).Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	m, err := jpeg.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if m.Bounds() != image.Rect(0, 0, share.Width, share.Height) || len(body) >= 300_000 {
		t.Fatalf("%v, %d bytes", m.Bounds(), len(body))
	}
	return m
}

func shows(t *testing.T, m image.Image, x, y int, want colour.RGB) {
	t.Helper()
	r, g, b, _ := m.At(x, y).RGBA()
	for _, c := range [][2]int{{int(r >> 8), int(want.R)}, {int(g >> 8), int(want.G)}, {int(b >> 8), int(want.B)}} {
		if d := c[0] - c[1]; d < -8 || d > 8 {
			t.Errorf("pixel %d,%d is #%02x%02x%02x, want %s", x, y, r>>8, g>>8, b>>8, want)
			return
		}
	}
}

func filled(w, h int, c color.Color) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, c)
		}
	}
	return m
}

func pngOf(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var (
	red    = colour.RGB{R: 0xff}
	blue   = colour.RGB{B: 0xff}
	redInk = color.NRGBA{R: 0xff, A: 0xff}
)

func TestACardShowsThePictureBesideTheShop(t *testing.T) {
	s := newStore(t)
	c := look()
	c.Picture = s.keep(t, "a.png", pngOf(t, filled(800, 1000, redInk)))
	m := made(t, s, c)
	shows(t, m, 4, 300, accent)
	shows(t, m, 60, 40, ground)
	shows(t, m, 293, 315, blue) // the mark in the middle of the left half
	for _, p := range [][2]int{{575, 5}, {1195, 625}, {885, 315}} {
		shows(t, m, p[0], p[1], red)
	}
	c.Picture = s.keep(t, "wide.png", pngOf(t, filled(1000, 400, redInk)))
	c.Corners = 40
	m = made(t, s, c) // too wide to fill the half: whole, with corners
	shows(t, m, 780, 315, red)
	shows(t, m, 780, 100, ground)
	shows(t, m, 403, 165, ground)
	c.Picture = s.keep(t, "small.png", pngOf(t, filled(100, 100, redInk)))
	m = made(t, s, c) // not blown up beyond recognition
	shows(t, m, 880, 315, red)
	shows(t, m, 1150, 315, ground)
	c.Picture, c.Plate = s.keep(t, "logo.png", pngOf(t, filled(500, 500, redInk))), true
	m = made(t, s, c)
	shows(t, m, 600, 30, raised)
	shows(t, m, 885, 315, red)
	c.Picture, c.Logo = "", s.keep(t, "own.png", pngOf(t, filled(600, 150, redInk)))
	m = made(t, s, c) // the shop alone, with its logo instead of the mark
	shows(t, m, 608, 315, red)
	shows(t, m, 608, 500, ground)
}

func TestEveryKindOfPictureIsDrawn(t *testing.T) {
	s := newStore(t)
	pal := image.NewPaletted(image.Rect(0, 0, 400, 500), color.Palette{redInk, color.Black})
	var film bytes.Buffer
	if err := gif.Encode(&film, pal, nil); err != nil {
		t.Fatal(err)
	}
	grey := image.NewGray(image.Rect(0, 0, 400, 500))
	for name, c := range map[string]struct {
		body []byte
		want colour.RGB
	}{
		"a.jpg": {jpegOf(t, filled(4000, 5000, redInk)), colour.RGB{R: 0xfe}},
		"a.png": {pngOf(t, filled(400, 500, redInk)), red},
		"b.png": {pngOf(t, grey), colour.RGB{}},
		"a.gif": {film.Bytes(), red},
		"a.svg": {[]byte("\ufeff \n" + `<?xml version="1.0"?><svg viewBox="0 0 4 5"><rect width="4" height="5" fill="#f00"/></svg>`), red},
	} {
		k := look()
		k.Picture = s.keep(t, name, c.body)
		shows(t, made(t, s, k), 885, 315, c.want)
	}
}

// A camera that was held upright stores a picture that lies, and says so.
func TestAPhotoStandsUpright(t *testing.T) {
	s := newStore(t)
	half := filled(400, 400, redInk)
	for y := range 200 {
		for x := range 400 {
			half.Set(x, y, color.NRGBA{B: 0xff, A: 0xff})
		}
	}
	plain := jpegOf(t, half)
	for turn, c := range map[byte][2]colour.RGB{1: {blue, red}, 3: {red, blue}} {
		k := look()
		k.Picture = s.keep(t, string('a'+turn)+".jpg", held(plain, turn))
		m := made(t, s, k)
		shows(t, m, 885, 100, c[0])
		shows(t, m, 885, 530, c[1])
	}
	for turn, c := range map[byte][2]colour.RGB{6: {red, blue}, 8: {blue, red}} { // left, right
		k := look()
		k.Picture = s.keep(t, string('a'+turn)+".jpg", held(plain, turn))
		m := made(t, s, k)
		shows(t, m, 700, 315, c[0])
		shows(t, m, 1070, 315, c[1])
	}
}

// held adds what a camera says of how it was held.
func held(jpg []byte, turn byte) []byte {
	exif := []byte{0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0}
	return bytes.Join([][]byte{jpg[:2], exif, jpg[2:]}, nil)
}

// Whatever lies in the store, it costs no memory to speak of, and the card shows the shop.
func TestAPictureThatCannotBeDrawnIsLeftOut(t *testing.T) {
	s := newStore(t)
	huge := pngOf(t, filled(1, 1, redInk))
	claim(huge, 30_000, 30_000)
	broken := jpegOf(t, filled(400, 500, redInk))
	passes := jpegOf(t, filled(64, 64, redInk))
	sof := bytes.Index(passes, []byte{0xff, 0xc0})
	passes[sof+1] = 0xc2
	binary.BigEndian.PutUint16(passes[sof+5:], 9000)
	binary.BigEndian.PutUint16(passes[sof+7:], 9000)
	for name, body := range map[string][]byte{
		"a huge one":                    huge,
		"one in passes":                 passes,
		"one that breaks off":           broken[:len(broken)/3],
		"none":                          {},
		"a document":                    []byte("%PDF-1.7"),
		"a drawing that loads":          []byte(`<svg viewBox="0 0 9 9"><image href="http://127.0.0.1:1/x.png" width="9" height="9"/></svg>`),
		"a drawing of references":       []byte(`<svg viewBox="0 0 9 9"><g id="a"><use href="#a"/><use href="#a"/></g></svg>`),
		"a page":                        []byte(`<html><script>x</script></html>`),
		"a drawing without a size":      []byte(`<svg/>`),
		"a drawing of a size":           []byte(`<svg viewBox="0 0 1000000 .000001"><rect width="9" height="9"/></svg>`),
		"a picture of nothing":          []byte("GIF89a\x00\x00\x00\x00\x00\x00\x00;"),
		"a WebP that claims everything": []byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
	} {
		c := look()
		c.Picture = s.keep(t, strings.ReplaceAll(strings.ToLower(name), " ", "-")+".png", body)
		start := time.Now()
		m := made(t, s, c)
		if name != "a drawing of a size" {
			shows(t, m, 608, 315, blue)
			shows(t, m, 1100, 315, ground)
		}
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

// claim rewrites the size a PNG says it has.
func claim(b []byte, w, h uint32) {
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
}

func TestACardOfNoiseIsSmallEnough(t *testing.T) {
	s := newStore(t)
	m := image.NewNRGBA(image.Rect(0, 0, 1300, 1050))
	x := uint32(1)
	for i := range m.Pix {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		m.Pix[i] = uint8(x)
	}
	c := look()
	c.Picture = s.keep(t, "noise.png", pngOf(t, m))
	made(t, s, c) // measures it
}

func TestACardIsMadeOnceAndKept(t *testing.T) {
	s := newStore(t)
	c := look()
	c.Picture = s.keep(t, "a.png", pngOf(t, filled(400, 500, redInk)))
	one, other := share.New(s, quiet()), share.New(s, quiet()) // two nodes
	first, err := one.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	second, err := other.Open(t.Context(), c)
	if err != nil || !bytes.Equal(first, second) || s.puts.Load() != 1 {
		t.Errorf("%v, %d cards", err, s.puts.Load())
	}
	names := map[string]bool{c.Name(): true}
	for i, change := range []func(*share.Card){
		func(c *share.Card) { c.Picture += "x" }, func(c *share.Card) { c.Plate = true }, func(c *share.Card) { c.Logo = "media/l.png" }, func(c *share.Card) { c.Marks = nil },
		func(c *share.Card) { c.Corners = 3 }, func(c *share.Card) { c.Ground = red }, func(c *share.Card) { c.Raised = red }, func(c *share.Card) { c.Accent = red },
	} {
		k := c
		if change(&k); names[k.Name()] {
			t.Errorf("change %d keeps the name", i)
		}
		names[k.Name()] = true
	}
	// A store that takes nothing does not keep the picture from whoever asked.
	s.putErr = errors.New("full")
	c.Corners = 7
	if _, err := one.Open(t.Context(), c); err != nil {
		t.Error(err)
	}
	c.Picture = "media/gone.png"
	if _, err := one.Open(t.Context(), c); !errors.Is(err, share.ErrGone) {
		t.Error("a picture that is gone:", err)
	}
}

func TestOneIsMadeAtATimeAndFewWait(t *testing.T) {
	s := newStore(t)
	body := pngOf(t, filled(40, 50, redInk))
	s.gate = make(chan struct{})
	m := share.New(s, quiet())
	var busy, fine atomic.Int64
	var all sync.WaitGroup
	for i := range 40 {
		c := look()
		c.Corners, c.Picture = i, s.keep(t, "a.png", body)
		all.Go(func() {
			switch _, err := m.Open(t.Context(), c); {
			case err == nil:
				fine.Add(1)
			case errors.Is(err, share.ErrBusy):
				busy.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	for busy.Load() < 24 { // 16 wait, the others are sent away at once
		time.Sleep(time.Millisecond)
	}
	close(s.gate)
	all.Wait()
	if fine.Load() != 16 || busy.Load() != 24 || s.most.Load() != 1 {
		t.Errorf("%d made, %d sent away, %d at a time", fine.Load(), busy.Load(), s.most.Load())
	}
}

func TestCallersOfOneCardWaitForTheSame(t *testing.T) {
	s := newStore(t)
	c := look()
	c.Picture = s.keep(t, "a.png", pngOf(t, filled(40, 50, redInk)))
	s.gate = make(chan struct{})
	m := share.New(s, quiet())
	left, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for i := range 8 {
		ctx := t.Context()
		if i == 0 {
			ctx = left
		}
		all.Go(func() {
			if _, err := m.Open(ctx, c); err != nil && i > 0 {
				t.Error(err)
			}
		})
	}
	for s.inside.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	leave() // whoever came first may go; the others still get theirs
	close(s.gate)
	all.Wait()
	if s.puts.Load() != 1 {
		t.Errorf("made %d times", s.puts.Load())
	}
}

func TestOldCardsAreForgottenAndNothingElse(t *testing.T) {
	s := newStore(t)
	c := look()
	c.Picture = s.keep(t, "a.png", pngOf(t, filled(40, 50, redInk)))
	made(t, s, c)
	for _, at := range []struct {
		days, left int
	}{{89, 2}, {91, 1}} {
		if err := share.Prune(t.Context(), s, time.Now().AddDate(0, 0, at.days)); err != nil {
			t.Fatal(err)
		}
		if all, err := s.List(t.Context(), "", "", 10); err != nil || len(all) != at.left {
			t.Errorf("after %d days: %v, %v", at.days, all, err)
		}
	}
	made(t, s, c) // and made again when asked for
}

func TestOnlyOurOwnPicturesHaveAKey(t *testing.T) {
	for address, want := range map[string]bool{
		"/media/0a.jpg": true, "": false, "media/0a.jpg": false, "//media/0a.jpg": false, "https://elsewhere.example/media/0a.jpg": false, "/media/../secret.key": false,
		"/media/": false, "/media/demo/x.svg": true, "/secret.key": false, "/media/%2e%2e/x": false,
	} {
		if key, ok := share.KeyOf(address); ok != want {
			t.Errorf("%q: %q, %t", address, key, ok)
		}
	}
}

// What the demonstration draws must be drawn here too: scripts/draw and kit/svg go together.
func TestEveryDrawingOfTheDemoIsDrawn(t *testing.T) {
	names, err := fs.Glob(demo.Files(), "pictures/*.svg")
	if err != nil || len(names) < 300 {
		t.Fatalf("%d drawings, %v", len(names), err)
	}
	for _, name := range names {
		body, err := demo.Files().ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := svg.Parse(body)
		if err == nil {
			m := image.NewRGBA(image.Rect(0, 0, 64, 80))
			err = d.Draw(t.Context(), m, m.Rect)
		}
		if err != nil {
			t.Errorf("%s: %v", path.Base(name), err)
		}
	}
}
