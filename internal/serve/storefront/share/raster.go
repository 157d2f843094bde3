package share

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	scaling "golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"github.com/haatshop/haat/internal/kit/svg"
	"github.com/haatshop/haat/internal/shop/content"
)

// Bounds of a source. A small file may claim a huge picture, so what decoding
// takes is counted before it begins.
const (
	maxSource = content.MaxImageBytes
	maxMemory = 128 << 20
	maxGrow   = 2 // times a small picture is enlarged
)

// errDraw is the error of a picture that cannot be drawn, now or ever.
var errDraw = errors.New("share: the picture cannot be drawn")

// source is a picture that can be drawn at any size.
type source struct {
	width, height int
	draw          func(ctx context.Context, w, h int) (*image.RGBA, error)
}

// fit is the largest size of the picture within a box.
func (s source) fit(w, h, grow int) (int, int) {
	scale := min(float64(w)/float64(s.width), float64(h)/float64(s.height), float64(grow))
	return max(int(float64(s.width)*scale+0.5), 1), max(int(float64(s.height)*scale+0.5), 1)
}

// open reads what a file is, by its content. Returns errDraw.
func open(body []byte) (source, error) {
	if head := bytes.TrimLeft(body[:min(len(body), 64)], "\ufeff \t\r\n"); bytes.HasPrefix(head, []byte("<")) {
		return drawing(body)
	}
	for _, f := range []struct {
		magic  string
		config func([]byte) (image.Config, error)
		decode func([]byte) (image.Image, error)
	}{
		{"\x89PNG", config(png.DecodeConfig), decode(png.Decode)},
		{"\xff\xd8\xff", config(jpeg.DecodeConfig), decode(jpeg.Decode)},
		{"GIF8", config(gif.DecodeConfig), decode(gif.Decode)},
		{"RIFF", config(webp.DecodeConfig), decode(webp.Decode)},
	} {
		if !bytes.HasPrefix(body, []byte(f.magic)) {
			continue
		}
		cfg, err := f.config(body)
		if err != nil {
			return source{}, fmt.Errorf("%w: %w", errDraw, err)
		}
		if cfg.Width <= 0 || cfg.Height <= 0 || cost(cfg, body) > maxMemory {
			return source{}, fmt.Errorf("%w: %d by %d pixels", errDraw, cfg.Width, cfg.Height)
		}
		return photo(body, cfg, f.decode), nil
	}
	return source{}, fmt.Errorf("%w: of no known kind", errDraw)
}

func config(fn func(io.Reader) (image.Config, error)) func([]byte) (image.Config, error) {
	return func(b []byte) (image.Config, error) { return fn(bytes.NewReader(b)) }
}

func decode(fn func(io.Reader) (image.Image, error)) func([]byte) (image.Image, error) {
	return func(b []byte) (image.Image, error) { return fn(bytes.NewReader(b)) }
}

// cost is about how many bytes decoding takes.
func cost(cfg image.Config, body []byte) int64 {
	each := int64(4)
	switch cfg.ColorModel {
	case color.GrayModel, color.AlphaModel:
		each = 1
	case color.NRGBA64Model, color.RGBA64Model:
		each = 8
	case color.YCbCrModel:
		each = 3
	}
	if _, ok := cfg.ColorModel.(color.Palette); ok {
		each = 1
	}
	const interlaced = 28 // where a PNG says so
	switch {
	case body[0] == 0xff && progressive(body):
		each *= 5 // its coefficients are all kept until the end
	case body[0] == 0x89 && len(body) > interlaced && body[interlaced] != 0:
		each *= 2
	}
	return int64(cfg.Width) * int64(cfg.Height) * each
}

// progressive reports whether a JPEG comes in several passes.
func progressive(b []byte) bool {
	for b = b[2:]; len(b) > 4 && b[0] == 0xff; {
		switch b[1] {
		case 0xc0, 0xc1, 0xda:
			return false
		case 0xc2:
			return true
		}
		n := 2 + int(binary.BigEndian.Uint16(b[2:]))
		if b[1] == 0xff {
			n = 1 // fill
		}
		if n > len(b) {
			return true
		}
		b = b[n:]
	}
	return true
}

// photo is a picture made of pixels, turned as the camera was held.
func photo(body []byte, cfg image.Config, decode func([]byte) (image.Image, error)) source {
	turn := 1
	if body[0] == 0xff {
		turn = content.Orientation(body)
	}
	s := source{width: cfg.Width, height: cfg.Height}
	lies := turn >= 5
	if lies {
		s.width, s.height = cfg.Height, cfg.Width
	}
	s.draw = func(_ context.Context, w, h int) (*image.RGBA, error) {
		m, err := decode(body)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errDraw, err)
		}
		if lies {
			w, h = h, w
		}
		return turned(scaled(m, w, h), turn), nil
	}
	return s
}

// scaled brings a picture to a size. A much larger one is first averaged down by
// whole numbers, some rows at a time: the scaler would want a copy as high as
// the source.
func scaled(m image.Image, w, h int) *image.RGBA {
	b := m.Bounds()
	if by := min(b.Dx()/w, b.Dy()/h); by >= 2 {
		m = averaged(m, by)
		b = m.Bounds()
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	scaling.CatmullRom.Scale(out, out.Rect, m, b, draw.Src, nil)
	return out
}

// averaged makes one pixel of each square of by by. What is left at the right
// and below is cut off: less than one pixel of the outcome.
func averaged(m image.Image, by int) *image.RGBA {
	b := m.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx()/by, b.Dy()/by))
	rows := image.NewRGBA(image.Rect(0, 0, out.Rect.Dx()*by, by))
	sums := make([]uint32, 4*out.Rect.Dx())
	for y := range out.Rect.Dy() {
		draw.Draw(rows, rows.Rect, m, image.Pt(b.Min.X, b.Min.Y+y*by), draw.Src)
		clear(sums)
		for i, p := range rows.Pix {
			x := i % rows.Stride / 4 / by
			sums[4*x+i%4] += uint32(p)
		}
		for i, s := range sums {
			out.Pix[y*out.Stride+i] = uint8((s + uint32(by*by)/2) / uint32(by*by)) //nolint:gosec // an average of bytes
		}
	}
	return out
}

// turned sets a picture upright by its Exif orientation.
func turned(m *image.RGBA, way int) *image.RGBA {
	if way <= 1 || way > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if way >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			sx, sy := x, y
			if way >= 5 {
				sx, sy = y, x
			}
			if way == 2 || way == 3 || way == 7 || way == 8 {
				sx = w - 1 - sx
			}
			if way == 3 || way == 4 || way == 6 || way == 7 {
				sy = h - 1 - sy
			}
			out.SetRGBA(x, y, m.RGBAAt(sx, sy))
		}
	}
	return out
}

// drawing is an SVG; see kit/svg for what keeps it from doing harm.
func drawing(body []byte) (source, error) {
	d, err := svg.Parse(body)
	if err != nil {
		return source{}, fmt.Errorf("%w: %w", errDraw, err)
	}
	// It has no pixels of its own, so it may be drawn at any size.
	const side = 4000
	scale := side / max(d.Width, d.Height)
	return source{width: max(int(d.Width*scale), 1), height: max(int(d.Height*scale), 1), draw: func(ctx context.Context, w, h int) (*image.RGBA, error) {
		out := image.NewRGBA(image.Rect(0, 0, w, h))
		if err := d.Draw(ctx, out, out.Rect); err != nil {
			return nil, fmt.Errorf("%w: %w", errDraw, err)
		}
		return out, nil
	}}, nil
}
