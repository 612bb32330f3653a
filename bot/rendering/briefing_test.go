package rendering_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/bot/rendering"
	"readout/briefings"
)

type noStates struct{}

func (noStates) Flag(string) string      { return "🏴" }
func (noStates) Name(code string) string { return code }

// The pages of a briefing are posted as one message each. None may be cut,
// whatever the texts and addresses in it take when they are escaped.
func TestBriefingsArePostedWhole(t *testing.T) {
	at := time.Date(2025, 10, 13, 9, 0, 0, 0, time.UTC)
	for name, outlet := range map[string]string{
		"plain":   "Wire",
		"marks":   strings.Repeat("*_~`|[]()<>@\\", 6),
		"emoji":   strings.Repeat("🇨🇦", 30),
		"long":    strings.Repeat("A newspaper with a long name ", 5),
		"address": "https://example.org/a_b_c?d=(e)",
	} {
		for _, link := range []string{"https://example.org/a", "https://example.org/" + strings.Repeat("(_*", 150)} {
			t.Run(fmt.Sprint(name, len(link)), func(t *testing.T) {
				d := briefings.Digest{Since: at.Add(-time.Hour), Until: at, Due: at}
				for i := range 120 {
					person := func(name string) readout.Participant {
						return readout.Participant{State: "CA", Office: readout.OfficeHead, Name: fmt.Sprintf("%s_(%d)", name, i)}
					}
					c := readout.Contact{ID: int64(i + 1), Participants: []readout.Participant{person("One"), person("Two")}, Status: readout.Planned, Date: "2025-10-20", FirstSeen: at}
					c.Sources = []readout.Source{{Story: readout.Story{Source: outlet, Title: outlet, URL: link}}}
					d.New, d.Coming = append(d.New, briefings.Item{Contact: c}), append(d.Coming, c)
				}
				pages := briefings.Writer{States: noStates{}}.Briefing(d)
				for i, page := range pages {
					m := rendering.Post(page, true)
					want := 0
					for _, line := range page.Body {
						if len(line) > 0 {
							want++
						}
					}
					got := 0
					for _, line := range strings.Split(m.Embeds[0].Description, "\n") {
						if strings.TrimSpace(line) != "" {
							got++
						}
					}
					if len(m.Embeds) != 1 || got != want || strings.HasSuffix(m.Embeds[0].Description, "…") {
						t.Errorf("page %d of %d shows %d of %d lines in %d embeds:\n%s", i+1, len(pages), got, want, len(m.Embeds), m.Embeds[0].Description)
					}
				}
			})
		}
	}
}
