package opml

import (
	"encoding/xml"
	"fmt"
	"io"
	"time"

	"readout"
)

// written and outline are OPML as it is written.
type written struct {
	XMLName   xml.Name  `xml:"opml"`
	Version   string    `xml:"version,attr"`
	Namespace string    `xml:"xmlns:readout,attr"`
	Title     string    `xml:"head>title"`
	Created   string    `xml:"head>dateCreated"`
	Outlines  []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	URL      string    `xml:"xmlUrl,attr,omitempty"`
	Language string    `xml:"language,attr,omitempty"`
	Category string    `xml:"category,attr,omitempty"`
	State    string    `xml:"readout:state,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

// Write writes feeds as a list: official ones in one folder, the press in
// another. Read gives back their names, addresses, languages and states.
func Write(w io.Writer, title string, feeds []readout.Feed, at time.Time) error {
	folders := map[readout.FeedKind]*outline{
		readout.Official: {Text: "Official"},
		readout.Press:    {Text: "Press"},
	}
	for _, f := range feeds {
		folder := folders[f.Kind]
		one := outline{Text: f.Name, Title: f.Name, Type: "rss", URL: f.URL, Language: f.Language, State: f.State, Category: "/" + folder.Text}
		if f.State != "" {
			one.Category += "/" + f.State
		}
		folder.Outlines = append(folder.Outlines, one)
	}
	out := written{Version: "2.0", Namespace: namespace, Title: title, Created: at.UTC().Format(time.RFC1123Z)}
	for _, kind := range []readout.FeedKind{readout.Official, readout.Press} {
		if len(folders[kind].Outlines) > 0 {
			out.Outlines = append(out.Outlines, *folders[kind])
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	return nil
}
