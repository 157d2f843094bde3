package share

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"golang.org/x/image/vector"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/colour"
)

// Where things stand on a card: the shop at the left, the picture at the right.
const (
	strip     = 16 // of the accent, along the left edge
	margin    = 40 // around a picture that does not fill its half
	narrowest = Height
	widest    = 780  // a half that is filled, by the picture's form
	cropped   = 0.26 // of a picture at most, so that it fills its half
	contained = 760  // the most a picture is wide that is shown whole
	onPlate   = 380  // the side of a mark
	besideW   = 380  // of the logo beside a picture
	besideH   = 150
	aloneW    = 640 // of the logo by itself
	aloneH    = 260
)

// make draws a card. Returns ErrGone when its picture is not in the store.
func (m *Maker) make(ctx context.Context, c Card) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, maxMaking)
	defer cancel()
	dst := image.NewRGBA(image.Rect(0, 0, Width, Height))
	draw.Draw(dst, dst.Rect, uniform(c.Ground), image.Point{}, draw.Src)
	draw.Draw(dst, image.Rect(0, 0, strip, Height), uniform(c.Accent), image.Point{}, draw.Src)
	shop, w, h := image.Rect(strip, 0, Width, Height), aloneW, aloneH
	if c.Picture != "" {
		at, err := m.picture(ctx, dst, c)
		switch {
		case errors.Is(err, errDraw):
			m.log.WarnContext(ctx, "a picture is left out of a share image", "file", c.Picture, "error", err)
		case err != nil:
			return nil, err
		default:
			shop.Max.X = at.Min.X
			w, h = min(besideW, shop.Dx()-2*margin), besideH
		}
	}
	if err := m.brand(ctx, dst, shop, w, h, c); err != nil {
		return nil, err
	}
	return encode(dst)
}

// picture draws the thing's own picture at the right and returns where it is.
func (m *Maker) picture(ctx context.Context, dst *image.RGBA, c Card) (image.Rectangle, error) {
	body, err := m.read(ctx, c.Picture, maxSource)
	if errors.Is(err, blob.ErrNotFound) {
		return image.Rectangle{}, ErrGone
	}
	if err != nil {
		return image.Rectangle{}, err
	}
	s, err := open(body)
	if err != nil {
		return image.Rectangle{}, err
	}
	if c.Plate {
		return onAPlate(ctx, dst, s, c)
	}
	at, w, h := s.place()
	pixels, err := s.draw(ctx, w, h)
	if err != nil {
		return at, err
	}
	shape := rounded(at.Dx(), at.Dy(), 0)
	if at.Dy() < Height {
		shape = rounded(at.Dx(), at.Dy(), c.Corners)
	}
	draw.DrawMask(dst, at, uniform(c.Raised), image.Point{}, shape, image.Point{}, draw.Over) // behind what is see-through
	draw.DrawMask(dst, at, pixels, image.Pt((w-at.Dx())/2, (h-at.Dy())/2), shape, image.Point{}, draw.Over)
	return at, nil
}

// place is where a picture is drawn and at what size: over the whole right half,
// if not much of it is lost, else whole.
func (s source) place() (at image.Rectangle, w, h int) {
	form := float64(s.width) / float64(s.height)
	half := int(min(max(form*Height, narrowest), widest))
	scale := max(float64(half)/float64(s.width), Height/float64(s.height))
	w, h = int(float64(s.width)*scale+0.5), int(float64(s.height)*scale+0.5)
	lost := 1 - float64(half)*Height/(float64(w)*float64(h))
	if lost <= cropped && scale <= maxGrow {
		return image.Rect(Width-half, 0, Width, Height), max(w, half), max(h, Height)
	}
	w, h = s.fit(contained, Height-2*margin, maxGrow)
	space := image.Rect(Width-max(w, Width/2-margin)-margin, 0, Width-margin, Height)
	return centred(space, w, h), w, h
}

// onAPlate draws a mark whole on the right half.
func onAPlate(ctx context.Context, dst *image.RGBA, s source, c Card) (image.Rectangle, error) {
	at := image.Rect(Width-Height, 0, Width, Height)
	w, h := s.fit(onPlate, onPlate, maxGrow)
	mark, err := s.draw(ctx, w, h)
	if err != nil {
		return at, err
	}
	draw.Draw(dst, at, uniform(c.Raised), image.Point{}, draw.Src)
	draw.Draw(dst, centred(at, w, h), mark, image.Point{}, draw.Over)
	return at, nil
}

// brand draws the shop's logo, or the theme's mark, in the middle of a space.
func (m *Maker) brand(ctx context.Context, dst *image.RGBA, space image.Rectangle, w, h int, c Card) error {
	candidates := c.Marks
	if c.Logo != "" {
		body, err := m.read(ctx, c.Logo, maxSource)
		if err != nil && !errors.Is(err, blob.ErrNotFound) {
			return err
		}
		if err == nil {
			candidates = append([][]byte{body}, candidates...)
		}
	}
	for _, body := range candidates {
		s, err := open(body)
		if err != nil {
			continue
		}
		w, h := s.fit(w, h, maxGrow)
		if mark, err := s.draw(ctx, w, h); err == nil {
			draw.Draw(dst, centred(space, w, h), mark, image.Point{}, draw.Over)
			return nil
		}
	}
	return nil // the colours alone are a card too
}

func centred(in image.Rectangle, w, h int) image.Rectangle {
	x, y := in.Min.X+(in.Dx()-w)/2, in.Min.Y+(in.Dy()-h)/2
	return image.Rect(x, y, x+w, y+h)
}

func uniform(c colour.RGB) *image.Uniform {
	return image.NewUniform(color.RGBA{R: c.R, G: c.G, B: c.B, A: 255})
}

// rounded is a mask with round corners.
func rounded(w, h, radius int) *image.Alpha {
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	v := vector.NewRasterizer(w, h)
	x, y, r := float32(w), float32(h), float32(min(radius, w/2, h/2))
	const k = 0.5523 // how far the handles of a quarter circle reach
	v.MoveTo(r, 0)
	v.LineTo(x-r, 0)
	v.CubeTo(x-r+k*r, 0, x, r-k*r, x, r)
	v.LineTo(x, y-r)
	v.CubeTo(x, y-r+k*r, x-r+k*r, y, x-r, y)
	v.LineTo(r, y)
	v.CubeTo(r-k*r, y, 0, y-r+k*r, 0, y-r)
	v.LineTo(0, r)
	v.CubeTo(0, r-k*r, r-k*r, 0, r, 0)
	v.ClosePath()
	v.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	return mask
}

// encode writes a JPEG that is small enough for everybody who fetches one.
func encode(m image.Image) ([]byte, error) {
	var b bytes.Buffer
	for _, quality := range []int{88, 78, 66, 50, 30} {
		b.Reset()
		if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
			return nil, fmt.Errorf("share: %w", err)
		}
		if b.Len() < maxCard {
			break
		}
	}
	return b.Bytes(), nil
}
