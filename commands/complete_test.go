package commands_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestComplete(t *testing.T) {
	for name, c := range map[string]struct {
		typed, option string
		want          []string // the first values, in order
	}{
		"leader by surname":           {"/leader name:erdog", "name", []string{"Recep Tayyip Erdoğan"}},
		"leader with accent":          {"/leader name:EMBALÓ", "name", []string{"Umaro Sissoco Embaló"}},
		"leader in Ukrainian":         {"/leader name:зеленс", "name", []string{"Volodymyr Zelenskyy"}},
		"leader in French":            {"/leader name:volodymyr zelensky", "name", []string{"Volodymyr Zelenskyy"}},
		"state by code":               {"/contacts search state:ca", "state", []string{"CA"}},
		"state by other name":         {"/contacts search state:turkiye", "state", []string{"TR"}},
		"state by people":             {"/contacts search state:Canadian", "state", []string{"CA"}},
		"states of the G7 first":      {"/contacts search state:", "state", []string{"CA", "US", "NATO"}},
		"zone by city":                {"/watch add zone:toro", "zone", []string{"America/Toronto"}},
		"zone of two words":           {"/watch add zone:new york", "zone", []string{"America/New_York"}},
		"group first":                 {"/watch add what:", "what", []string{"allied", "everything", "NATO", "G7"}},
		"group and organisation":      {"/watch add what:nato", "what", []string{"NATO", "state NATO"}},
		"after a comma":               {"/watch add what:allied, ukr", "what", []string{"allied, UA"}},
		"no everything after a comma": {"/watch add what:CA, everyth", "what", nil},
		"pair":                        {"/watch add what:CA-u", "what", []string{"CA-US", "CA-UA"}},
		"pair of a hyphenated name":   {"/watch add what:guinea-bissau-can", "what", []string{"GW-CA"}},
		"schedule as typed":           {"/watch add schedule:fri 18:15", "schedule", []string{"fri 18:15"}},
		"schedule suggested":          {"/watch add schedule:week", "schedule", []string{"weekdays 07:00", "weekdays 18:00", "weekends 10:00"}},
		"period":                      {"/briefing since:3d", "since", []string{"3d"}},
		"watch":                       {"/watch edit watch:carney", "watch", []string{"2"}},
		"watches of this server only": {"/watch remove watch:", "watch", []string{"1", "2", "3"}},
		"feed that may be removed":    {"/feeds remove feed:", "feed", []string{"3"}},
		"contact by number":           {"/contacts show id:#1", "id", []string{"14", "12", "11"}},
		"contact by word":             {"/contacts show id:ceasefire", "id", []string{"11"}},
		"contact by a name":           {"/contacts show id:зеленськ", "id", []string{"14", "11"}},
		"contact unknown":             {"/contacts show id:unicorn", "id", nil},
		"side: states and leaders":    {"/between a:ca", "a", []string{"CA", "Mark Carney"}},
		"command":                     {"/help command:wat", "command", []string{"watch add", "watch list", "watch edit", "watch remove"}},
		"option without suggestions":  {"/contacts search text:a", "text", nil},
		"command that is unknown":     {"/nothing text:a", "text", nil},
		"text that fits nothing":      {"/leader name:zzzz", "name", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := values(newWorld(t).complete(c.typed, c.option))
			if diff := cmp.Diff(c.want, got[:min(len(got), max(len(c.want), 1))]); diff != "" && (len(c.want) > 0 || len(got) > 0) {
				t.Errorf("(-want +got):\n%s\nall: %q", diff, got)
			}
		})
	}
}

// Whatever is typed, Discord must take the suggestions, and what is chosen
// must be understood.
func TestSuggestionsKeepToDiscordsLimits(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("Volodymyr Zelenskyy, ", 40)
	for _, c := range w.router.Commands() {
		for _, sub := range append(slices.Clone(c.Subcommands), c) {
			path := strings.TrimPrefix(c.Name+" "+sub.Name, c.Name+" "+c.Name)
			if path == "" {
				path = c.Name
			}
			for _, o := range sub.Options {
				for _, typed := range []string{"", "a", "CA-", "@everyone **x**", long, long + "C", "\u202e\x00", "🇨🇦", "-", ",", ",,,"} {
					choices := w.complete("/"+path+" "+o.Name+":"+typed, o.Name)
					if len(choices) > 25 {
						t.Errorf("/%s %s:%q has %d suggestions", path, o.Name, typed, len(choices))
					}
					for _, choice := range choices {
						if n := len([]rune(choice.Name)); n < 1 || n > 100 || len([]rune(choice.Value)) < 1 || len([]rune(choice.Value)) > 100 {
							t.Errorf("/%s %s:%q suggests %q = %q", path, o.Name, typed, choice.Name, choice.Value)
						}
					}
				}
			}
		}
	}
}

func TestWhatIsSuggestedIsUnderstood(t *testing.T) {
	for _, typed := range []string{"", "c", "nato", "CA-", "allied, ", "allied, CA-", "CA, mark"} {
		for _, choice := range newWorld(t).complete("/watch add what:"+typed, "what") {
			if _, err := newWorld(t).run("/watch add channel:#daily-briefing what:" + choice.Value); err != nil {
				t.Errorf("%q was suggested for %q and is refused: %v", choice.Value, typed, err)
			}
		}
	}
}
