package document

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// readHints reads what gofeed leaves aside: how often the feed wants to be
// read, and its hub. It looks at the channel's own elements only, up to the
// first item. The syndication module's updatePeriod is not among them: blog
// software writes "hourly" into every feed, however busy.
func readHints(text string, out *Document) {
	for _, mark := range []string{"<item", "<entry"} {
		if at := strings.Index(text, mark); at >= 0 {
			text = text[:at]
		}
	}
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.Strict = false
	for {
		token, err := decoder.Token()
		if err != nil {
			break
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch element.Name.Local {
		case "ttl":
			if minutes, err := strconv.Atoi(chars(decoder)); err == nil && minutes > 0 {
				out.TTL = time.Duration(min(minutes, 7*24*60)) * time.Minute
			}
		case "hour":
			if hour, err := strconv.Atoi(chars(decoder)); err == nil && hour >= 0 && hour <= 24 && len(out.SkipHours) < 24 {
				out.SkipHours = append(out.SkipHours, hour%24)
			}
		case "day":
			name := chars(decoder)
			for day := time.Sunday; day <= time.Saturday; day++ {
				if strings.EqualFold(day.String(), name) && len(out.SkipDays) < 7 {
					out.SkipDays = append(out.SkipDays, day)
				}
			}
		case "link":
			for rel := range strings.FieldsSeq(strings.ToLower(xmlAttribute(element, "rel"))) {
				switch {
				case rel == "hub" && out.Hub == "":
					out.Hub = xmlAttribute(element, "href")
				case rel == "self" && out.Self == "":
					out.Self = xmlAttribute(element, "href")
				}
			}
		}
	}
}

// readJSONHints reads the hub of a JSON Feed. Source: jsonfeed.org, version 1.1.
func readJSONHints(text string, out *Document) {
	var head struct {
		FeedURL string `json:"feed_url"`
		Hubs    []struct{ Type, URL string }
	}
	if json.Unmarshal([]byte(text), &head) != nil {
		return
	}
	out.Self = head.FeedURL
	for _, hub := range head.Hubs {
		if strings.EqualFold(hub.Type, "websub") || strings.EqualFold(hub.Type, "pubsubhubbub") {
			out.Hub = hub.URL
			return
		}
	}
}

// chars returns the text that follows a start tag.
func chars(decoder *xml.Decoder) string {
	token, err := decoder.Token()
	if err != nil {
		return ""
	}
	if text, ok := token.(xml.CharData); ok {
		return strings.TrimSpace(string(text))
	}
	return ""
}

func xmlAttribute(element xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// checkJSON tells a JSON Feed from other JSON, such as an API's error.
func checkJSON(text string, base *url.URL) error {
	var head struct {
		Version json.RawMessage `json:"version"`
		Items   json.RawMessage `json:"items"`
	}
	err := json.Unmarshal([]byte(text), &head)
	if err != nil && !strings.Contains(text[:min(len(text), 4096)], "jsonfeed.org") {
		return notAFeed("%s sent JSON that is no feed instead of a feed; check the address; perhaps it belongs to a program", base)
	}
	if err == nil && head.Items == nil && !strings.Contains(string(head.Version), "jsonfeed") {
		return notAFeed("%s sent JSON that is no feed instead of a feed; check the address; perhaps it belongs to a program", base)
	}
	return nil
}
