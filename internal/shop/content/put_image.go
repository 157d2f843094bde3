package content

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/image/webp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/text"
)

// Bounds of a picture (N4). Pixels are counted before anything is decoded: a
// small file may claim a huge picture.
const (
	MaxImageBytes = 10 << 20
	maxPixels     = 40_000_000
	maxSide       = 16_000
)

// format is a kind of picture we take, told by its first bytes.
type format struct {
	ext    string
	is     func(head []byte) bool
	config func(io.Reader) (image.Config, error)
}

func formats() []format {
	begins := func(magic string) func([]byte) bool {
		return func(b []byte) bool { return bytes.HasPrefix(b, []byte(magic)) }
	}
	return []format{
		{"png", begins("\x89PNG\r\n\x1a\n"), png.DecodeConfig},
		{"jpg", begins("\xff\xd8\xff"), jpeg.DecodeConfig},
		{"gif", func(b []byte) bool { return begins("GIF87a")(b) || begins("GIF89a")(b) }, gif.DecodeConfig},
		{"webp", func(b []byte) bool { return len(b) > 12 && begins("RIFF")(b) && string(b[8:12]) == "WEBP" }, webp.DecodeConfig},
	}
}

// PutImage stores an uploaded picture in the media library; the same content
// again returns the picture there is (N5). The name is kept as a hint for
// people only. Call it outside transactions. Returns ErrNoPicture or
// ErrTooLarge.
func (s *Service) PutImage(ctx context.Context, r io.Reader, filename string) (Image, error) {
	body, err := readPicture(r)
	if err != nil {
		return Image{}, err
	}
	for _, f := range formats() {
		if !f.is(body) {
			continue
		}
		cfg, err := f.config(bytes.NewReader(body))
		switch {
		case err != nil || cfg.Width <= 0 || cfg.Height <= 0:
			return Image{}, ErrNoPicture.Because(err)
		case cfg.Width > maxSide || cfg.Height > maxSide || cfg.Width*cfg.Height > maxPixels:
			return Image{}, ErrTooLarge
		}
		if body, err = stripped(f.ext, body); err != nil {
			return Image{}, err
		}
		return s.keep(ctx, body, f.ext, Image{Width: cfg.Width, Height: cfg.Height, Filename: filename})
	}
	return Image{}, ErrNoPicture
}

// PutTrustedSVG stores a drawing that ships with the program. Never pass it
// what a stranger sent: an SVG can carry scripts (N4). Returns ErrNoPicture or
// ErrTooLarge.
func (s *Service) PutTrustedSVG(ctx context.Context, r io.Reader, filename string) (Image, error) {
	body, err := readPicture(r)
	if err != nil {
		return Image{}, err
	}
	w, h, err := svgSize(body)
	if err != nil {
		return Image{}, ErrNoPicture.Because(err)
	}
	return s.keep(ctx, body, "svg", Image{Width: w, Height: h, Filename: filename})
}

func readPicture(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, MaxImageBytes+1))
	if err != nil {
		return nil, err
	}
	if len(body) > MaxImageBytes {
		return nil, ErrTooLarge
	}
	return body, nil
}

// keep writes the file first and the row then: a crash in between leaves a
// file nobody names, never a row without its file.
func (s *Service) keep(ctx context.Context, body []byte, ext string, v Image) (Image, error) {
	if db.InTransaction(ctx) {
		return Image{}, errors.New("content: a picture is stored outside transactions")
	}
	hash, size, err := blob.Hash(bytes.NewReader(body))
	if err != nil {
		return Image{}, err
	}
	key := "media/" + hash + "." + ext
	v.ID, v.URL, v.ContentType, v.Size, v.CreatedAt = s.ids.New("img_"), "/"+key, blob.TypeOf(key), size, s.clock.Now()
	v.Filename = cut(text.Line(hint(v.Filename)), maxTitle)
	if have, err := db.Get[Image](ctx, s.db, imageByURL, v.URL); err == nil {
		return have, nil
	} else if !errors.Is(err, db.ErrNoRows) {
		return Image{}, err
	}
	if err := s.blob.Put(ctx, key, bytes.NewReader(body), size, v.ContentType); err != nil {
		if ctx.Err() == nil && errs.KindOf(err) == errs.Internal { // a full disk, a store that is away
			err = blob.ErrUnavailable.Because(err)
		}
		return Image{}, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		n, err := db.Exec(ctx, tx, insertImage, v.ID, v.URL, v.Width, v.Height, v.Alt, v.ContentType, v.Size, v.Filename, v.CreatedAt)
		if err != nil {
			return err
		}
		if n > 0 && actor.From(ctx).Staff() {
			if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "image", EntityID: v.ID, Action: "uploaded", After: uploaded{v.URL, v.ContentType, v.Size}}); err != nil {
				return err
			}
		}
		v, err = db.Get[Image](ctx, tx, imageByURL, v.URL)
		return err
	})
	return v, err
}

// uploaded is what the journal keeps of a picture. Its file name is left out: people
// name files after people.
type uploaded struct {
	URL         string `json:"url"`
	ContentType string `json:"content_type"`
	Size        int64  `json:"size"`
}

// hint is a file's name for people to read: no folder of either kind of system,
// and nothing that makes it look like another ("gnp.exe" written backwards).
func hint(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), "\\", "/"))
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name)
}

func cut(s string, most int) string {
	if rs := []rune(s); len(rs) > most {
		return string(rs[:most])
	}
	return s
}

// svgSize reads the size an SVG draws at: its viewBox, else width and height.
func svgSize(body []byte) (w, h int, err error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		t, err := d.Token()
		if err != nil {
			return 0, 0, err
		}
		root, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if root.Name.Local != "svg" {
			return 0, 0, errors.New("not an SVG")
		}
		a := map[string]string{}
		for _, x := range root.Attr {
			a[x.Name.Local] = x.Value
		}
		if box := strings.Fields(strings.ReplaceAll(a["viewBox"], ",", " ")); len(box) == 4 {
			a["width"], a["height"] = box[2], box[3]
		}
		return pixels(a["width"]), pixels(a["height"]), nil
	}
}

// pixels reads a length; 0 when it cannot be told.
func pixels(s string) int {
	n, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	if err != nil || !(n > 0 && n < maxSide) {
		return 0
	}
	return int(n + 0.5)
}
