package content

import (
	"bytes"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"encoding/binary"
)

func dots(t *testing.T) map[string][]byte {
	t.Helper()
	img := image.NewPaletted(image.Rect(0, 0, 9, 7), color.Palette{color.Black, color.White, color.RGBA{200, 30, 30, 255}})
	for i := range img.Pix {
		img.Pix[i] = byte(i % 3)
	}
	var p, j, g bytes.Buffer
	if err := errors.Join(png.Encode(&p, img), jpeg.Encode(&j, img, nil), gif.Encode(&g, img, nil)); err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"png": p.Bytes(), "jpg": j.Bytes(), "gif": g.Bytes()}
}

const secret = "27.7172N 85.3240E <script>alert(1)</script><?php system($_GET[0]); ?>"

// burdened adds what cameras and attackers add.
func burdened(ext string, body []byte) []byte {
	out := bytes.Clone(body)
	switch ext {
	case "png":
		chunk := append([]byte("tEXt"), secret...)
		sized := binary.BigEndian.AppendUint32(nil, uint32(len(secret)))
		sized = binary.BigEndian.AppendUint32(append(sized, chunk...), crc32.ChecksumIEEE(chunk))
		out = append(append(bytes.Clone(body[:33]), sized...), body[33:]...)
	case "jpg":
		exif := append([]byte("Exif\x00\x00"), turned(6)[10:]...)
		exif = append(exif, secret...)
		for _, s := range [][]byte{exif, []byte("http://ns.adobe.com/xap/1.0/\x00" + secret)} {
			out = append(append(append(bytes.Clone(out[:2]), 0xff, jpegApp1, 0, byte(len(s)+2)), s...), out[2:]...)
		}
		out = append(append(append(bytes.Clone(out[:2]), 0xff, jpegText, 0, byte(len(secret)+2)), secret...), out[2:]...)
	case "gif":
		at := 13 + colours(body[10])
		out = append(append(append(bytes.Clone(body[:at]), 0x21, 0xfe, byte(len(secret))), secret...), append([]byte{0}, body[at:]...)...)
	}
	return append(out, secret...)
}

func TestOfAPictureOnlyWhatShowsIsKept(t *testing.T) {
	for ext, clean := range dots(t) {
		got, err := stripped(ext, burdened(ext, clean))
		if err != nil {
			t.Fatal(ext, err)
		}
		if bytes.Contains(got, []byte("script")) || bytes.Contains(got, []byte("27.7172N")) {
			t.Errorf("%s keeps what it should not", ext)
		}
		a, _, errA := image.Decode(bytes.NewReader(clean))
		b, _, errB := image.Decode(bytes.NewReader(got))
		if errA != nil || errB != nil {
			t.Fatal(ext, errA, errB)
		}
		for y := range 7 {
			for x := range 9 {
				if a.At(x, y) != b.At(x, y) {
					t.Fatalf("%s: the dot at %d,%d changed", ext, x, y)
				}
			}
		}
		if again, err := stripped(ext, got); err != nil || !bytes.Equal(again, got) {
			t.Errorf("%s: stripped again it is another: %v", ext, err)
		}
		if ext == "jpg" && (!bytes.Contains(got, turned(6)) || bytes.Count(got, []byte("Exif")) != 1) {
			t.Error("the photo lost which way is up")
		}
	}
}

func TestAPictureThatBreaksOffAnywhereIsNone(t *testing.T) {
	for ext, body := range dots(t) {
		for n := 14; n < len(body)-1; n++ {
			if _, err := stripped(ext, body[:n]); !errors.Is(err, ErrNoPicture) {
				t.Errorf("%s cut at %d of %d: %v", ext, n, len(body), err)
			}
		}
	}
}

func TestAnAnimationHasAnEnd(t *testing.T) {
	one := dots(t)["gif"]
	at := 13 + colours(one[10])
	frame := one[at : len(one)-1]
	film := append(bytes.Clone(one[:at]), bytes.Repeat(frame, maxFrames)...)
	if _, err := stripped("gif", append(bytes.Clone(film), 0x3b)); err != nil {
		t.Error(err)
	}
	if _, err := stripped("gif", append(append(film, frame...), 0x3b)); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

func TestAWebPLosesWhatFollowsIt(t *testing.T) {
	chunk := func(name, body string) string {
		return name + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body + strings.Repeat("\x00", len(body)&1)
	}
	inner := "WEBP" + chunk("VP8X", "\x1c\x00\x00\x00\x00\x00\x00\x00\x00\x00") + chunk("VP8L", "/xyz") + chunk("EXIF", secret) + chunk("XMP ", secret)
	file := "RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(inner)))) + inner + secret
	got, err := stripped("webp", []byte(file))
	want := "WEBP" + chunk("VP8X", "\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00") + chunk("VP8L", "/xyz")
	if err != nil || string(got[8:]) != want || int(binary.LittleEndian.Uint32(got[4:])) != len(want) {
		t.Errorf("%q %v", got, err)
	}
	if _, err := stripped("webp", []byte(file[:40])); !errors.Is(err, ErrNoPicture) {
		t.Error("broken off:", err)
	}
}

func FuzzStripped(f *testing.F) {
	for _, ext := range []string{"png", "jpg", "gif", "webp"} {
		f.Add(ext, []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x00IEND\xaeB`\x82"))
		f.Add(ext, []byte("\xff\xd8\xff\xd9 GIF89a RIFF....WEBP"))
	}
	f.Fuzz(func(t *testing.T, ext string, body []byte) {
		for _, kind := range formats() {
			if kind.ext != ext || !kind.is(body) {
				continue
			}
			out, err := stripped(ext, body)
			if err != nil {
				return
			}
			if len(out) > len(body)+64*(1+len(body)/64) {
				t.Errorf("%d bytes became %d", len(body), len(out))
			}
			if again, err := stripped(ext, out); err != nil || !bytes.Equal(again, out) {
				t.Errorf("stripped again it is another: %v", err)
			}
		}
	})
}
