package content

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
)

// What a picture carries besides its pixels is taken out before it is kept
// (N7): where and by whom it was taken, comments, and whatever stands behind
// its end, which may be another file altogether. Pixels are copied as they
// are. A file that breaks off is none.

// maxFrames bounds an animation: each frame is decoded by every visitor.
const maxFrames = 600

var (
	errBroken = errors.New("the file breaks off or is damaged")
	errFrames = errors.New("too many frames")
)

// stripped returns the picture alone. Returns ErrNoPicture for what is damaged
// and ErrTooLarge for an animation without end.
func stripped(ext string, body []byte) ([]byte, error) {
	strip := map[string]func([]byte) ([]byte, int, error){"png": stripPNG, "jpg": stripJPEG, "gif": stripGIF, "webp": stripWebP}[ext]
	out, frames, err := strip(body)
	switch {
	case err != nil:
		return nil, ErrNoPicture.Because(err)
	case frames > maxFrames:
		return nil, ErrTooLarge.Because(errFrames)
	}
	return out, nil
}

// pngKept are the chunks that say how pixels look, animation included.
var pngKept = []string{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"}

func stripPNG(b []byte) (out []byte, frames int, err error) {
	const head, around = 8, 12 // signature; length, name and checksum of a chunk
	out = append(out, b[:head]...)
	for b = b[head:]; len(b) >= around; {
		size := int(binary.BigEndian.Uint32(b))
		if size < 0 || size > len(b)-around {
			return nil, 0, errBroken
		}
		chunk, name := b[:size+around], string(b[4:8])
		if crc32.ChecksumIEEE(chunk[4:size+8]) != binary.BigEndian.Uint32(chunk[size+8:]) {
			return nil, 0, errBroken
		}
		if slices.Contains(pngKept, name) {
			out = append(out, chunk...)
		}
		if name == "fcTL" {
			frames++
		}
		if name == "IEND" {
			return out, frames, nil
		}
		b = b[len(chunk):]
	}
	return nil, 0, errBroken
}

// The markers of a JPEG that are looked at.
const (
	jpegStart = 0xd8
	jpegEnd   = 0xd9
	jpegScan  = 0xda
	jpegApp0  = 0xe0
	jpegApp1  = 0xe1
	jpegApp2  = 0xe2
	jpegApp14 = 0xee
	jpegApp15 = 0xef
	jpegText  = 0xfe
)

func stripJPEG(b []byte) (out []byte, frames int, err error) {
	out = append(out, 0xff, jpegStart)
	for b = b[2:]; ; {
		marker, rest, ok := nextMarker(b)
		if !ok {
			return nil, 0, errBroken
		}
		if marker == jpegEnd {
			return append(out, 0xff, jpegEnd), 1, nil
		}
		if len(rest) < 2 || int(binary.BigEndian.Uint16(rest)) < 2 || int(binary.BigEndian.Uint16(rest)) > len(rest) {
			return nil, 0, errBroken
		}
		size := int(binary.BigEndian.Uint16(rest))
		segment := rest[:size]
		b = rest[size:]
		if keepJPEG(marker, segment[2:]) {
			out = append(append(out, 0xff, marker), segment...)
		} else if turn := orientation(marker, segment[2:]); turn > 1 {
			out = append(out, turned(turn)...)
		}
		if marker == jpegScan {
			n := scanLength(b)
			out, b = append(out, b[:n]...), b[n:]
		}
	}
}

// nextMarker reads 0xFF, any fill, and the marker.
func nextMarker(b []byte) (marker byte, rest []byte, ok bool) {
	if len(b) < 2 || b[0] != 0xff {
		return 0, nil, false
	}
	for len(b) > 1 && b[1] == 0xff {
		b = b[1:]
	}
	if len(b) < 2 || b[1] == 0 {
		return 0, nil, false
	}
	return b[1], b[2:], true
}

// scanLength is how far the pixels go: up to a marker that is neither an
// escaped 0xFF nor a restart.
func scanLength(b []byte) int {
	for i := 0; i+1 < len(b); i++ {
		if b[i] == 0xff && b[i+1] != 0 && b[i+1] != 0xff && (b[i+1] < 0xd0 || b[i+1] > 0xd7) {
			return i
		}
	}
	return len(b)
}

// keepJPEG drops comments and what programs add, but for the colours.
func keepJPEG(marker byte, body []byte) bool {
	switch {
	case marker == jpegText:
		return false
	case marker == jpegApp0:
		return bytes.HasPrefix(body, []byte("JFIF\x00"))
	case marker == jpegApp2:
		return bytes.HasPrefix(body, []byte("ICC_PROFILE\x00"))
	case marker == jpegApp14:
		return bytes.HasPrefix(body, []byte("Adobe"))
	}
	return marker < jpegApp0 || marker > jpegApp15
}

// Orientation is which way the camera was held that made a JPEG, as Exif counts:
// 1 is upright, and so is what says nothing.
func Orientation(body []byte) int {
	for b := body[min(2, len(body)):]; ; {
		marker, rest, ok := nextMarker(b)
		if !ok || marker == jpegScan || len(rest) < 2 {
			return 1
		}
		size := int(binary.BigEndian.Uint16(rest))
		if size < 2 || size > len(rest) {
			return 1
		}
		if turn := orientation(marker, rest[2:size]); turn > 0 {
			return int(turn)
		}
		b = rest[size:]
	}
}

// orientation reads which way a camera was held; 0 when it is not said. It is
// all that is kept of Exif: without it a photo lies on its side.
func orientation(marker byte, body []byte) byte {
	tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00"))
	if marker != jpegApp1 || !ok || len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 0 || at+2 > len(tiff) {
		return 0
	}
	const entry, tag = 12, 0x0112
	for n, i := int(order.Uint16(tiff[at:])), at+2; n > 0 && i+entry <= len(tiff); n, i = n-1, i+entry {
		if order.Uint16(tiff[i:]) == tag {
			if turn := order.Uint16(tiff[i+8:]); turn <= 8 {
				return byte(turn)
			}
		}
	}
	return 0
}

// turned is a segment that says nothing but the orientation.
func turned(way byte) []byte {
	return []byte{0xff, jpegApp1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, way, 0, 0, 0, 0, 0, 0}
}

func stripGIF(b []byte) (out []byte, frames int, err error) {
	n := 13 // header and screen
	if len(b) < n {
		return nil, 0, errBroken
	}
	n += colours(b[10])
	for at := n; ; at = n {
		if at > len(b)-1 {
			return nil, 0, errBroken
		}
		if out == nil {
			out = append(out, b[:at]...)
		}
		var ok bool
		switch b[at] {
		case 0x3b:
			return append(out, 0x3b), frames, nil
		case 0x21:
			n, ok = blocks(b, at+2)
			if ok && keepGIF(b[at:n]) {
				out = append(out, b[at:n]...)
			}
		case 0x2c:
			const image = 10
			if at+image > len(b) {
				return nil, 0, errBroken
			}
			n, ok = blocks(b, at+image+colours(b[at+9])+1)
			if ok {
				out, frames = append(out, b[at:n]...), frames+1
			}
		}
		if !ok {
			return nil, 0, errBroken
		}
	}
}

// colours is the size of the table that packed flags announce.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// blocks skips blocks with their sizes up to the empty one.
func blocks(b []byte, at int) (end int, ok bool) {
	for at < len(b) {
		size := int(b[at])
		at += size + 1
		if size == 0 {
			return at, at <= len(b)
		}
	}
	return 0, false
}

// keepGIF drops comments and texts; timing and looping stay.
func keepGIF(extension []byte) bool {
	switch extension[1] {
	case 0xf9:
		return true
	case 0xff:
		return len(extension) > 14 && (string(extension[3:14]) == "NETSCAPE2.0" || string(extension[3:14]) == "ANIMEXTS1.0")
	}
	return false
}

var webpKept = []string{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"}

func stripWebP(b []byte) (out []byte, frames int, err error) {
	const head = 12
	size := int(binary.LittleEndian.Uint32(b[4:]))
	if size < 4 || size > len(b)-8 {
		return nil, 0, errBroken
	}
	out = append(out, b[:head]...)
	for b = b[head : size+8]; len(b) >= 8; {
		n := int(binary.LittleEndian.Uint32(b[4:]))
		if n < 0 || n > len(b)-8 {
			return nil, 0, errBroken
		}
		n = min(8+n+n&1, len(b)) // padded to even
		name, chunk := string(b[:4]), b[:n]
		if slices.Contains(webpKept, name) {
			out = append(out, chunk...)
		}
		if name == "VP8X" && n > 8 {
			out[len(out)-n+8] &^= 0x0c // says no longer that Exif and XMP follow
		}
		if name == "ANMF" {
			frames++
		}
		b = b[n:]
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8)) //nolint:gosec // bounded by MaxImageBytes
	return out, frames, nil
}
