package document_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"readout/feeds/document"
)

func wide16(text string, order binary.AppendByteOrder, mark bool) []byte {
	if mark {
		text = "\ufeff" + text
	}
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

func wide32(text string, order binary.AppendByteOrder, mark bool) []byte {
	if mark {
		text = "\ufeff" + text
	}
	var out []byte
	for _, r := range text {
		out = order.AppendUint32(out, uint32(r))
	}
	return out
}

func in(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// named is a feed with a title, and a prolog that declares a charset.
func named(charset, title string) string {
	prolog := ""
	if charset != "" {
		prolog = `<?xml version="1.0" encoding="` + charset + `"?>`
	}
	return prolog + `<rss version="2.0"><channel><title>` + title + `</title><item><title>` + title + `</title><link>https://example.org/1</link></item></channel></rss>`
}

func TestCharsets(t *testing.T) {
	const (
		hungarian = "Orbán Viktor és Zelenszkij"
		ukrainian = "Зеленський поговорив із Карні"
		japanese_ = "首相が電話会談"
		korean_   = "정상 통화"
		chinese   = "总理通电话"
		taiwanese = "總統通電話"
	)
	big, little := binary.BigEndian, binary.LittleEndian
	for name, tc := range map[string]struct {
		body        []byte
		contentType string
		want        string
	}{
		"utf-8":                              {[]byte(named("utf-8", ukrainian)), "", ukrainian},
		"utf-8 with mark":                    {[]byte("\xef\xbb\xbf" + named("utf-8", ukrainian)), "", ukrainian},
		"utf-8 undeclared":                   {[]byte(named("", ukrainian)), "", ukrainian},
		"utf-8 declared as latin 1":          {[]byte(named("ISO-8859-1", hungarian)), "", hungarian},
		"utf-8 sent as latin 1":              {[]byte(named("utf-8", hungarian)), "text/xml; charset=iso-8859-1", hungarian},
		"utf-8 declared as utf-16":           {[]byte(named("utf-16", hungarian)), "", hungarian},
		"utf-16 be with mark":                {wide16(named("utf-16", ukrainian), big, true), "", ukrainian},
		"utf-16 le with mark":                {wide16(named("utf-16", ukrainian), little, true), "", ukrainian},
		"utf-16 be without mark":             {wide16(named("utf-16", ukrainian), big, false), "", ukrainian},
		"utf-16 le without mark":             {wide16(named("utf-16", ukrainian), little, false), "", ukrainian},
		"utf-16 le declared as utf-8":        {wide16(named("utf-8", ukrainian), little, true), "text/xml; charset=utf-8", ukrainian},
		"utf-32 be with mark":                {wide32(named("utf-32", japanese_), big, true), "", japanese_},
		"utf-32 le with mark":                {wide32(named("utf-32", japanese_), little, true), "", japanese_},
		"utf-32 be without mark":             {wide32(named("utf-32", japanese_), big, false), "", japanese_},
		"utf-32 le without mark":             {wide32(named("utf-32", japanese_), little, false), "", japanese_},
		"latin 1 declared":                   {in(t, charmap.ISO8859_1, named("ISO-8859-1", hungarian)), "", hungarian},
		"latin 2 declared":                   {in(t, charmap.ISO8859_2, named("iso-8859-2", "Orbán Gergő")), "", "Orbán Gergő"},
		"latin 1 by header":                  {in(t, charmap.ISO8859_1, named("", hungarian)), "text/xml; charset=iso-8859-1", hungarian},
		"latin 1 undeclared":                 {in(t, charmap.Windows1252, named("", "Conversación telefónica – “sí”")), "", "Conversación telefónica – “sí”"},
		"windows-1252 declared as utf-8":     {in(t, charmap.Windows1252, named("utf-8", "Macron à l’Élysée")), "", "Macron à l’Élysée"},
		"windows-1252 declared as latin 1":   {in(t, charmap.Windows1252, named("iso-8859-1", "l’Élysée €")), "", "l’Élysée €"},
		"windows-1251 declared":              {in(t, charmap.Windows1251, named("windows-1251", ukrainian)), "", ukrainian},
		"windows-1251 in a wrong header":     {in(t, charmap.Windows1251, named("windows-1251", ukrainian)), "text/xml; charset=utf-8", ukrainian},
		"koi8-u declared":                    {in(t, charmap.KOI8U, named("koi8-u", "Зеленський")), "", "Зеленський"},
		"koi8-r by header":                   {in(t, charmap.KOI8R, named("", "Переговоры")), "application/rss+xml; charset=KOI8-R", "Переговоры"},
		"shift_jis declared":                 {in(t, japanese.ShiftJIS, named("Shift_JIS", japanese_)), "", japanese_},
		"euc-jp declared":                    {in(t, japanese.EUCJP, named("euc-jp", japanese_)), "", japanese_},
		"iso-2022-jp declared":               {in(t, japanese.ISO2022JP, named("iso-2022-jp", japanese_)), "", japanese_},
		"euc-kr declared":                    {in(t, korean.EUCKR, named("euc-kr", korean_)), "", korean_},
		"gb2312 declared":                    {in(t, simplifiedchinese.GBK, named("gb2312", chinese)), "", chinese},
		"gb18030 declared":                   {in(t, simplifiedchinese.GB18030, named("gb18030", chinese)), "", chinese},
		"big5 declared":                      {in(t, traditionalchinese.Big5, named("big5", taiwanese)), "", taiwanese},
		"unknown charset, really utf-8":      {[]byte(named("x-nonsense", ukrainian)), "", ukrainian},
		"unknown charset, not utf-8":         {in(t, charmap.Windows1252, named("x-nonsense", "Élysée")), "", "Élysée"},
		"windows-1251 undeclared":            {in(t, charmap.Windows1251, named("", ukrainian)), "", ukrainian},
		"windows-1251 declared as utf-8":     {in(t, charmap.Windows1251, named("utf-8", ukrainian)), "", ukrainian},
		"windows-1251 declared as latin 1":   {in(t, charmap.Windows1251, named("iso-8859-1", ukrainian)), "", ukrainian},
		"windows-1251 sent as latin 1":       {in(t, charmap.Windows1251, named("windows-1251", ukrainian)), "text/xml; charset=iso-8859-1", ukrainian},
		"koi8-r undeclared":                  {in(t, charmap.KOI8R, named("", "Президент провёл переговоры")), "", "Президент провёл переговоры"},
		"shift_jis undeclared":               {in(t, japanese.ShiftJIS, named("", "首相がウクライナ大統領と電話会談")), "", "首相がウクライナ大統領と電話会談"},
		"shift_jis declared as euc-jp":       {in(t, japanese.ShiftJIS, named("euc-jp", "首相がウクライナ大統領と電話会談")), "", "首相がウクライナ大統領と電話会談"},
		"euc-kr undeclared":                  {in(t, korean.EUCKR, named("", "대통령은 총리와 전화 통화를 했다")), "", "대통령은 총리와 전화 통화를 했다"},
		"gbk undeclared":                     {in(t, simplifiedchinese.GBK, named("", "国家主席同加拿大总理通电话")), "", "国家主席同加拿大总理通电话"},
		"big5 undeclared":                    {in(t, traditionalchinese.Big5, named("", "總統與加拿大總理通電話")), "", "總統與加拿大總理通電話"},
		"windows-1253 undeclared":            {in(t, charmap.Windows1253, named("", "Τηλεφωνική επικοινωνία του Πρωθυπουργού")), "", "Τηλεφωνική επικοινωνία του Πρωθυπουργού"},
		"windows-1255 undeclared":            {in(t, charmap.Windows1255, named("", "ראש הממשלה שוחח בטלפון עם נשיא ארצות הברית")), "", "ראש הממשלה שוחח בטלפון עם נשיא ארצות הברית"},
		"german undeclared":                  {in(t, charmap.Windows1252, named("", "Außenminister äußert sich über Gespräche in Brüssel")), "", "Außenminister äußert sich über Gespräche in Brüssel"},
		"finnish declared":                   {in(t, charmap.ISO8859_15, named("iso-8859-15", "Pääministeri näki täällä sään")), "", "Pääministeri näki täällä sään"},
		"polish declared":                    {in(t, charmap.ISO8859_2, named("iso-8859-2", "Premier rozmawiał z prezydentem, środa")), "", "Premier rozmawiał z prezydentem, środa"},
		"curly quotes in the prolog":         {[]byte(strings.ReplaceAll(named("utf-8", hungarian), `"utf-8"`, "“utf-8”")), "", hungarian},
		"curly quotes around another":        {in(t, charmap.Windows1251, strings.ReplaceAll(named("windows-1251", ukrainian), `"windows-1251"`, "“windows-1251”")), "", ukrainian},
		"utf-8 cut within a letter":          {[]byte(named("utf-8", ukrainian+" … \xd0")), "", ukrainian + " … \ufffd"},
		"utf-8 cut, sent as latin 1":         {[]byte(named("utf-8", ukrainian+" … \xd0")), "text/xml; charset=iso-8859-1", ukrainian + " … \ufffd"},
		"quotes of windows in utf-8":         {[]byte(named("utf-8", "the Kremlin\u0092s \u0093view\u0094")), "", "the Kremlin’s “view”"},
		"control characters":                 {[]byte(named("utf-8", "Call\x00 \x06held\x1f")), "", "Call held"},
		"nonsense in the header's charset":   {[]byte(named("utf-8", ukrainian)), `text/xml; charset="; x=`, ukrainian},
		"header names a charset without end": {in(t, charmap.Windows1251, named("", ukrainian)), `text/xml; charset=windows-1251; =`, ukrainian},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := document.Parse(tc.body, tc.contentType, "https://example.org/feed")
			if err != nil {
				t.Fatal(err)
			}
			if len(found.Stories) != 1 || found.Stories[0].Title != tc.want || found.Title != tc.want {
				t.Errorf("got %q and %+v, want %q", found.Title, found.Stories, tc.want)
			}
		})
	}
}

func FuzzToUTF8(f *testing.F) {
	for _, seed := range []string{"", "<rss/>", "\xff\xfe<\x00", "\x00\x00\xfe\xff\xff", "\xfe", named("shift_jis", "\x83\x83\xff"), named("utf-16", "é"), "\xef\xbb\xbf"} {
		f.Add([]byte(seed), "text/xml; charset=big5")
		f.Add([]byte(seed), "")
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		text := document.ToUTF8(body, contentType)
		if !utf8.ValidString(text) {
			t.Errorf("invalid UTF-8: %q", text)
		}
		if strings.ContainsFunc(text, func(r rune) bool { return r < 0x20 && r != '\t' && r != '\n' && r != '\r' }) {
			t.Errorf("control characters left: %q", text)
		}
		if len(text) > 4*len(body)+16 {
			t.Errorf("%d bytes grew to %d", len(body), len(text))
		}
	})
}
