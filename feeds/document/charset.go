package document

import (
	"bytes"
	"encoding/binary"
	"mime"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// ToUTF8 decodes a document whatever it declares. In this order: a byte order
// mark, the zero bytes of UTF-16 and UTF-32, valid UTF-8 (which wins over a
// declaration, because text in another charset is next to never valid UTF-8),
// the charset of the HTTP header, that of the XML prolog, what the letters look
// like, windows-1252. A charset in which the bytes make no text is passed over.
// Runes that XML forbids are dropped.
func ToUTF8(body []byte, contentType string) string {
	return strings.Map(legalRune, decode(body, contentType))
}

func decode(body []byte, contentType string) string {
	if text, ok := decodeWide(body); ok {
		return text
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if utf8.Valid(body) && !escapes(body) {
		return string(body)
	}
	if text, ok := mostlyUTF8(body); ok {
		return text
	}
	declared := []string{headerCharset(contentType), prologCharset(body)}
	for _, label := range declared {
		if text, ok := decodeAs(body, label); ok && plausible(text) {
			return text
		}
	}
	for _, label := range append([]string{guessCharset(body)}, declared...) {
		if text, ok := decodeAs(body, label); ok {
			return text
		}
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(body)
	if err != nil {
		return strings.ToValidUTF8(string(body), "\ufffd")
	}
	return string(text)
}

// escapes reports whether the text may be in a seven-bit code that switches
// alphabets by escape sequences (ISO-2022, HZ): valid UTF-8 to look at.
func escapes(body []byte) bool {
	switch strings.ToLower(prologCharset(body)) {
	case "iso-2022-jp", "iso-2022-kr", "csiso2022jp":
		return bytes.IndexByte(body, 0x1b) >= 0
	case "hz-gb-2312":
		return bytes.Contains(body, []byte("~{"))
	}
	return false
}

// decodeAs decodes by a declared charset. UTF-8 is refused, because the body
// is known not to be that, and so are the wide ones, which have been tried.
func decodeAs(body []byte, label string) (string, bool) {
	if label == "" {
		return "", false
	}
	encoding, name := charset.Lookup(label)
	if encoding == nil {
		encoding, name = lookupRare(label)
	}
	if encoding == nil || name == "utf-8" || strings.HasPrefix(name, "utf-16") || name == "replacement" {
		return "", false
	}
	text, err := encoding.NewDecoder().Bytes(body)
	if err != nil {
		return "", false
	}
	return string(text), true
}

// mostlyUTF8 takes text that is UTF-8 but for a few bytes, as left behind by
// programs that cut in the middle of a character. Text in another charset has
// hardly a byte sequence that would be a letter in UTF-8.
func mostlyUTF8(body []byte) (string, bool) {
	good, bad := 0, 0
	for rest := body; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		rest = rest[size:]
	}
	if bad == 0 || good < 10*bad {
		return "", false
	}
	return strings.ToValidUTF8(string(body), "\ufffd"), true
}

// decodeWide decodes UTF-16 and UTF-32, with a mark or without.
func decodeWide(body []byte) (string, bool) {
	for _, wide := range []struct {
		mark  string
		width int
		order binary.ByteOrder
	}{
		{"\x00\x00\xfe\xff", 4, binary.BigEndian},
		{"\xff\xfe\x00\x00", 4, binary.LittleEndian},
		{"\xfe\xff", 2, binary.BigEndian},
		{"\xff\xfe", 2, binary.LittleEndian},
		{"\x00\x00\x00<", 4, binary.BigEndian},
		{"<\x00\x00\x00", 4, binary.LittleEndian},
		{"\x00<", 2, binary.BigEndian},
		{"<\x00", 2, binary.LittleEndian},
	} {
		if !bytes.HasPrefix(body, []byte(wide.mark)) {
			continue
		}
		if wide.mark[0] != '<' && wide.mark[len(wide.mark)-1] != '<' {
			body = body[len(wide.mark):]
		}
		if wide.width == 4 {
			return decode32(body, wide.order), true
		}
		return decode16(body, wide.order), true
	}
	return "", false
}

func decode16(body []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(body)/2)
	for ; len(body) >= 2; body = body[2:] {
		units = append(units, order.Uint16(body))
	}
	return string(utf16.Decode(units))
}

func decode32(body []byte, order binary.ByteOrder) string {
	var out strings.Builder
	for ; len(body) >= 4; body = body[4:] {
		out.WriteRune(rune(order.Uint32(body))) // writes U+FFFD for what is no rune
	}
	return out.String()
}

func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		_, after, _ := strings.Cut(strings.ToLower(contentType), "charset=")
		return strings.Trim(firstField(after), `"';`)
	}
	return params["charset"]
}

func firstField(s string) string {
	if fields := strings.Fields(s); len(fields) > 0 {
		return fields[0]
	}
	return ""
}

// prologCharset reads encoding="…" out of the first line of an XML document,
// whatever its quotes.
func prologCharset(body []byte) string {
	head := body[:min(len(body), 512)]
	start := bytes.Index(head, []byte("<?xml"))
	if start < 0 {
		return ""
	}
	head = head[start:]
	if end := bytes.Index(head, []byte("?>")); end >= 0 {
		head = head[:end]
	}
	_, after, found := bytes.Cut(head, []byte("encoding"))
	if !found {
		return ""
	}
	value := bytes.TrimLeft(after, " \t\r\n=\"'\xe2\x80\x9c\x9d\x93\x94")
	end := bytes.IndexFunc(value, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_:.+", r)
	})
	if end < 0 {
		end = len(value)
	}
	return string(value[:end])
}

// legalRune drops what XML 1.0 forbids: control characters and non-characters.
// The second set of control characters is text from windows-1252 that somebody
// took for ISO-8859-1 on its way: quotation marks and dashes.
func legalRune(r rune) rune {
	switch {
	case 0x80 <= r && r <= 0x9f:
		return charmap.Windows1252.DecodeByte(byte(r))
	case r == '\t' || r == '\n' || r == '\r':
		return r
	case r < 0x20, r == 0xfffe, r == 0xffff, 0xd800 <= r && r <= 0xdfff:
		return -1
	}
	return r
}
